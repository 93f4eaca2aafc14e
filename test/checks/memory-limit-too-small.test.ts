import { expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { pod } from '../manifest/judge.ts';
import { findingsOn } from './support.ts';

it.each([
  ['1048576', []],
  ['1048575', ['"1048575" is 1048575 bytes']],
  ['0.5Mi', ['"0.5Mi" is 524288 bytes']],
  ['1e-9999999', ['"1e-9999999" is 1 byte']],
  ['1e9999999', []],
  ['9'.repeat(50_000), []],
  ['0', []],
])('a memory limit of %.20s', (memory, expected) => {
  const host = memoryHost({ '/m/a.json': pod({}, { resources: { limits: { memory } } }) });
  const found = findingsOn(host, '/m').filter(({ ruleId }) => ruleId === 'memory-limit-too-small');
  expect(found.map(({ message }) => /".*bytes?/.exec(message)![0])).toEqual(expected);
});
