import type { Host } from '../node/host/host.ts';

/** How long a program may take to tell its version. */
const TIME_LIMIT = 5_000;

/**
 * Runs the node's own kubelet as `kubelet --version`, as --exec allows: what it prints, null where it can't be
 * run here. `exe` is its absolute path on the node. Links are followed on the node first: where the operating
 * system would go by a copy's links is not the copy.
 */
export function askVersion(host: Host, exe: string): string | null {
  const place = host.realPath(exe);
  const path = place.ok ? host.hostPath(place.value) : undefined;
  if (path === undefined) return null;
  // Loaded only here: it costs every other start some milliseconds.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const { stdout, status } = spawnSync(path, ['--version'], {
    // What has several names does as it is called.
    argv0: exe,
    cwd: '/',
    env: {},
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: TIME_LIMIT,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024,
  });
  return status === 0 ? stdout : null;
}
