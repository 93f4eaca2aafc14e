import { wordOfCommand } from '../diagnostics/shell-word.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import type { ApiNode } from '../runtime/api/nodes.ts';
import { defineCheck, type Finding, type LiveSubject, NOTHING } from './define-check.ts';
import { startOnNode, textOf } from './reading/kubelet-on-node.ts';

/** What tells the version of the program that would run here, to the last number. */
const SURE = ['exec', 'package', 'image', 'release', 'snap'];

export default defineCheck({
  id: 'registered-node-differs',
  scope: 'live',
  area: 'api-server',
  summary: 'what the API server has of this node is of another machine, or of an earlier kubelet',
  severity: 'warning',
  why: 'Of two machines with one name each overwrites what the other has said, and pods that are bound to the name run on either. A version or an address of before shows that the kubelet of now has not come through to the API server.',
  bad: 'two machines called "node01", cloned from one image',
  good: 'each machine with a name of its own',
  fix: 'Give the machines different names (hostnamectl, --hostname-override), or delete the old Node object and restart the kubelet.',
  links: ['pkg/kubelet/nodestatus/setters.go MachineInfo, VersionInfo, NodeAddress'],
  check: (subject) => {
    const { api } = subject;
    if (!api?.node?.ok) return NOTHING;
    const node = api.node.value;
    if (isAnotherMachine(subject, node)) {
      const address = node.addresses.find(({ type }) => type === 'InternalIP')?.address;
      return [
        {
          message: `the node "${node.name}" that the API server knows is another machine${address === undefined ? '' : ` (at ${address})`}, or an earlier installation of this one`,
          help: `if another one has this name, rename one of them: hostnamectl hostname NAME; else: kubectl delete node ${wordOfCommand(node.name) ?? 'NODE'}, and restart the kubelet`,
        },
      ];
    }
    return [...otherVersion(subject.report, node), ...otherAddress(subject.report, node)];
  },
});

/** A machine keeps its id, and a boot its own: with both others it is not this one. */
function isAnotherMachine({ host }: LiveSubject, { machineID, bootID }: ApiNode): boolean {
  const here = textOf(host, '/etc/machine-id')?.trim();
  const boot = textOf(host, '/proc/sys/kernel/random/boot_id')?.trim();
  if (!machineID || !bootID || !here || !boot) return false;
  return machineID !== here && bootID !== boot;
}

function otherVersion({ version }: NodeReport, { name, kubeletVersion }: ApiNode): readonly Finding[] {
  const here = SURE.includes(version.origin) ? numbersIn(version.told ?? '') : undefined;
  const there = numbersIn(kubeletVersion ?? '');
  if (!here || !there || here === there) return NOTHING;
  return [
    {
      message: `the API server has the node "${name}" with kubelet ${there}, and the one here is ${here}: it has not registered since it was exchanged`,
      help: 'restart the kubelet: systemctl restart kubelet',
      ...(version.location && {
        related: [{ location: version.location, message: `the version here: ${version.evidence}` }],
      }),
    },
  ];
}

function numbersIn(version: string): string | undefined {
  return /^v?(\d+\.\d+\.\d+)/.exec(version)?.[1];
}

/** With --node-ip the kubelet gives that address and no other of its family. */
function otherAddress(report: NodeReport, { name, addresses }: ApiNode): readonly Finding[] {
  const start = startOnNode(report);
  const wanted = (start?.flags.nodeIP ?? '')
    .split(',')
    .filter((address) => /^\d+(?:\.\d+){3}$/.test(address));
  const internal = addresses.filter(({ type }) => type === 'InternalIP').map(({ address }) => address);
  const missing = wanted.find((address) => address !== '0.0.0.0' && !internal.includes(address));
  const isFromCloud = report.command?.argv.some(({ value }) => /^--?cloud-provider\b/.test(value)) ?? true;
  if (missing === undefined || internal.length === 0 || isFromCloud) return NOTHING;
  const location = start?.commandLine.flagOrigins.nodeIP?.location;
  return [
    {
      message: `the API server has the node "${name}" at ${internal.join(', ')}, and "--node-ip" here is ${missing}: the kubelet has not updated it since`,
      help: 'restart the kubelet: systemctl restart kubelet',
      ...(location && { location }),
    },
  ];
}
