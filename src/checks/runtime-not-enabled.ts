import { enabledUnits } from '../node/distributions/known-units.ts';
import type { Host } from '../node/host/host.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { asksContainerd } from './reading/containerd.ts';
import { isStartedBySystemd, startOnNode, textOf } from './reading/kubelet-on-node.ts';

const UNIT = 'containerd.service';
const OWN = `/etc/systemd/system/${UNIT}`;
const PACKAGED = [
  `/usr/local/lib/systemd/system/${UNIT}`,
  `/lib/systemd/system/${UNIT}`,
  `/usr/lib/systemd/system/${UNIT}`,
];
const WANTS = '/etc/systemd/system/multi-user.target.wants';

export default defineCheck({
  id: 'runtime-not-enabled',
  scope: 'node',
  area: 'runtime',
  summary: 'nothing starts the container runtime when the node boots',
  severity: 'warning',
  why: 'Without a container runtime at its socket the kubelet ends right after its start, again and again: "validate CRI v1 runtime API for endpoint". A unit that is masked is not started by anybody, one that is not enabled not at boot.',
  bad: '/etc/systemd/system/containerd.service is a link to /dev/null',
  good: '/etc/systemd/system/multi-user.target.wants/containerd.service',
  fix: 'Run "systemctl unmask containerd.service" and "systemctl enable --now containerd.service".',
  links: [
    'systemctl(1) mask, enable',
    'cmd/kubelet/app/server.go RunKubelet',
    'cri-client pkg/remote_runtime.go validateServiceConnection',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    // Where a kubelet runs, its runtime does too.
    if (!start || report.process || !isStartedBySystemd(report) || !asksContainerd(start)) return NOTHING;
    if (isMasked(host))
      return [
        {
          message: `${UNIT} is masked: nothing starts the container runtime, and the kubelet ends without it`,
          location: { file: OWN },
          help: `run "systemctl unmask ${UNIT} && systemctl enable --now ${UNIT}"`,
        },
      ];
    const fragment = [OWN, ...PACKAGED].find((path) => textOf(host, path) !== undefined);
    const links = host.readDir(WANTS);
    if (fragment === undefined || !links.ok || links.value.length === 0) return NOTHING;
    if (!/^[ \t]*WantedBy[ \t]*=[ \t]*\S/m.test(textOf(host, fragment)!) || enabledUnits(host).has(UNIT))
      return NOTHING;
    const { unit } = report.found!.service;
    const isPulledIn = [unit.fragment, ...unit.dropIns].some((file) =>
      /^[ \t]*(?:Wants|Requires|BindsTo)[ \t]*=.*containerd/m.test((file && textOf(host, file)) || ''),
    );
    if (isPulledIn) return NOTHING;
    return [
      {
        message: `${UNIT} is not enabled: after a reboot the kubelet finds no container runtime, and ends`,
        location: { file: fragment },
        help: `run "systemctl enable --now ${UNIT}"`,
      },
    ];
  },
});

/** systemd.unit(5): an empty file, or a link to /dev/null. */
function isMasked(host: Host): boolean {
  const link = host.readLink(OWN);
  if (link.ok) return link.value === '/dev/null';
  return textOf(host, OWN) === '';
}
