import { parseIP } from '../validation/ip.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'cluster-dns-invalid',
  scope: 'node',
  area: 'configuration',
  summary: 'a server in clusterDNS is not an IP address',
  severity: 'warning',
  why: 'The kubelet logs "Invalid clusterDNS IP", leaves the entry out and goes on. Without any that is valid, pods of dnsPolicy ClusterFirst get the DNS servers of the node, and find no Service by its name.',
  bad: 'clusterDNS: [kube-dns]',
  good: 'clusterDNS: [10.96.0.10]',
  fix: 'Write the IP address of the DNS Service.',
  links: ['pkg/kubelet/kubelet.go NewMainKubelet', 'pkg/kubelet/network/dns/dns.go GetPodDNS'],
  check: ({ report }) => {
    const start = startOnNode(report);
    const setting = start && settingOf(start, 'clusterDNS');
    const { location } = setting ?? {};
    if (!Array.isArray(setting?.value) || !location) return NOTHING;
    const servers = setting.value as readonly unknown[];
    const wrong = servers.filter((server) => typeof server !== 'string' || !parseIP(server));
    const left = wrong.length === servers.length ? ', and pods get the DNS servers of the node instead' : '';
    return wrong.map((server) => ({
      message: `the kubelet leaves "${server}" in "clusterDNS" out: it is not an IP address${left}`,
      location,
      help: 'write the IP address of the DNS Service, like 10.96.0.10',
    }));
  },
});
