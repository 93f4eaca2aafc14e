import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileInfo, Host } from './host/host.ts';
import { parentOf } from './host/path.ts';
import { child } from './host/walk.ts';
import { changedSince, fileTimes } from './process/file-times.ts';
import type { RunningKubelet } from './process/running-kubelet.ts';
import { watchedDirectories } from './process/watched-directories.ts';
import type { StaticPodSource } from './sources.ts';

/** Where manifests lie on nodes of all kinds. */
const USUAL = [
  '/etc/kubernetes/manifests',
  '/etc/kubernetes/static-pods',
  '/etc/origin/node/pods',
  '/opt/kubernetes/manifests',
  '/var/lib/rancher/k3s/agent/pod-manifests',
  '/var/lib/rancher/rke2/agent/pod-manifests',
];
/** What a kubelet watches for other reasons. */
const OTHERS = /^(pki|ssl|certs?|plugins|plugins_registry|device-plugins|net\.d)$/;
const MAX_SIBLINGS = 1000;

/**
 * Where the running kubelet reads static pods, when its configuration was edited after it had started: the files
 * don't tell that any more, but the directory that it watches does.
 */
export function watchedSource(
  host: Host,
  process: RunningKubelet,
  source: StaticPodSource,
  configFiles: readonly string[],
): StaticPodSource {
  const { resolvedPath } = source;
  if (resolvedPath === null || changedSince(process, fileTimes(host, configFiles)).length === 0)
    return source;
  const watched = watchedDirectories(host, process.pid);
  const info = host.stat(resolvedPath);
  if (!watched || (info.ok && info.value.type !== 'directory') || (info.ok && watched.has(info.value)))
    return source;
  const candidates = [...USUAL, ...siblings(host, resolvedPath)];
  const found = [...new Set(candidates)].filter((path) => isWatched(host, path, watched.has));
  const place = found.length === 1 ? found[0]! : null;
  return {
    ...source,
    kind: place === null ? 'unknown' : 'directory',
    staticPodPath: null,
    resolvedPath: place,
    isWatched: true,
    diagnostics: [diagnose(process, resolvedPath, place)],
  };
}

function isWatched(host: Host, path: string, has: (info: FileInfo) => boolean): boolean {
  const info = host.stat(path);
  return info.ok && info.value.type === 'directory' && has(info.value);
}

function siblings(host: Host, path: string): readonly string[] {
  const parent = parentOf(path);
  const names = host.readDir(parent);
  const all = names.ok ? names.value.slice(0, MAX_SIBLINGS) : [];
  return all.filter((name) => !OTHERS.test(name)).map((name) => child(parent, name));
}

function diagnose({ pid }: RunningKubelet, configured: string, watched: string | null): Diagnostic {
  const elsewhere =
    watched === null
      ? 'so it is not known where it reads static pods'
      : `but "${watched}", which it was started with`;
  return {
    ruleId: 'static-pods-read-elsewhere',
    severity: watched === null ? 'error' : 'warning',
    message: `the configuration was edited after the running kubelet (process ${pid}) had started, and it does not watch "${configured}", ${elsewhere}`,
    help: `restart the kubelet to have it read "${configured}"; until then delete nothing that it may be running`,
    location: { file: `/proc/${pid}/fdinfo` },
  };
}
