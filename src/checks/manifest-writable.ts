import type { FileInfo, Host } from '../node/host/host.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'manifest-writable',
  scope: 'node',
  area: 'manifests',
  summary: 'others than root may change the static pods',
  severity: 'info',
  why: 'Whoever may write a manifest, or into its directory, runs what they like as root on the node: static pods may be privileged, and no admission of the API server looks at them.',
  bad: 'chmod 666 /etc/kubernetes/manifests/web.yaml',
  good: 'chmod 600 /etc/kubernetes/manifests/web.yaml',
  fix: 'Give files and directory to root, and take the right to write from all others.',
  links: ['CIS Kubernetes Benchmark 1.1.1 to 1.1.8', 'pkg/kubelet/config/file.go extractFromFile'],
  check: ({ host, report, files }) => {
    const { resolvedPath } = report.source;
    if (resolvedPath === null || !keepsOwners(host)) return NOTHING;
    const read = files.filter(({ stage }) => stage !== null).map(({ path }) => path);
    return [...new Set([resolvedPath, ...read])].flatMap((path): Finding[] => {
      const info = host.stat(path);
      const who = info.ok ? whoWrites(info.value) : undefined;
      if (!info.ok || who === undefined) return [];
      const what =
        info.value.type === 'directory' ? 'put manifests into this directory' : 'change this manifest';
      return [
        {
          message: `${who} may ${what} (mode ${info.value.mode.toString(8).padStart(4, '0')}, owner ${info.value.uid}:${info.value.gid}), and so run anything as root on the node`,
          location: { file: path },
          help: `chown root:root and chmod ${info.value.type === 'directory' ? '700' : '600'}`,
        },
      ];
    });
  },
});

/** A copy that root did not make, such as a checkout, has one owner for all, and the modes of whoever copied it. */
function keepsOwners(host: Host): boolean {
  if (host.live) return true;
  const owners = OF_ROOT.map((path) => host.stat(path)).flatMap((info) => (info.ok ? [info.value.uid] : []));
  return owners.length > 0 && owners.every((uid) => uid === 0);
}

/** Files that root owns on every node. Of a directory an archive may say nothing. */
const OF_ROOT = ['/etc/hostname', '/etc/passwd', '/etc/machine-id', '/var/lib/kubelet/config.yaml'];

function whoWrites({ mode, uid, gid }: FileInfo): string | undefined {
  if ((mode & 0o002) !== 0) return 'every user';
  if (uid !== 0 && (mode & 0o200) !== 0) return `the user ${uid}`;
  return gid !== 0 && (mode & 0o020) !== 0 ? `the group ${gid}` : undefined;
}
