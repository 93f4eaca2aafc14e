import type { FileReport } from '../directory/judge-directory.ts';
import type { Host } from '../node/host/host.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { startOnNode, textOf } from './reading/kubelet-on-node.ts';
import { isMistypedPort } from './reading/near-name.ts';
import { someUnitSays } from './reading/units-that-name.ts';

/** Ports of etcd, the kubelet, the controller manager and the scheduler. */
const PORTS_OF_OTHERS = ['2379', '2380', '10250', '10257', '10259'];

/** Of an API server that is told no other (DefaultPort 6443, which kubeadm writes too). */
const DEFAULT_PORT = '6443';

export default defineCheck({
  id: 'kubeconfig-server-port',
  scope: 'node',
  area: 'api-server',
  summary: "the kubelet's kubeconfig has a typing mistake in the port of this node's API server",
  severity: 'warning',
  why: 'The kubelet starts and runs its static pods, but never registers: "connection refused", again and again. The node stays NotReady.',
  bad: 'server: https://192.0.2.10:6553, with kube-apiserver --secure-port=6443 on that address',
  good: 'server: https://192.0.2.10:6443',
  fix: 'Correct the port in the kubeconfig, and restart the kubelet, which does not read it again by itself.',
  links: [
    'cmd/kubelet/app/server.go buildKubeletClientConfig',
    'cmd/kubeadm/app/phases/kubeconfig/kubeconfig.go',
  ],
  check: ({ host, report, files }) => {
    const start = startOnNode(report);
    const apiServer = start?.flags.kubeconfig ? files.find(isAPIServer) : undefined;
    if (!start || !apiServer) return NOTHING;
    const content = host.readFile(start.flags.kubeconfig);
    if (!content.ok) return NOTHING;
    const { root, source } = parseDocument(content.value, start.flags.kubeconfig);
    const server = getMember(root, 'clusters', 0, 'cluster', 'server');
    if (server?.kind !== 'string') return NOTHING;
    const [, name, port] = /^https:\/\/(\[[^\]]*\]|[^:/]+):(\d+)\/?$/.exec(server.value) ?? [];
    const manifest = textOf(host, apiServer.path) ?? '';
    const listens = /--secure-port=(\d+)/.exec(manifest)?.[1] ?? DEFAULT_PORT;
    if (name === undefined || port === undefined || port === listens) return NOTHING;
    // A port that is no slip of the pen is a balancer's, which may be anything: a unit, a rule of the firewall.
    if (port === DEFAULT_PORT || !(isMistypedPort(port, listens) || PORTS_OF_OTHERS.includes(port)))
      return NOTHING;
    const address = /--advertise-address=([^\s"',]+)/.exec(manifest)?.[1];
    const here = ['127.0.0.1', 'localhost', '[::1]', address, address && `[${address}]`, host.hostName()];
    // A load balancer in front of it runs on this node as often as not.
    if (!here.includes(name) || hasBalancer(host)) return NOTHING;
    const namesPort = (text: string | undefined) => new RegExp(`\\b${port}\\b`).test(text ?? '');
    const isBalanced =
      !PORTS_OF_OTHERS.includes(port) &&
      (files.some(({ path }) => namesPort(textOf(host, path))) || someUnitSays(host, namesPort));
    if (isBalanced) return NOTHING;
    return [
      {
        message: `the node never registers: its kubeconfig names "${server.value}", and the API server of this node listens at port ${listens}`,
        location: source.locate(server.range),
        help: `write "https://${name}:${listens}", and restart the kubelet`,
        related: [{ location: { file: apiServer.path }, message: 'the API server' }],
      },
    ];
  },
});

function isAPIServer({ verdict, judgement }: FileReport): boolean {
  return verdict === 'runs' && judgement?.pod?.name.startsWith('kube-apiserver') === true;
}

/** Whether something that balances is set up here: it may listen at any port. */
export function hasBalancer(host: Host): boolean {
  return ['/etc/haproxy', '/etc/nginx', '/etc/keepalived', '/etc/envoy'].some((path) => host.stat(path).ok);
}
