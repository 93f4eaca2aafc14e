import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SourceText } from '../../src/diagnostics/location.ts';
import {
  judgeDirectory,
  judgeFiles,
  judgeSource,
  type ManifestJudge,
} from '../../src/directory/judge-directory.ts';
import type { Host, LookFailure } from '../../src/node/host/host.ts';
import { failed } from '../../src/node/host/look.ts';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { NEWEST_MINOR } from '../../src/versions/minor.ts';
import { podJudge } from './pod-judge.ts';

const facts = { version: NEWEST_MINOR, gates: new Map(), nodeName: 'node01' };
const pod = (name: string) => `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "${name}"}}`;

/** Verdicts and rules by name in the directory /m. */
function verdicts(files: Record<string, FileSpec>, host: Host = memoryHost(files)) {
  const { files: found } = judgeDirectory(host, '/m', facts, podJudge);
  return Object.fromEntries(
    found.map(({ path, verdict, stage, diagnostics }) => [
      path.slice(path.lastIndexOf('/') + 1),
      [verdict, stage, ...diagnostics.map(({ ruleId, severity }) => `${severity} ${ruleId}`)].join(' '),
    ]),
  );
}

describe('what the kubelet reads in a directory', () => {
  test('is every file whose name does not begin with a dot, sorted by bytes', () => {
    const files = {
      'm/b.bak': pod('b'),
      'm/Z': pod('z'),
      'm/.c.yaml': pod('c'),
      'm/é': pod('e'),
      'm/a~': 'junk',
    };
    const report = judgeDirectory(memoryHost(files), '/m', facts, podJudge);
    expect(report).toMatchObject({ kind: 'directory', error: null, path: '/m', diagnostics: [] });
    expect(report.files.map(({ path, verdict }) => [path, verdict])).toEqual([
      ['/m/.c.yaml', 'ignored'],
      ['/m/Z', 'runs'],
      ['/m/a~', 'refused'],
      ['/m/b.bak', 'runs'],
      ['/m/é', 'runs'],
    ]);
  });

  test('is not directories, fifos, devices or symlinks to nowhere, and each has its word', () => {
    expect(
      verdicts({
        'm/sub/x.yaml': pod('x'),
        'm/to-sub': { link: 'sub' },
        'm/fifo': { fifo: true },
        'm/masked': { link: '/dev/null' },
        'm/dangling': { link: '../nowhere' },
        'm/loop': { link: 'loop' },
        'm/linked': { link: '../other' },
        other: pod('other'),
      }),
    ).toEqual({
      sub: 'ignored  info manifest-subdirectory',
      'to-sub': 'ignored  info manifest-subdirectory',
      fifo: 'ignored  warning manifest-fifo',
      masked: 'ignored  info manifest-not-regular',
      dangling: 'ignored  warning manifest-link-broken',
      loop: 'ignored  warning manifest-link-broken',
      linked: 'runs ok',
    });
  });

  test('a directory tells what does not run in it', () => {
    const said = (files: Record<string, FileSpec>) =>
      judgeDirectory(memoryHost(files), '/m', facts, podJudge).files[0]?.diagnostics[0]?.message;
    const words = 'this is a directory, which the kubelet does not look into';
    expect(said({ 'm/sub/notes.txt': '', 'm/sub/.a.yaml': '' })).toBe(words);
    expect(said({ 'm/sub/a.yaml': '' })).toBe(`${words}: "a.yaml" in it does not run`);
    expect(said({ 'm/sub/a.yaml': '', 'm/sub/b.json': '' })).toBe(
      `${words}: "a.yaml" and "b.json" in it do not run`,
    );
    expect(said({ 'm/sub/a.yaml': '', 'm/sub/b.json': '', 'm/sub/c.yml': '' })).toBe(
      `${words}: "a.yaml" and 2 others in it do not run`,
    );
  });

  test('a file of 10 MiB is refused, one byte less is read', () => {
    const sized = (bytes: number) => ({ text: `${pod('big')}\n`, pad: bytes });
    expect(verdicts({ 'm/a': sized(10485760) })).toEqual({ a: 'refused read error manifest-too-large' });
    expect(verdicts({ 'm/a': sized(10485759) })).toEqual({ a: 'runs ok' });
  });

  test('what we may not read is unknown, for the kubelet may', () => {
    const deny = (reason: LookFailure['reason'], path: string): Partial<Host> => ({
      readFile: (asked, limit) => (asked === path ? failed(reason, path) : host.readFile(asked, limit)),
    });
    const host = memoryHost({ 'm/a': pod('a'), 'm/b': pod('b') });
    expect(verdicts({}, { ...host, ...deny('denied', '/m/a') })).toEqual({
      a: 'unknown read info manifest-unreadable',
      b: 'runs ok',
    });
    const report = judgeDirectory(
      { ...host, readDir: (path) => failed('denied', path) },
      '/m',
      facts,
      podJudge,
    );
    expect(report).toMatchObject({ kind: 'directory', files: [], failure: { reason: 'denied' } });
  });
});

describe('two files with the same pod', () => {
  test('the one that is read last runs, the other is shadowed by it', () => {
    const files = { 'm/web.yaml': pod('web'), 'm/web.yaml.bak': pod('web'), 'm/other': pod('other') };
    const { files: found } = judgeDirectory(memoryHost(files), '/m', facts, podJudge);
    expect(found.map(({ verdict, stage }) => [verdict, stage])).toEqual([
      ['runs', 'ok'],
      ['shadowed', 'ok'],
      ['runs', 'ok'],
    ]);
    expect(found[1]?.diagnostics).toMatchObject([
      {
        ruleId: 'manifest-shadowed',
        severity: 'warning',
        message:
          '"web.yaml.bak" holds the same pod, "default/web", and wins as the later in byte order of names, so this file\'s does not run',
        location: { file: '/m/web.yaml' },
        help: 'move "web.yaml.bak" out of the directory: until then no edit of "web.yaml" lasts',
        related: [
          {
            location: { file: '/m/web.yaml.bak' },
            message: expect.stringMatching(/^this pod wins; .* by default every 20 seconds$/),
          },
        ],
      },
    ]);
  });

  test('or more: the last of all wins, and what to do depends on which is the copy', () => {
    const files = { 'm/backup-web.yaml': pod('web'), 'm/b.yaml': pod('web'), 'm/c.yaml': pod('web') };
    const { files: found } = judgeDirectory(memoryHost(files), '/m', facts, podJudge);
    expect(found.map(({ verdict, diagnostics }) => [verdict, diagnostics[0]?.help])).toEqual([
      ['shadowed', 'keep one of the 3 files in the directory, or give each pod a name of its own'],
      ['shadowed', 'move "backup-web.yaml" out of the directory: a copy does not belong there'],
      ['runs', undefined],
    ]);
    expect(found[0]?.diagnostics[0]?.message).toContain('"c.yaml" holds the same pod');
    expect(found[0]?.diagnostics[0]?.message).toContain('wins as the last of 3 in byte order of names');
  });

  test('are told apart by the places of their names where the judge hands out documents', () => {
    const judge: ManifestJudge = ({ path }) => {
      const name = { kind: 'string', value: 'web', range: { start: 2, end: 5 } } as const;
      const keyRange = { start: 0, end: 1 };
      const metadata = {
        kind: 'object',
        members: [{ key: 'name', keyRange, value: name }],
        range: keyRange,
      } as const;
      const root = {
        kind: 'object',
        members: [{ key: 'metadata', keyRange, value: metadata }],
        range: keyRange,
      } as const;
      return {
        verdict: 'runs',
        stage: 'ok',
        pod: { namespace: 'default', name: 'web-node01' },
        document: {
          source: new SourceText(path, '\n web'),
          format: 'yaml',
          root,
          error: null,
          duplicates: [],
        },
        diagnostics: [],
      };
    };
    const { files } = judgeDirectory(memoryHost({ 'm/a': 'x', 'm/b': 'x' }), '/m', facts, judge);
    const place = { line: 2, column: 2, endLine: 2, endColumn: 5 };
    expect(files[0]?.diagnostics).toMatchObject([
      { location: { file: '/m/a', ...place }, related: [{ location: { file: '/m/b', ...place } }] },
    ]);
    expect(files[0]?.judgement).not.toHaveProperty('document');
  });
});

describe('files given one by one', () => {
  test('are judged as if they lay in one directory', () => {
    const host = memoryHost({
      'x/b.yaml': pod('web'),
      'y/a.yaml': pod('web'),
      'z/.c': pod('c'),
      fifo: { fifo: true },
    });
    const files = judgeFiles(host, ['/x/b.yaml', '/y/a.yaml', '/z/.c', '/fifo'], facts, podJudge);
    expect(files.map(({ path, verdict }) => [path, verdict])).toEqual([
      ['/z/.c', 'runs'],
      ['/y/a.yaml', 'shadowed'],
      ['/x/b.yaml', 'runs'],
      ['/fifo', 'ignored'],
    ]);
  });
});

describe("a node's source", () => {
  test('is judged where there is a path', () => {
    const host = memoryHost({ 'm/a': pod('a') });
    expect(judgeSource(host, { resolvedPath: '/m' }, facts, podJudge)?.files).toHaveLength(1);
    expect(judgeSource(host, { resolvedPath: null }, facts, podJudge)).toBeNull();
  });
});

describe('a static pod path', () => {
  const report = (files: Record<string, FileSpec>, path: string) =>
    judgeDirectory(memoryHost(files), path, facts, podJudge);

  test('of a file is that file, whatever its name', () => {
    expect(report({ 'm/.hidden': pod('a') }, '/m/.hidden')).toMatchObject({
      kind: 'file',
      files: [{ path: '/m/.hidden', verdict: 'runs' }],
    });
  });

  test('that does not exist, or is something else, has no files', () => {
    expect(report({}, '/m')).toMatchObject({ kind: 'missing', error: null, files: [] });
    expect(report({}, '')).toMatchObject({ kind: 'missing' });
    expect(report({ m: { fifo: true } }, '/m')).toMatchObject({ kind: 'other', files: [] });
    expect(report({ m: 'x' }, '/m/x')).toMatchObject({ kind: 'other', error: 'stat /m/x: not a directory' });
  });

  test('with pattern characters lists what matches it', () => {
    const found = report({ 'm[1]/own': pod('own'), 'm1/x': pod('x') }, '/m[1]');
    expect(found.files.map(({ path, verdict }) => [path, verdict])).toEqual([
      ['/m1/x', 'runs'],
      ['/m[1]/own', 'ignored'],
    ]);
    expect(found.diagnostics).toMatchObject([{ ruleId: 'static-pod-path-pattern', severity: 'warning' }]);
  });

  test('that is a malformed pattern gives nothing', () => {
    const found = report({ 'a[b/x': pod('x') }, '/a[b');
    expect(found.error).toBe('glob failed: syntax error in pattern');
    expect(found.files).toMatchObject([{ path: '/a[b/x', verdict: 'ignored', stage: null }]);
    expect(found.diagnostics).toMatchObject([{ ruleId: 'static-pod-path-pattern' }]);
  });

  test('with ".." behind a symlink is looked up there but listed elsewhere', () => {
    const files = { 'a/m/x': pod('x'), 'a/b': { dir: true }, l: { link: 'a/b' }, 'm/y': pod('y') } as const;
    const found = report(files, '/l/../m');
    expect(found.files.map(({ path }) => path)).toEqual(['/m/y']);
    expect(found.diagnostics).toMatchObject([{ ruleId: 'static-pod-path-dot-dot' }]);
    expect(report(files, '/a/../m').diagnostics).toEqual([]);
  });

  test('of any text has an answer', () => {
    const host = memoryHost({
      'm/a': pod('a'),
      'm[1]/b': pod('b'),
      l: { link: 'm' },
      loop: { link: 'loop' },
    });
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('m', 'm[1]', 'l', 'loop', '..', '*', '[', '\\', '\udcff', '\0'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
        const { kind, files } = judgeDirectory(host, `/${pieces.join('/')}`, facts, podJudge);
        expect(files.length === 0 || kind === 'directory' || kind === 'file').toBe(true);
      }),
    );
  });
});
