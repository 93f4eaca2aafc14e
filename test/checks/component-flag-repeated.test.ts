import { expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import table from '../../src/versions/control-plane-flags.json' with { type: 'json' };
import { NEWEST_MINOR } from '../../src/versions/minor.ts';
import { findingsOn } from './support.ts';

/** Of pflag's types: what Set does with a second value. */
const ADDS: readonly string[] = [
  'cidrs',
  'colonSeparatedMultimapStringString',
  'configurationMap',
  'int32Slice',
  'mapStringBool',
  'mapStringStringNoSplit',
  'namedCertKey',
  'pattern=N,...',
  'stringArray',
  'stringSlice',
  'stringToString',
];
const REPLACES: readonly string[] = [
  'Level',
  'bool',
  'duration',
  'float32',
  'float64',
  'int',
  'int32',
  'int64',
  'ip',
  'portRange',
  'quantity',
  'string',
  'uint',
  'version',
];

const flags = Object.entries(table).flatMap(([program, rows]) =>
  rows.map((row) => ({
    ...row,
    program,
    since: 'since' in row ? row.since : 0,
    until: 'until' in row ? row.until : 99,
  })),
);
const newest = ({ type }: { type: unknown }) =>
  typeof type === 'string' ? type : (type as [number, string][]).at(-1)![1];

it('knows of every type of flag whether values add up', () => {
  const types = flags.flatMap(({ type }) =>
    typeof type === 'string' ? type : type.map(([, one]) => String(one)),
  );
  expect([...new Set(types)].filter((type) => !ADDS.includes(type) && !REPLACES.includes(type))).toEqual([]);
});

it.each(Object.keys(table))('speaks of a repeated flag of %s where the last alone counts', (program) => {
  const own = flags.filter((flag) => flag.program === program && flag.until >= NEWEST_MINOR);
  const words = own.flatMap(({ name }) => [`--${name}=1`, `--${name}=2`]);
  const container = {
    name: program,
    image: `registry.k8s.io/${program}:v1.${NEWEST_MINOR}.0`,
    command: [program, ...words],
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: program, namespace: 'kube-system' },
    spec: { containers: [container] },
  };
  const host = memoryHost({ '/m/pod.json': JSON.stringify(pod) });
  const found = findingsOn(host, '/m').filter(({ ruleId }) => ruleId === 'component-flag-repeated');
  const said = found.map(({ message }) => /^"--([^"]+)"/.exec(message)![1]);
  expect(said).toEqual(own.filter((flag) => REPLACES.includes(newest(flag))).map(({ name }) => name));
});
