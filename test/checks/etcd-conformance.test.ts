import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOn } from './support.ts';

/** One case of fixtures/conformance/etcd.json: a start of the real etcd, and what became of it by minor. */
interface Case {
  readonly name: string;
  /** Of the first; the others tell what they lack of it and what they have more. */
  readonly args?: readonly string[];
  readonly less?: readonly string[];
  readonly more?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A start with the first case's arguments came before. */
  readonly initialized?: boolean;
  /** `3.4`, `3.5-3.7` → `runs`, or its last words. */
  readonly ends: Readonly<Record<string, string>>;
}

const file = new URL('../../fixtures/conformance/etcd.json', import.meta.url);
const cases: readonly Case[] = JSON.parse(readFileSync(file, 'utf8'));
const usual = cases[0]!.args!;

/** The releases that were asked (test/oracle/record/etcd.mjs). */
const TAGS: Readonly<Record<number, string>> = { 4: '3.4.13-0', 5: '3.5.15-0', 6: '3.6.5-0', 7: '3.7.0-0' };

/** What says that etcd ends. */
const FATAL = /^(?:without data from before, )?etcd ends at once/;

/** Ends that the manifest does not show, or not to us. */
const NOT_SEEN: Readonly<Record<string, string>> = {
  '--cipher-suites=FOO': "the names are those of Go's crypto/tls",
  '--config-file=/no-such-file': 'another check looks for the files that flags name',
  '--initial-cluster-state=existing': 'only the other members know',
  'initial cluster: existing, and alone': 'only the other members know',
  'listens on another address': 'the addresses of the node are not known',
  'certificate file missing': 'another check looks for the files that flags name',
  'key file missing': 'another check looks for the files that flags name',
  'CA file missing': 'another check looks for the files that flags name',
  'key of another certificate': 'another check compares keys and certificates',
  'peers: certificate file missing': 'another check looks for the files that flags name',
  'peers: CA file missing': 'another check looks for the files that flags name',
  'a data directory that is a file': 'what lies in the data directory is not looked at',
  'a data directory with member and proxy': 'what lies in the data directory is not looked at',
  'a data directory with proxy': 'what lies in the data directory is not looked at',
  'a WAL directory that is the data directory': 'nobody does that',
  'environment: a configuration file that is missing': 'another check looks for the files that flags name',
  '--log-level=WARN': '3.4 has other levels for its old log',
  '--log-level=': '3.4 has other levels for its old log',
};

const all = cases.flatMap((one) =>
  Object.entries(one.ends).flatMap(([range, end]) => {
    const [first, last = first] = range.split('-').map((version) => Number(version.split('.')[1]));
    return Array.from(
      { length: last! - first! + 1 },
      (_, i) => [`3.${first! + i}`, one.name, one, end] as const,
    );
  }),
);

describe('what the real etcd does with a command line', () => {
  it.each(all)('%s: %s', (version, name, one, end) => {
    const said = findingsOn(memoryHost(treeOf(one, Number(version.slice(2)))), '/etc/kubernetes/manifests')
      .filter(({ ruleId }) => ruleId.startsWith('etcd-'))
      .map(({ message }) => message)
      .filter((message) => FATAL.test(message));
    if (end === 'runs' || NOT_SEEN[name] !== undefined) expect(said).toEqual([]);
    else expect(said, end).not.toEqual([]);
  });
});

function treeOf({ args, less = [], more = [], env = {}, initialized }: Case, minor: number) {
  const words = args ?? [...usual.filter((word) => !less.includes(word)), ...more];
  const variables = Object.entries(env).map(([name, value]) => ({ name, value }));
  const mounts = ['/var/lib/etcd', '/etc/kubernetes/pki/etcd'].map((path, i) => ({
    path,
    name: `volume-${i}`,
  }));
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'etcd', namespace: 'kube-system' },
    spec: {
      hostNetwork: true,
      containers: [
        {
          name: 'etcd',
          image: `registry.k8s.io/etcd:${TAGS[minor]}`,
          command: ['etcd', ...words],
          env: variables,
          volumeMounts: mounts.map(({ path, name }) => ({ name, mountPath: path })),
        },
      ],
      volumes: mounts.map(({ path, name }) => ({ name, hostPath: { path } })),
    },
  };
  const tree: Record<string, FileSpec> = {
    '/etc/kubernetes/manifests/etcd.yaml': JSON.stringify(pod),
    ...(initialized && { '/var/lib/etcd/member/wal/0000000000000000-0000000000000000.wal': '' }),
  };
  return tree;
}
