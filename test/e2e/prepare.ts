import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { kubernetesProgram, ownProgram } from './build/go.ts';
import { podImage } from './build/image.ts';

/** Builds what the nodes need, unless it is there, and gives the path of spctl. */
export function prepare(directory: string, minors: readonly string[]): string {
  for (const minor of new Set(minors))
    for (const name of ['kubelet', 'kube-apiserver'] as const) kubernetesProgram(name, minor);
  for (const name of ['certificate', 'etcd', 'metrics'] as const) ownProgram(name);
  podImage();
  return process.env.SPCTL_E2E_SPCTL ?? buildSpctl(join(directory, 'spctl'));
}

/** In a copy of the checkout: its own build, if there is one, may be in use. */
function buildSpctl(copy: string): string {
  console.log('building spctl');
  for (const name of ['package.json', 'scripts', 'schemas', 'src', 'tsconfig.json', 'tsconfig.types.json'])
    cpSync(name, join(copy, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  execFileSync(process.execPath, ['scripts/build.mjs'], {
    cwd: copy,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return join(copy, 'dist/main.cjs');
}
