import { isEverywhere, isLoopback } from '../control-plane/host-address.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { startOnNode } from './reading/kubelet-on-node.ts';
import { nodeIPsOf } from './reading/node-ips.ts';

export default defineCheck({
  id: 'kubelet-node-ip-unusable',
  scope: 'node',
  area: 'command-line',
  summary: 'an address in --node-ip is none, or none that a node can have',
  severity: 'warning',
  why: 'What is no IP address the kubelet passes over, and takes the address of the default route: "Could not parse some node IP(s), ignoring them". One of the loopback, of a link or of a group it takes, and then never gives its node any address: "failed to validate nodeIP".',
  bad: '--node-ip=10.0.0.555',
  good: '--node-ip=10.0.0.5',
  fix: 'Write the address by which the other nodes reach this one.',
  links: [
    'staging/src/k8s.io/component-helpers/node/util/ips.go ParseNodeIPArgument',
    'pkg/kubelet/kubelet_node_status.go validateNodeIP; pkg/kubelet/nodestatus/setters.go NodeAddress',
  ],
  check: ({ report }) => {
    const start = startOnNode(report);
    const location = start?.commandLine.flagOrigins.nodeIP?.location;
    if (!start || !location) return NOTHING;
    const { addresses, invalid } = nodeIPsOf(start);
    const help = 'write the address by which the other nodes reach this one';
    return [
      ...invalid.map((entry) => ({
        message: `the kubelet passes over "${entry}" in --node-ip, which is no IP address${
          addresses.length === 0 ? ', and takes the address of the default route' : ''
        }`,
        location,
        help,
      })),
      ...addresses.flatMap((address) => {
        const what = unfit(address);
        return what === undefined
          ? []
          : [
              {
                message: `the node gets no address: "${address}" in --node-ip is ${what}, which the kubelet takes for no node's`,
                location,
                help,
              },
            ];
      }),
    ];
  },
});

/** Why validateNodeIP refuses an address; 0.0.0.0 and :: stand for a family alone. */
function unfit(address: string): string | undefined {
  if (isEverywhere(address)) return undefined;
  if (isLoopback(address)) return 'the loopback';
  const first = Number(/^(\d+)\./.exec(address)?.[1]);
  if ((first >= 224 && first <= 239) || /^ff[\da-f]{2}:/i.test(address)) return 'a multicast address';
  if (/^169\.254\./.test(address) || /^fe[89ab][\da-f]:/i.test(address)) return 'a link-local address';
  return undefined;
}
