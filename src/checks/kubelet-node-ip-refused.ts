import { defineCheck, NOTHING } from './define-check.ts';
import { startOnNode } from './reading/kubelet-on-node.ts';
import { isIPv6, nodeIPsOf } from './reading/node-ips.ts';

export default defineCheck({
  id: 'kubelet-node-ip-refused',
  scope: 'node',
  area: 'command-line',
  stopsKubelet: true,
  summary: 'the kubelet refuses the addresses in --node-ip',
  severity: 'warning',
  why: 'A node has one address, or one of each family. With two of one family the kubelet ends: "bad --node-ip: must contain either a single IP or a dual-stack pair of IPs".',
  bad: '--node-ip=10.0.0.5,10.0.0.6',
  good: '--node-ip=10.0.0.5,fd00::5',
  fix: 'Leave the address by which the other nodes reach this one.',
  links: [
    'cmd/kubelet/app/server.go RunKubelet',
    'staging/src/k8s.io/component-helpers/node/util/ips.go ParseNodeIPArgument',
  ],
  check: ({ report }) => {
    const start = startOnNode(report);
    const location = start?.commandLine.flagOrigins.nodeIP?.location;
    if (!start) return NOTHING;
    const { addresses } = nodeIPsOf(start);
    const [first, second] = addresses;
    if (first === undefined || second === undefined) return NOTHING;
    if (addresses.length === 2 && isIPv6(first) !== isIPv6(second)) return NOTHING;
    return [
      {
        message: `the kubelet ends right after its start: "--node-ip=${start.flags.nodeIP}" is neither one address nor one of each family`,
        ...(location && { location }),
        help: `write the address by which the other nodes reach this one, like "--node-ip=${first}"`,
      },
    ];
  },
});
