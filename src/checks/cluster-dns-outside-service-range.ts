import { contains } from '../control-plane/address-range.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { clusterDns } from './reading/cluster-dns.ts';

export default defineCheck({
  id: 'cluster-dns-outside-service-range',
  scope: 'node',
  area: 'configuration',
  summary: "the kubelet's clusterDNS is no address that a Service of this cluster can have",
  severity: 'info',
  why: 'Pods get clusterDNS as their DNS server, mostly the address of the Service "kube-dns". An address outside --service-cluster-ip-range is never a Service\'s: it answers only where something else does, such as a DNS cache on the node.',
  bad: 'clusterDNS: [10.96.0.10], and --service-cluster-ip-range=10.100.0.0/16 of the API server',
  good: 'clusterDNS: [10.96.0.10], and --service-cluster-ip-range=10.96.0.0/12 of the API server',
  fix: 'Set clusterDNS to the address of the DNS Service, or the range of Services back to what it was.',
  links: [
    'cmd/kubeadm/app/constants GetDNSIP',
    'pkg/kubelet/network/dns/dns.go GetPodDNS',
    'https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/',
  ],
  check: (subject) => {
    const dns = clusterDns(subject);
    if (!dns) return NOTHING;
    const { addresses, location, ranges, written, rangeLocation } = dns;
    return addresses.flatMap((address) => {
      if (isLinkLocal(address)) return NOTHING;
      const inside = ranges.map((range) => contains(range, address));
      // Of a family that the API server has no range for, nothing is said.
      if (inside.includes(true) || !inside.includes(false)) return NOTHING;
      return [
        {
          message: `pods are given the DNS server "${address}", which no Service of this cluster can have: the API server's range is "${written}"`,
          location,
          help: 'set clusterDNS to the address of the DNS Service',
          related: [{ location: rangeLocation, message: 'the range of Services is this' }],
        },
      ];
    });
  },
});

/** Where NodeLocal DNSCache listens. */
function isLinkLocal(address: string): boolean {
  return address.startsWith('169.254.') || address.toLowerCase().startsWith('fe80:');
}
