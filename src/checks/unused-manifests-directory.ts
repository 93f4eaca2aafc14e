import type { Location } from '../diagnostics/location.ts';
import { join } from '../node/host/path.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { defineCheck } from './define-check.ts';

/** kubeadm's directory, and the one that every guide names. */
const USUAL = '/etc/kubernetes/manifests';

export default defineCheck({
  id: 'unused-manifests-directory',
  scope: 'node',
  area: 'static-pods',
  summary: `${USUAL} holds files, and this kubelet reads another path or none`,
  severity: 'warning',
  why: `Most kubelets read ${USUAL}, so people put manifests there. This kubelet was told otherwise: what lies there does not run.`,
  bad: `staticPodPath: /etc/kubernetes/static, and ${USUAL}/web.yaml`,
  good: `staticPodPath: ${USUAL}`,
  fix: 'Move the files that should run to the directory that the kubelet reads. Pointing staticPodPath elsewhere stops the pods that it reads now.',
  links: ['pkg/kubelet/kubelet.go makePodSourceConfig', 'cmd/kubeadm/app/constants GetStaticPodDirectory'],
  check: ({ host, report }) => {
    const { source } = report;
    if (source.kind === 'unknown' || samePlace()) return [];
    const names = host.readDir(USUAL);
    const files = names.ok
      ? names.value.filter((name) => !name.startsWith('.') && join(USUAL, name) !== source.resolvedPath)
      : [];
    if (files.length === 0) return [];
    const instead = source.resolvedPath === null ? 'no path at all' : `"${source.resolvedPath}"`;
    const decided = whereDecided(report);
    const here = { file: USUAL };
    return [
      {
        message: `this kubelet reads ${instead}, so what lies in ${USUAL} (${list(files)}) does not run from there`,
        location: decided ?? here,
        help:
          source.resolvedPath === null
            ? `set "staticPodPath: ${USUAL}" in the file that --config names`
            : `move what should run to "${source.resolvedPath}"`,
        ...(decided && { related: [{ location: here, message: 'these files do not run' }] }),
      },
    ];

    function samePlace(): boolean {
      const { resolvedPath } = source;
      if (resolvedPath === null) return false;
      const [used, usual] = [host.realPath(resolvedPath), host.realPath(USUAL)];
      return used.ok && usual.ok ? used.value === usual.value : resolvedPath === USUAL;
    }
  },
});

/**
 * Where the path was set; else where the kubelet drops a member that looks like one, or systemd passes over what may
 * have led to one.
 */
function whereDecided({ start, found, diagnostics }: NodeReport): Location | undefined {
  const set = start?.origins.get('staticPodPath')?.origin.location;
  if (set) return set;
  const dropped = diagnostics.find(
    ({ ruleId, message }) =>
      ruleId === 'kubelet-config-unknown-field' && /(?:static|manifest)[^"]*path/i.test(message),
  );
  if (dropped || start?.files.length) return dropped?.location;
  return found?.service.diagnostics.find(({ severity }) => severity === 'warning')?.location;
}

function list(names: readonly string[]): string {
  return names.length <= 3
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}
