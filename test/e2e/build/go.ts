import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
// @ts-expect-error a plain script
import { goMod } from '../../oracle/go-module.mjs';

/** Where what was built is kept: a second run builds nothing. */
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'spctl-e2e');
/** npm runs scripts in the checkout's root. */
const PROGRAMS = resolve('test/e2e/build/programs');

/** The releases of Kubernetes that are tried, by minor. */
const RELEASES: Readonly<Record<string, string>> = { '1.34': '1.34.10', '1.37': '1.37.1' };

/** The path of a program of Kubernetes, built of what the Go module proxy has. */
export function kubernetesProgram(name: 'kubelet' | 'kube-apiserver', minor: string): string {
  const release = RELEASES[minor]!;
  const [gitMajor, gitMinor] = minor.split('.');
  const version = Object.entries({ gitVersion: `v${release}`, gitMajor, gitMinor, gitTreeState: 'clean' });
  const set = version.map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`);
  return kept(`${name}-${release}`, (program, module) => {
    writeFileSync(join(module, 'go.mod'), goMod(release));
    // -mod=mod: go adds the other requirements, at the versions that Kubernetes itself requires.
    const flags = ['-mod=mod', '-ldflags', ['-s', '-w', ...set].join(' '), '-o', program];
    goBuild(module, [...flags, `k8s.io/kubernetes/cmd/${name}`]);
  });
}

/** The small programs beside this file, and the module that each is made of beside Go's own. */
const OWN = {
  certificate: '',
  etcd: 'go.etcd.io/etcd/server/v3 v3.6.6',
  metrics: 'github.com/prometheus/common v0.67.5',
  pod: '',
} as const;

/** The path of one of them. */
export function ownProgram(name: keyof typeof OWN): string {
  const source = join(PROGRAMS, name);
  const goMod = ['module own', 'go 1.24.0', ...(OWN[name] === '' ? [] : [`require ${OWN[name]}`]), ''].join(
    '\n',
  );
  return kept(`${name}-${hashOf(goMod, readFileSync(join(source, 'main.go')))}`, (program, module) => {
    cpSync(source, module, { recursive: true });
    writeFileSync(join(module, 'go.mod'), goMod);
    goBuild(module, ['-mod=mod', '-ldflags', '-s -w', '-o', program, '.']);
  });
}

/** A file of the cache, made first if it is missing. */
export function kept(name: string, make: (path: string, work: string) => void): string {
  const path = join(CACHE, name);
  if (existsSync(path)) return path;
  console.log(`building ${name}`);
  mkdirSync(CACHE, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'spctl-e2e-build-'));
  try {
    // What was broken off is not taken for the whole.
    make(`${path}.part`, work);
    renameSync(`${path}.part`, path);
  } finally {
    rmSync(work, { recursive: true });
  }
  return path;
}

export function hashOf(...contents: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex').slice(0, 12);
}

/** Without C: the program needs no library where it runs. */
function goBuild(module: string, args: readonly string[]): void {
  execFileSync('go', ['build', ...args], {
    cwd: module,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CGO_ENABLED: '0' },
  });
}
