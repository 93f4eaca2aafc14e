import type { Host } from '../node/host/host.ts';
import { baseName, isAbsolute } from '../node/host/path.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { isMissing, nearest, settingOf, siblings, startOnNode, textOf } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'pod-resolv-conf',
  scope: 'node',
  area: 'machine',
  summary: "the resolv.conf that the kubelet gives to pods is missing, or names the node's own loopback",
  severity: 'warning',
  why: "Each pod that does not run in the host's network gets its DNS servers from resolvConf or from clusterDNS, and without the file no sandbox is made at all. The one of systemd-resolved's stub names 127.0.0.53, which within a pod is the pod itself: CoreDNS forwards to itself until it ends.",
  bad: 'resolvConf: /etc/resolv.conf, a link to /run/systemd/resolve/stub-resolv.conf',
  good: 'resolvConf: /run/systemd/resolve/resolv.conf',
  fix: 'Set resolvConf to a file that names DNS servers which pods can reach.',
  links: [
    'pkg/kubelet/network/dns/dns.go GetPodDNS, getDNSConfig',
    'https://coredns.io/plugins/loop/#troubleshooting-loops-in-kubernetes-clusters',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    const setting = start && settingOf(start, 'resolvConf');
    if (typeof setting?.value !== 'string' || !isAbsolute(setting.value)) return NOTHING;
    const path = setting.value;
    const problem = missing(host, path) ?? loop(host, path);
    if (!problem) return NOTHING;
    return [{ ...problem, location: setting.location ?? { file: path } }];
  },
});

const isResolvConf = (path: string) => baseName(path).includes('resolv');

function missing(host: Host, path: string) {
  if (!isMissing(host, path, isResolvConf)) return undefined;
  const meant = nearest(path, siblings(host, path).filter(isResolvConf));
  return {
    message: `only pods in the host's network start: there is no "${path}", from which the kubelet takes the DNS servers of all others`,
    help: meant === undefined ? 'set "resolvConf" to a file that is there' : `did you mean "${meant}"?`,
  };
}

/** The file of systemd-resolved's stub, by its name or by what it names. */
function loop(host: Host, path: string) {
  const target = host.readLink(path);
  const servers = [...(textOf(host, path) ?? '').matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)].map(
    ([, server]) => server!,
  );
  const isStub = target.ok && target.value.endsWith('/stub-resolv.conf');
  const isLoopback = servers.length > 0 && servers.every((server) => /^127\.|^::1$/.test(server));
  if (!isStub && !isLoopback) return undefined;
  const server = servers[0] ?? '127.0.0.53';
  return {
    message: `pods that take their DNS servers from the node, CoreDNS among them, get ${server} from "${path}", which within a pod is the pod itself`,
    help:
      isStub || server === '127.0.0.53'
        ? 'set "resolvConf: /run/systemd/resolve/resolv.conf"'
        : 'set "resolvConf" to a file that names other servers',
  };
}
