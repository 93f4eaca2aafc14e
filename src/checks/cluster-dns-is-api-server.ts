import { isFirst, parseRange } from '../control-plane/address-range.ts';
import { componentsNamed, flagValue } from '../control-plane/component.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';
import { runningComponents } from './reading/running-components.ts';

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
  check: ({ report, files }) => {
    const server = componentsNamed(runningComponents(files), 'kube-apiserver')[0];
    const flag = server && flagValue(server, 'service-cluster-ip-range');
    // The Service has one family, that of the first range.
    const range = parseRange(flag?.value?.split(',')[0] ?? '');
    const start = range && startOnNode(report);
    const setting = start && settingOf(start, 'clusterDNS');
    if (!setting?.location || !Array.isArray(setting.value)) return NOTHING;
    const { location } = setting;
    const wrong = (setting.value as readonly unknown[]).find(
      (address) => typeof address === 'string' && isFirst(range!, address),
    );
    if (wrong === undefined) return NOTHING;
    return [
      {
        message: `pods resolve no name: "clusterDNS" gives them "${wrong}", which is the API server's own Service "kubernetes" and no DNS server`,
        location,
        help: 'write the address of the Service "kube-dns" ("kubectl -n kube-system get service kube-dns" tells it), and restart the kubelet',
        related: [
          {
            location: server!.source.locate(flag!.valueWord.range),
            message: 'the range of Services is this',
          },
        ],
      },
    ];
  },
});
