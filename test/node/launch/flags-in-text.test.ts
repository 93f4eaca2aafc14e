import { expect, it } from 'vitest';
import { flagsInText } from '../../../src/node/launch/flags-in-text.ts';

it.each([
  ['', []],
  [' \n\t', []],
  ['--v=2 --kubeconfig /a --enable-server', ['v', 'kubeconfig', 'enable-server']],
  ['--pod_manifest_path=/x', ['pod-manifest-path']],
  ['--anything=at-all', ['anything']],
])('"%s" sets %j', (text, flags) => {
  expect(flagsInText(text)).toEqual(flags);
});

it.each([
  'x',
  '--',
  '-v=2',
  '--kubeconfig',
  '--kubeconfig --v=2',
  '--never-heard-of x',
  '--v=[0-9]',
  '--v=2 /a',
])('what "%s" sets is not known', (text) => {
  expect(flagsInText(text)).toBeUndefined();
});
