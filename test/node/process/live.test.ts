import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { machineHost } from '../../../src/node/host/machine-host.ts';
import { rootHost } from '../../../src/node/host/root-host.ts';
import { compareWithFiles } from '../../../src/node/process/compare-with-files.ts';
import { runningKubelets } from '../../../src/node/process/running-kubelets.ts';

const SLEEP = '/bin/sleep';
const UNSHARE = '/usr/bin/unshare';
const canRun = process.platform === 'linux' && spawnSync(SLEEP, ['0']).status === 0;
const canUnshare = canRun && spawnSync(UNSHARE, ['--mount', 'true']).status === 0;

function executes(pid: number, exe: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) === exe;
  } catch {
    return false;
  }
}

/** Real processes of this machine that look like kubelets, or only nearly so. */
describe.runIf(canRun)('among the processes of this machine', () => {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'kubelets-')));
  const kubelet = join(directory, 'kubelet');
  const gone = join(directory, 'kubelet-1.34');
  const started: ChildProcess[] = [];
  const start = (file: string, args: readonly string[], argv0?: string): number => {
    const options = { stdio: 'ignore', cwd: directory, env: { PWD: directory, TOKEN: 'hush' } } as const;
    const child = spawn(file, args, argv0 === undefined ? options : { ...options, argv0 });
    started.push(child);
    return child.pid!;
  };
  const pids: Record<string, number> = {};

  beforeAll(async () => {
    for (const path of [kubelet, gone]) copyFileSync(SLEEP, path);
    writeFileSync(join(directory, 'script'), `#!/bin/sh\n${SLEEP} 60\n:\n`, { mode: 0o755 });
    // sleep(1) adds up its arguments.
    pids.plain = start(kubelet, ['60', '60']);
    pids.deleted = start(gone, ['60'], '/usr/bin/kubelet');
    pids.large = start(kubelet, Array(40_000).fill('0.01'));
    pids.misnamed = start(SLEEP, ['60'], '/usr/bin/kubelet');
    pids.script = start(join(directory, 'script'), [], 'kubelet');
    if (canUnshare) pids.unshared = start(UNSHARE, ['--mount', kubelet, '60']);
    const executed = { plain: kubelet, deleted: gone, large: kubelet, unshared: kubelet };
    const isReady = () =>
      Object.entries(executed).every(([name, exe]) => !pids[name] || executes(pids[name], exe));
    for (let tries = 0; !isReady() && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    rmSync(gone);
  });
  afterAll(() => {
    for (const child of started) child.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  const find = (host = machineHost()) => {
    const found = runningKubelets(host).processes;
    return (name: string) => found.find(({ pid }) => pid === pids[name]);
  };

  test.each([
    ['this machine', () => machineHost()],
    ['its root as a live directory', () => rootHost('/', { live: true })],
  ])('kubelets are found and read through %s', (_, host) => {
    const kubelets = find(host());
    const plain = kubelets('plain')!;
    expect(plain).toMatchObject({
      argv: [kubelet, '60', '60'],
      flags: ['60', '60'],
      exe: kubelet,
      exeDeleted: false,
      cwd: directory,
      environmentNames: ['PWD', 'TOKEN'],
      environment: new Map([['PWD', directory]]),
      ownMountNamespace: true,
      ownPidNamespace: true,
      ownHostName: true,
      uid: process.getuid?.(),
      unread: [],
    });
    expect(Math.abs(Date.now() - plain.startTime!)).toBeLessThan(30_000);
    expect(kubelets('deleted')).toMatchObject({
      exe: gone,
      exeDeleted: true,
      argv: ['/usr/bin/kubelet', '60'],
    });
    expect(kubelets('large')?.argv).toHaveLength(40_001);
    expect(kubelets('misnamed')).toBeUndefined();
    expect(kubelets('script')).toBeUndefined();
  });

  test.runIf(canUnshare)('one with a mount namespace of its own is told as such', () => {
    expect(find()('unshared')).toMatchObject({ ownMountNamespace: false, ownRoot: true, exe: kubelet });
  });

  test('a configuration file counts as changed when it surely is younger than the process', () => {
    const plain = find()('plain')!;
    const config = join(directory, 'config.yaml');
    writeFileSync(config, '');
    const said = (seconds: number) => {
      utimesSync(config, seconds, seconds);
      const files = {
        unit: null,
        argv: null,
        environment: null,
        cwd: directory,
        exe: kubelet,
        unitFiles: [],
      };
      return compareWithFiles(plain, { ...files, configFiles: [config] }, machineHost()).map(
        ({ ruleId }) => ruleId,
      );
    };
    expect(said(plain.startTime! / 1000 + 1)).toEqual([]);
    expect(said(plain.startTime! / 1000 + 2)).toEqual(['running-configuration-stale']);
  });
});
