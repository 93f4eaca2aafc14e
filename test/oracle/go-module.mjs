import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STAGING_INSTEAD } from './releases.mjs';

/**
 * The go.mod of a program that uses k8s.io/kubernetes of a release. Kubernetes names its staging modules by path:
 * each gets its released version instead. `go build -mod=mod` and `go run -mod=mod` add what else is required.
 */
export function goMod(release) {
  const download = execFileSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@v${release}`]);
  const upstream = readFileSync(join(JSON.parse(download.toString()).Dir, 'go.mod'), 'utf8');
  const staging = release.replace(/^1/, 'v0');
  const instead = STAGING_INSTEAD[release] ?? {};
  const replaced = [...upstream.matchAll(/^\s*(k8s\.io\/[a-z0-9-]+) => \.\/staging/gm)];
  return [
    'module oracle',
    /^go .*$/m.exec(upstream)[0],
    `require k8s.io/kubernetes v${release}`,
    ...replaced.map(([, name]) => `replace ${name} => ${name} ${instead[name] ?? staging}`),
    '',
  ].join('\n');
}
