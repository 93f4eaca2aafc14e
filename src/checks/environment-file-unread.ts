import { defineCheck, NOTHING } from './define-check.ts';
import { isStartedBySystemd, textOf } from './reading/kubelet-on-node.ts';

/** Where the kubelet's own environment lies: Debian's and Red Hat's places, kubeadm's and kubespray's files. */
const PLACES = [
  '/etc/default/kubelet',
  '/etc/sysconfig/kubelet',
  '/etc/kubernetes/kubelet.env',
  '/var/lib/kubelet/kubeadm-flags.env',
];

/** An assignment that is not empty and not commented out. */
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?[A-Za-z_][A-Za-z_0-9]*[ \t]*=[ \t]*(?!["']{2}[ \t]*$)[^ \t\r\n]/m;

export default defineCheck({
  id: 'environment-file-unread',
  scope: 'node',
  area: 'unit',
  summary: "a file of the kubelet's environment that its unit does not read",
  severity: 'warning',
  why: 'Debian packages read /etc/default/kubelet and RPM packages /etc/sysconfig/kubelet, each with EnvironmentFile=-, which says nothing when the file is missing. Flags in the other one never reach the kubelet.',
  bad: '/etc/sysconfig/kubelet on a node whose unit has EnvironmentFile=-/etc/default/kubelet',
  good: '/etc/default/kubelet there',
  fix: 'Write the variables into the file that the unit names, or add an EnvironmentFile= line.',
  links: [
    'kubernetes/release cmd/krel/templates/latest/kubeadm/10-kubeadm.conf',
    'systemd.exec(5) EnvironmentFile=',
  ],
  check: ({ host, report }) => {
    if (!isStartedBySystemd(report)) return NOTHING;
    const { unit, preCommands, described } = report.found!.service;
    const words = [...preCommands.flat(), ...(described?.argv ?? [])];
    const named = unit.environmentFiles.map(({ path }) => path);
    const real = (path: string) => {
      const found = host.realPath(path);
      return found.ok ? found.value : path;
    };
    const read = new Set(named.map(real));
    const meant = unit.environmentFiles.find(({ path }) => /^\/etc\/(?:default|sysconfig)\//.test(path));
    return PLACES.filter((path) => !read.has(real(path)) && ASSIGNMENT.test(textOf(host, path) ?? ''))
      .filter((path) => !words.some(({ value }) => value.includes(path)))
      .map((path) => ({
        message: `nothing reads "${path}": ${unit.name} does not name it, so what it sets does not reach the kubelet`,
        location: { file: path },
        help: meant
          ? `write it into "${meant.path}", which the unit names`
          : `add EnvironmentFile=-${path} to a drop-in of the unit, and use the variables in ExecStart=`,
        ...(meant && {
          related: [{ location: meant.location, message: 'this environment file is the one that is read' }],
        }),
      }));
  },
});
