import { wholeLine } from '../diagnostics/whole-line.ts';
import type { Host } from '../node/host/host.ts';
import { baseName, join, parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { asksContainerd } from './reading/containerd.ts';
import { isStartedBySystemd, startOnNode, textOf } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'program-missing',
  scope: 'node',
  area: 'unit',
  stopsKubelet: true,
  summary: 'the program of the kubelet or of its runtime is gone, or may not be executed',
  severity: 'warning',
  why: 'systemd tries again and again, with status=203/EXEC: "Failed to locate executable", "Permission denied". Without its runtime the kubelet ends too.',
  bad: 'ExecStart=/usr/bin/kubelet, and in /usr/bin there are kubeadm and kubectl and no kubelet',
  good: 'ExecStart=/usr/bin/kubelet, and a /usr/bin/kubelet with mode 0755',
  fix: 'Install the package again, or "chmod 755" the program.',
  links: ['systemd.exec(5) EXIT_EXEC', 'systemd src/core/execute.c exec_child'],
  check: ({ host, report }) => {
    // Of a machine that runs, systemd's own words are better.
    if (host.live) return NOTHING;
    const start = startOnNode(report);
    const execution = isStartedBySystemd(report) ? report.found?.service.described : undefined;
    const kubelet = execution && {
      path: execution.exe,
      fate: 'the kubelet does not start',
      location: execution.argv[0]?.origin.location,
    };
    const containerd = start && asksContainerd(start) ? containerdOf(host) : undefined;
    return [kubelet, containerd].flatMap((one) => (one ? problem(host, one) : []));
  },
});

interface Program {
  readonly path: string;
  readonly fate: string;
  readonly location: Finding['location'];
}

/** Where packages put containerd's unit. */
const UNITS = [
  '/etc/systemd/system/containerd.service',
  '/usr/local/lib/systemd/system/containerd.service',
  '/usr/lib/systemd/system/containerd.service',
  '/lib/systemd/system/containerd.service',
];

function containerdOf(host: Host): Program | undefined {
  const file = UNITS.find((path) => host.stat(path).ok);
  const lines = (file === undefined ? '' : (textOf(host, file) ?? '')).split('\n');
  const at = lines.findLastIndex((line) => /^ExecStart=\/\S+\/containerd\s*$/.test(line));
  if (file === undefined || at < 0) return undefined;
  return {
    path: lines[at]!.slice('ExecStart='.length).trim(),
    fate: 'containerd does not start, and the kubelet ends without it',
    location: wholeLine(file, lines[at]!, at + 1),
  };
}

/** What is installed with them: of a directory with most of these, a copy has the rest as well. */
const COMPANIONS = [
  'kubeadm',
  'kubectl',
  'crictl',
  'kubelet',
  'containerd',
  'runc',
  'ctr',
  'containerd-shim-runc-v2',
];
const ENOUGH = 3;

/** Where packages and guides put them. */
const USUAL = ['/usr/bin', '/usr/local/bin', '/usr/sbin'];

function problem(host: Host, { path, fate, location }: Program): readonly Finding[] {
  const name = baseName(path);
  if (!COMPANIONS.includes(name)) return NOTHING;
  const companions = COMPANIONS.filter((other) => other !== name).flatMap((other) => {
    const look = host.stat(join(parentOf(path), other));
    return look.ok && look.value.type === 'file' ? [look.value] : [];
  });
  const look = host.stat(path);
  const at = location && { location };
  const other = USUAL.map((directory) => join(directory, name)).find((one) => host.stat(one).ok);
  if (!look.ok && look.failure.reason === 'absent' && other !== undefined && name !== 'kubelet') {
    return [
      {
        message: `${fate}: there is no "${path}"`,
        ...at,
        help: `there is a "${other}": is that what is meant?`,
      },
    ];
  }
  if (companions.length < ENOUGH) return NOTHING;
  if (!look.ok) {
    if (look.failure.reason !== 'absent') return NOTHING;
    return [
      {
        message: `${fate}: there is no "${path}", and the programs that are installed with it are there`,
        ...at,
        help: `install ${name === 'kubelet' ? 'the package "kubelet"' : 'containerd'} again`,
      },
    ];
  }
  if (look.value.type !== 'file' || look.value.mode & 0o111) return NOTHING;
  if (!companions.every(({ mode }) => mode & 0o111)) return NOTHING;
  return [{ message: `${fate}: "${path}" may not be executed`, ...at, help: `run "chmod 755 ${path}"` }];
}
