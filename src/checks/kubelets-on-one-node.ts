import { enabledUnits, knownUnits } from '../node/distributions/known-units.ts';
import type { Host } from '../node/host/host.ts';
import { join } from '../node/host/path.ts';
import { rulesOf } from '../node/systemd/systemd-version.ts';
import { unitDirectories } from '../node/systemd/unit-directories.ts';
import { defineCheck, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'kubelets-on-one-node',
  scope: 'node',
  area: 'machine',
  summary: 'two units that start a kubelet are enabled',
  severity: 'warning',
  why: 'Both kubelets want the ports 10250 and 10248 and the same containers. Which of them gets the ports is chance; the other ends with "bind: address already in use", again and again.',
  bad: 'kubelet.service and k3s.service in multi-user.target.wants',
  good: 'one of them',
  fix: 'Disable the one that is not meant: "systemctl disable --now k3s".',
  links: ['pkg/kubelet/server/server.go ListenAndServeKubeletServer', 'k3s-io/k3s pkg/agent/run.go'],
  check: ({ host, report }) => {
    const service = report.found?.service;
    if (service?.state !== 'loaded') return NOTHING;
    const { id, name } = service.unit;
    if (!knownUnits.includes(id) && id !== 'kubelet.service') return NOTHING;
    const enabled = enabledUnits(host);
    if (!enabled.has(id) && !enabled.has(name)) return NOTHING;
    return ['kubelet.service', ...knownUnits].flatMap((other) => {
      const file = other === id || other === name || !enabled.has(other) ? undefined : fileOf(host, other);
      if (file === undefined) return [];
      return [
        {
          message: `${other} is enabled beside ${id}, and both start a kubelet: they take the ports 10250 and 10248 from each other`,
          location: { file },
          help: `disable the one that is not meant: "systemctl disable --now ${other}"`,
        },
      ];
    });
  },
});

/** The file of a unit that is more than a link to another or to nothing. */
function fileOf(host: Host, name: string): string | undefined {
  return unitDirectories(rulesOf({}))
    .map((directory) => join(directory, name))
    .find((path) => {
      const info = host.lstat(path);
      return info.ok && info.value.type === 'file' && info.value.size > 0;
    });
}
