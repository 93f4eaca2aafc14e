import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { whereAnswer } from '../../src/answers/where.ts';
import { checkSource } from '../../src/checks/check-source.ts';
import { collectedHost } from '../../src/collect/collected-host.ts';
import { collectScript } from '../../src/collect/script.ts';
import { judgeSource } from '../../src/directory/judge-directory.ts';
import { lintNode } from '../../src/lint/lint-node.ts';
import type { Host } from '../../src/node/host/host.ts';
import { tarHost } from '../../src/node/host/tar-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';

/** Real nodes, where they are at hand. */
export const CORPUS = process.env.SPCTL_CORPUS ?? '';

/** The shells that the script has to run in. */
export const SHELLS: readonly (readonly [string, ...string[]])[] = [
  ['dash'],
  ['busybox', 'ash'],
  ['bash'],
  ['bash', '--posix'],
];

/** Whether a program is on this machine. */
export function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

/** Whether the script can run in a shell here: it needs tar, and nothing else. */
export function isHere([command]: readonly [string, ...string[]]): boolean {
  return has(command) && has('tar');
}

/** Runs a script from standard input, as over ssh. */
export function runShell(
  shell: readonly [string, ...string[]],
  script: string,
  args: readonly string[],
  path = process.env.PATH,
) {
  const [command, ...options] = shell;
  const { status, stdout, stderr } = spawnSync(command, [...options, '-s', '--', ...args], {
    input: script,
    maxBuffer: 256 * 1024 * 1024,
    timeout: 120_000,
    env: { PATH: path },
  });
  return { status, stdout: new Uint8Array(stdout), stderr: stderr.toString('latin1') };
}

/** What the script writes for a root. */
export function runScript(shell: readonly [string, ...string[]], root: string, path = process.env.PATH) {
  return runShell(shell, collectScript(), [root], path);
}

/** All paths of a host but the root, each with what tells it from others. */
export function listing(host: Host): Map<string, string> {
  const all = new Map<string, string>();
  const walk = (directory: string) => {
    const names = host.readDir(directory || '/');
    for (const name of names.ok ? names.value : []) {
      const path = `${directory}/${name}`;
      const info = host.lstat(path);
      if (!info.ok) throw new Error(`${path}: ${info.failure.message}`);
      const { type, mode, uid, gid, mtime } = info.value;
      const content = type === 'file' ? host.readFile(path) : undefined;
      const target = type === 'symlink' ? host.readLink(path) : undefined;
      const inside = content?.ok
        ? Buffer.from(content.value).toString('latin1')
        : target?.ok
          ? target.value
          : '';
      // A copy may lack the directories above what was taken.
      if (type !== 'directory')
        all.set(path, JSON.stringify([type, mode, uid, gid, Math.floor(mtime / 1000), inside]));
      else walk(path);
    }
  };
  walk('');
  return all;
}

/** What spctl answers for a node: where, config and lint. */
export function answers(host: Host) {
  const report = inspectNode(host);
  const directory = judgeSource(host, report.source, report.facts);
  return JSON.parse(
    JSON.stringify({
      where: whereAnswer(report, directory, checkSource({ host, report }), () => null),
      config: report.start?.config ?? null,
      files: directory?.files ?? null,
      lint: lintNode(host, report),
    }),
  ) as unknown;
}

/** The node in an archive that was collected. */
export function opened(archive: Uint8Array): Host {
  const { host, diagnostics } = tarHost(archive);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return collectedHost(host);
}

/** A directory for the test that runs. */
export function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'spctl-collect-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A copy of a corpus node, with the symlinks that its provenance tells of. */
export function corpusNode(name: string): string {
  const source = join(CORPUS, name);
  const root = join(temporary(), 'root');
  cpSync(source, root, { recursive: true, verbatimSymlinks: true });
  const provenance = readFileSync(join(root, 'PROVENANCE.md'), 'utf8');
  for (const [, path = '', target = ''] of provenance.matchAll(/^- `([^`]+)` -> `([^`]+)`.*symlink/gm)) {
    rmSync(join(root, path), { force: true, recursive: true });
    symlinkSync(target, join(root, path));
  }
  for (const note of ['PROVENANCE.md', 'EXPECT.md', 'CMDLINE.txt']) rmSync(join(root, note), { force: true });
  return root;
}
