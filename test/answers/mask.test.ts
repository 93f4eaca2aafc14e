import { expect, it } from 'vitest';
import { maskFlags } from '../../src/answers/mask.ts';

it('masks secrets that stand on a command line, and nothing else', () => {
  const words = [
    'k3s',
    'agent',
    '--token',
    'abc',
    '--agent-token=abc',
    '-e',
    'K3S_TOKEN=abc',
    '--env=DB_PASSWORD=x',
  ];
  expect(maskFlags(words)).toEqual([
    'k3s',
    'agent',
    '--token',
    '<masked>',
    '--agent-token=<masked>',
    '-e',
    'K3S_TOKEN=<masked>',
    '--env=DB_PASSWORD=<masked>',
  ]);
  const plain = ['kubelet', '--authentication-token-webhook=true', '--token', '--v=2', 'TOKEN='];
  expect(maskFlags(plain)).toEqual(plain);
});
