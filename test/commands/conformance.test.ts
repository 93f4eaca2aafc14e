/** A sample of the recorded answers through the built command line: what its JSON says is what was recorded. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileSpec } from '../../src/node/host/memory-host.ts';
import { temporaryDirectory, writeTree } from '../node/host/temporary-tree.ts';
import {
  commandOf,
  MINORS,
  place,
  ROOT,
  readCases,
  recorded,
  verdictOf,
} from '../node/kubelet/config-cases.ts';
import { spctl } from './cli.ts';

const directories: string[] = [];
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

/** A directory with these files; recorded modes do not matter here. */
function treeOf(
  files: Readonly<Record<string, RecordedFile>>,
  text = (recording: string) => recording,
): string {
  const directory = temporaryDirectory();
  directories.push(directory);
  const specs = Object.entries(files).map(([path, file]) => [path, specOf(file, text)] as const);
  writeTree(directory, Object.fromEntries(specs));
  return directory;
}

type RecordedFile =
  | string
  | { readonly text: string }
  | { readonly base64: string }
  | { readonly b64: string }
  | { readonly link: string }
  | { readonly dir: true }
  | { readonly fifo: true };

function specOf(file: RecordedFile, text: (recording: string) => string): FileSpec {
  if (typeof file === 'string') return text(file);
  if ('text' in file) return text(file.text);
  if ('link' in file) return { link: text(file.link) };
  if ('base64' in file) return Buffer.from(file.base64, 'base64');
  return 'b64' in file ? Buffer.from(file.b64, 'base64') : file;
}

function fixture(name: string): string {
  const bytes = readFileSync(new URL(`../../fixtures/conformance/${name}`, import.meta.url));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** So many of them, evenly spread: the same in every run. */
function sample<T>(cases: readonly T[], size: number): T[] {
  return Array.from({ length: size }, (_, i) => cases[Math.floor(((i + 0.5) * cases.length) / size)]!);
}

/** The answer, whatever the verdict in it. */
function answer<T>(command: string, args: readonly string[]): T & { readonly code: number | null } {
  const { stdout, code } = spctl([command, '-o', 'json', ...args]);
  return { ...JSON.parse(stdout), code };
}

describe('cmdline says what systemd starts', () => {
  interface Start {
    readonly started: boolean;
    readonly argv: readonly string[] | null;
    readonly exe: string | null;
    readonly env: Readonly<Record<string, string>> | null;
  }
  interface Case {
    readonly name: string;
    readonly unit: string;
    readonly files: Readonly<Record<string, RecordedFile>>;
    readonly options?: object;
    readonly expected: Start;
  }
  const { cases } = JSON.parse(fixture('systemd.json')) as { cases: readonly Case[] };
  const machine = {
    'etc/hostname': 'oraclehost\n',
    'etc/machine-id': '0123456789abcdef0123456789abcdef\n',
    'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nkube:x:1000:1000:kube:/home/kube:/bin/bash\n',
    'etc/os-release': 'NAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n',
  };
  const withoutOptions = cases.filter(({ options }) => !options);

  it.each(sample(withoutOptions, 16))('$name', ({ unit, files, expected }) => {
    const root = treeOf({ ...machine, ...files });
    const start = answer<Start>('cmdline', ['--root', root, '--unit', unit, '--show-env']);
    const { started, argv, exe, env } = expected;
    expect(start).toMatchObject({ started, argv, exe });
    expect(start.env).toEqual(env);
  });
});

describe('config says where the start of the kubelet ends, and with what', () => {
  interface Start {
    readonly starts: boolean;
    readonly stage: string;
    readonly config: object | null;
    readonly unset: readonly string[];
  }
  const cases = sample(readCases(), 18).map((one, i) => ({ one, minor: MINORS[i % MINORS.length]! }));

  it.each(cases)('$one.id 1.$minor', ({ one, minor }) => {
    const { stage, config, unset } = verdictOf(one, minor)!;
    const { cwd, environment, argv } = commandOf(one);
    const root = treeOf({ [ROOT]: { dir: true }, ...below(ROOT, one.files as Files) }, place);
    const start = answer<Start>('config', [
      ...['--changed', '--kubelet-version', `1.${minor}`, '--root', root, '--cwd', cwd],
      ...[...environment].flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      '--',
      ...argv.slice(1).map(({ value }) => value),
    ]);
    expect(start).toMatchObject({ stage, starts: stage === 'ok', code: stage === 'ok' ? 0 : 1 });
    if (!config && !unset) return;
    // The answer always has this member, as it is what the tool is about.
    expect(JSON.parse(recorded(JSON.stringify(start.config)))).toEqual({ staticPodPath: '', ...config });
    expect([...start.unset].sort()).toEqual([...(unset ?? [])].sort());
  });

  type Files = Readonly<Record<string, RecordedFile>>;

  function below(directory: string, files: Files): Files {
    return Object.fromEntries(Object.entries(files).map(([path, file]) => [`${directory}/${path}`, file]));
  }
});

interface LintedFile {
  readonly path: string;
  readonly verdict: string;
  readonly stage: string | null;
  readonly pod: { readonly namespace: string; readonly name: string } | null;
  readonly diagnostics: readonly {
    readonly kubelet?: { type: string; field: string; detail: string; index: number };
  }[];
}

describe('where and lint see a directory as the kubelet does', () => {
  interface Pod {
    readonly key: string;
  }
  interface Case {
    readonly id: string;
    readonly files: Readonly<Record<string, RecordedFile>>;
    readonly path: string;
    readonly node: string;
    readonly result: { readonly kind: string; readonly read: readonly Pod[]; readonly runs: readonly Pod[] };
  }
  const cases: readonly Case[] = JSON.parse(fixture('directories.json'));
  // Anything else would have to be quoted in the unit.
  const plain = cases.filter(({ path }) => /^[\w./]+$/.test(path));
  const unitFor = (path: string) => `[Service]\nExecStart=/usr/bin/kubelet --pod-manifest-path=/${path}\n`;
  const keysOf = (files: readonly LintedFile[]) => files.map(({ pod }) => `${pod?.namespace}/${pod?.name}`);

  it.each(sample(plain, 6))('$id', ({ files, path, node, result }) => {
    const root = treeOf({ ...files, 'etc/systemd/system/kubelet.service': unitFor(path) });
    const args = ['--root', root, '--node-name', node];
    const kind = result.kind === 'dir' ? 'directory' : result.kind;
    const found = answer<{ files: readonly LintedFile[] }>('where', ['--files', ...args]);
    expect(found).toMatchObject({ kind, resolvedPath: `/${path}` });

    const linted = answer<{ files: readonly LintedFile[] }>('lint', args);
    const read = linted.files.filter(({ stage }) => stage === 'ok');
    const running = linted.files.filter(({ verdict }) => verdict === 'runs');
    expect(keysOf(read)).toEqual(result.read.map(({ key }) => key));
    // The record is in the order in which a namespace/name came up first.
    expect(keysOf(running).sort()).toEqual(result.runs.map(({ key }) => key).sort());
    expect(found.files.map(({ verdict }) => verdict)).toEqual(linted.files.map(({ verdict }) => verdict));
  });
});

describe('lint says of manifests what the kubelet says', () => {
  interface Verdict {
    readonly stage: string;
    readonly fields?: readonly (readonly [type: string, field: string, detail: string])[];
    readonly namespace?: string;
    readonly name?: string;
  }
  interface Case {
    readonly id: string;
    readonly text?: string;
    readonly b64?: string;
    readonly node?: string;
    readonly unordered?: true;
    readonly verdicts: Readonly<Record<string, Verdict>>;
  }
  const all = fixture('pods.jsonl.gz').trim().split('\n');
  const cases = sample(all, 400)
    .map((line) => JSON.parse(line) as Case)
    .filter(({ node, unordered }) => node === undefined && !unordered);
  const fileOf = ({ text, b64 }: Case): RecordedFile => text ?? { b64: b64! };

  function kubeletErrors({ diagnostics }: LintedFile): NonNullable<Verdict['fields']> {
    return diagnostics
      .flatMap(({ kubelet }) => kubelet ?? [])
      .sort((a, b) => a.index - b.index)
      .map(({ type, field, detail }) => [type, field, detail]);
  }

  function verdictOfPod({ verdicts }: Case, minor: number): Verdict {
    const range = Object.keys(verdicts).find((key) => {
      const [from = 0, to = from] = key.split('-').map((version) => Number(version.slice('1.'.length)));
      return from <= minor && minor <= to;
    });
    return verdicts[range!]!;
  }

  it.each([28, 31, 34, 37])('of hundreds in one directory, 1.%i', (minor) => {
    const fileName = (i: number) => `${i}`.padStart(4, '0');
    const directory = treeOf(Object.fromEntries(cases.map((one, i) => [fileName(i), fileOf(one)])));
    const args = [directory, '--kubelet-version', `1.${minor}`, '--node-name', 'node01'];
    const { files } = answer<{ files: readonly LintedFile[] }>('lint', args);
    const ours = files.map((file) => [file.stage, kubeletErrors(file)]);
    expect(files.map(({ path }) => path)).toEqual(cases.map((_, i) => join(directory, fileName(i))));
    expect(ours).toEqual(
      cases.map((one) => [verdictOfPod(one, minor).stage, verdictOfPod(one, minor).fields ?? []]),
    );
  });

  it.each(sample(cases, 8))('$id', (one) => {
    const file = join(treeOf({ 'web.yaml': fileOf(one) }), 'web.yaml');
    const args = [file, '--kubelet-version', '1.34', '--node-name', 'node01'];
    const { files } = answer<{ files: readonly LintedFile[] }>('lint', args);
    const { stage, fields, namespace, name } = verdictOfPod(one, 34);
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({ path: file, stage, verdict: stage === 'ok' ? 'runs' : 'refused' });
    expect(kubeletErrors(files[0]!)).toEqual(fields ?? []);
    if (stage === 'ok') expect(files[0]!.pod).toEqual({ namespace, name });
  });
});
