import { isFirst } from '../control-plane/address-range.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { clusterDns } from './reading/cluster-dns.ts';

export default defineCheck({
  id: 'cluster-dns-is-api-server',
  scope: 'node',
  area: 'configuration',
  summary: "the kubelet's clusterDNS is the address of the API server's own Service",
  severity: 'warning',
  why: 'The API server takes the first address of its range for the Service "kubernetes", which answers HTTPS on port 443 and no DNS. Pods that are given it as their DNS server resolve no name.',
  bad: 'clusterDNS: [10.96.0.1], and --service-cluster-ip-range=10.96.0.0/12 of the API server',
  good: 'clusterDNS: [10.96.0.10], and --service-cluster-ip-range=10.96.0.0/12 of the API server',
  fix: 'Set clusterDNS to the address of the DNS Service; kubeadm gives it the tenth of the range.',
  links: [
    'pkg/controlplane/apiserver/options/options.go ServiceIPRange',
    'cmd/kubeadm/app/constants GetDNSIP',
    'pkg/kubelet/network/dns/dns.go GetPodDNS',
  ],
  check: (subject) => {
    const dns = clusterDns(subject);
    // The Service has one family, that of the first range.
    const wrong = dns?.addresses.find((address) => isFirst(dns.ranges[0]!, address));
    if (!dns || wrong === undefined) return NOTHING;
    return [
      {
        message: `pods resolve no name: "clusterDNS" gives them "${wrong}", which is the API server's own Service "kubernetes" and no DNS server`,
        location: dns.location,
        help: 'write the address of the Service "kube-dns" ("kubectl -n kube-system get service kube-dns" tells it), and restart the kubelet',
        related: [{ location: dns.rangeLocation, message: 'the range of Services is this' }],
      },
    ];
  },
});
