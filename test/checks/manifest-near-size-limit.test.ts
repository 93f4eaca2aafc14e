import { expect, test } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOn } from './support.ts';

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: web}]}\n';
const MIB = 1024 * 1024;

const rules = (pad: number) =>
  findingsOn(memoryHost({ 'm/web.yaml': { text: POD, pad } }), '/m').map(
    ({ ruleId, severity, message }) => `${severity} ${ruleId}: ${message}`,
  );

test('a manifest of more than 9 MiB is near the limit, until it is refused', () => {
  expect(rules(9 * MIB)).toEqual([]);
  expect(rules(9.5 * MIB)).toEqual([
    'warning manifest-near-size-limit: the file has 9.50 MiB: from 10 MiB on the kubelet refuses it and stops its pod',
  ]);
  expect(rules(10 * MIB - 1)).toHaveLength(1);
  expect(rules(10 * MIB)[0]).toMatch(/^error manifest-too-large/);
});
