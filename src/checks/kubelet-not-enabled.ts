import { enabledUnits } from '../node/distributions/known-units.ts';
import type { Host } from '../node/host/host.ts';
import { join, parentOf } from '../node/host/path.ts';
import { editDistance } from '../schema/suggest.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { textOf } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'kubelet-not-enabled',
  scope: 'node',
  area: 'unit',
  summary: 'nothing starts the kubelet when the node boots',
  severity: 'warning',
  why: 'A unit with an [Install] section starts at boot only once it is enabled, which is a symlink in a .wants directory. Without one the node comes back from its next reboot without a kubelet, and no static pod runs.',
  bad: 'kubelet.service, and no link to it in /etc/systemd/system/multi-user.target.wants',
  good: '/etc/systemd/system/multi-user.target.wants/kubelet.service',
  fix: 'Run "systemctl enable --now kubelet".',
  links: ['systemctl(1) enable', 'systemd.unit(5) [Install]'],
  check: ({ host, report }) => {
    const service = report.found?.service;
    if (service?.state !== 'loaded' || report.process) return NOTHING;
    const { id, name, fragment } = service.unit;
    const wantedBy = /^[ \t]*WantedBy[ \t]*=[ \t]*(\S+)/m.exec(
      (fragment && textOf(host, fragment)) || '',
    )?.[1];
    if (fragment === undefined || wantedBy === undefined) return NOTHING;
    const enabled = enabledUnits(host);
    if (
      enabled.has(id) ||
      enabled.has(name) ||
      !showsEnabled(host, wantedBy) ||
      isStartedOtherwise(host, id, fragment)
    )
      return NOTHING;
    return [
      {
        message: `${name} is not enabled: it does not start when the node boots`,
        location: { file: fragment },
        help: `run "systemctl enable --now ${name}"`,
      },
    ];
  },
});

const USUAL = 'multi-user.target';

/** A copy tells what is enabled where it has links to other units. */
function showsEnabled(host: Host, target: string): boolean {
  const links = host.readDir(`/etc/systemd/system/${target}.wants`);
  if (host.live || (links.ok && links.value.length > 0)) return true;
  // A target that is none has no links.
  const isMisspelt = target !== USUAL && target.length <= 64 && editDistance(target, USUAL) <= 2;
  return isMisspelt && showsEnabled(host, USUAL);
}

/** By a path, timer or socket unit of the same name, whatever starts that. */
function isStartedOtherwise(host: Host, id: string, fragment: string): boolean {
  const stem = id.replace(/\.service$/, '');
  return ['/etc/systemd/system', parentOf(fragment)].some((directory) =>
    ['path', 'timer', 'socket'].some((type) => host.lstat(join(directory, `${stem}.${type}`)).ok),
  );
}
