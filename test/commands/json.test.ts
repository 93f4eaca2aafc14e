import { describe, expect, it } from 'vitest';
import { schemaErrors, spctl } from './cli.ts';

const NODE = 'fixtures/nodes/node01';
const HEADER = [
  'schemaVersion',
  'kubeletVersion',
  'kubeletVersionOrigin',
  'nodeName',
  'starts',
  'stage',
  'error',
];

const RUNS: readonly (readonly [string, readonly string[]])[] = [
  ['where', ['where', '--root', NODE]],
  ['where', ['where', '--root', 'fixtures/checks']],
  ['cmdline', ['cmdline', '--root', NODE]],
  ['cmdline', ['cmdline', '--root', 'fixtures/checks']],
  ['config', ['config', '--root', NODE]],
  ['config', ['config', '--changed', '--root', NODE]],
  ['config', ['config', '--', '--nosuch-flag']],
  ['lint', ['lint', '--root', NODE]],
  ['doctor', ['doctor', '--root', NODE]],
  ['status', ['status', '--root', NODE]],
  ['which', ['which', 'web', '--root', NODE]],
  ['which', ['which', '99999', '--root', NODE]],
  ['doctor', ['doctor', '--root', NODE, '--at', '2126-06-01T00:00:00Z']],
  ['doctor', ['doctor', '--root', 'no/such/node']],
  ['lint', ['lint', `${NODE}/etc/kubernetes/static`]],
  ['lint', ['lint', 'no/such/file']],
  ['render', ['render', '--root', NODE, '/etc/kubernetes/static/web.yaml']],
];

describe('the JSON of', () => {
  it.each(RUNS)(
    '%s holds its schema, begins with the header and ends with the diagnostics: %j',
    (command, args) => {
      const { stdout, code } = spctl([...args.slice(0, 1), '-o', 'json', ...args.slice(1)]);
      expect([0, 1, 3]).toContain(code);
      const answer = JSON.parse(stdout) as Record<string, unknown>;
      expect(schemaErrors(command, answer)).toEqual([]);
      expect(Object.keys(answer).slice(0, HEADER.length)).toEqual(HEADER);
      expect(Object.keys(answer).at(-1)).toBe('diagnostics');
    },
  );

  it.each(RUNS)('%s is the same bytes from run to run: %j', (_, args) => {
    const again = [...args.slice(0, 1), '-o', 'json', ...args.slice(1)];
    expect(spctl(again).stdout).toBe(spctl(again).stdout);
  });

  it.each([[[]], [['/etc/kubernetes/static']]])(
    'names files of this machine, and the path on the node beside them: %j',
    (paths) => {
      const { stdout } = spctl(['lint', '--root', NODE, '-o', 'json', ...paths]);
      const { files } = JSON.parse(stdout) as { files: { path: string; nodePath: string }[] };
      expect(files[0]?.nodePath).toMatch(/^\/etc\/kubernetes\/static\//);
      expect(files[0]?.path.endsWith(`${NODE}${files[0].nodePath}`)).toBe(true);
    },
  );

  it.each([
    ['rules', ['rules']],
    ['settings-answer', ['settings', NODE]],
    ['explain', ['explain', 'manifest-shadowed']],
    ['explain', ['explain', 'mirror-pod']],
    ['explain', ['explain', 'spec.volumes.configMap']],
    ['explain', ['explain', 'spec.containers.livenessProbe']],
  ])('%s, which looks at nothing, holds its schema and is the same bytes again: %j', (command, args) => {
    const asked = [...args.slice(0, 1), '-o', 'json', ...args.slice(1)];
    const { stdout, code } = spctl(asked);
    expect(code).toBe(0);
    expect(schemaErrors(command, JSON.parse(stdout))).toEqual([]);
    expect(spctl(asked).stdout).toBe(stdout);
  });

  it('keeps members of any name', () => {
    const { stdout } = spctl(['config', '-o', 'json', '--', '--eviction-hard=__proto__<5%']);
    expect(stdout).toContain('"__proto__": "5%"');
  });
});
