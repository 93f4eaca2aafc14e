import { parseIP } from '../validation/ip.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'kubelet-address-invalid',
  scope: 'node',
  area: 'configuration',
  stopsKubelet: true,
  summary: 'the address that the kubelet is to listen on is not an IP address',
  severity: 'warning',
  why: 'The validation of the configuration does not look at "address". The kubelet makes no address of it, listens on the name "<nil>", which nothing resolves, and ends: "Failed to listen and serve".',
  bad: 'address: node01',
  good: 'address: 0.0.0.0',
  fix: 'Write an IP address of the node, or remove the line: by default the kubelet listens on all of them.',
  links: ['pkg/kubelet/server/server.go ListenAndServeKubeletServer', 'net ParseIP, IP.String'],
  check: ({ report }) => {
    const start = startOnNode(report);
    const address = start && settingOf(start, 'address');
    if (!address?.location || typeof address.value !== 'string' || address.value === '') return NOTHING;
    if (parseIP(address.value)) return NOTHING;
    return [
      {
        message: `the kubelet ends right after its start: "address" is "${address.value}", which is no IP address to listen on`,
        location: address.location,
        help: 'write an IP address of the node, or remove the line to listen on all of them',
      },
    ];
  },
});
