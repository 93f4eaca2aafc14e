import { wholeLine } from '../diagnostics/whole-line.ts';
import type { Host } from '../node/host/host.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { textOf } from './reading/kubelet-on-node.ts';
import { isMistypedPort } from './reading/near-name.ts';
import { type Server, serverOfKubelet } from './reading/server-of-kubelet.ts';
import { someUnitSays } from './reading/units-that-name.ts';

const HOSTS = '/etc/hosts';
const RESOLV_CONF = '/etc/resolv.conf';

/** Of an API server that is told no other; installers put balancers at the ones behind it. */
const DEFAULT_PORT = '6443';
const BALANCERS = ['6444', '6445'];

export default defineCheck({
  id: 'kubeconfig-server-unsure',
  scope: 'node',
  area: 'api-server',
  summary: "the API server in the kubelet's kubeconfig has an unusual port, or a name that only DNS may know",
  severity: 'info',
  why: 'The kubelet starts and runs its static pods whether it reaches the API server or not; when it does not, the node never registers: "connection refused", or "no such host" where a line of /etc/hosts has been lost.',
  bad: 'server: https://controlplane:6553',
  good: 'server: https://controlplane:6443, and controlplane in /etc/hosts',
  fix: 'Where the node is not ready, compare the server with the one of another node; restart the kubelet after a change.',
  links: ['cmd/kubelet/app/server.go buildKubeletClientConfig', 'hosts(5)', 'resolv.conf(5)'],
  check: (subject) => {
    const { host, files } = subject;
    const server = serverOfKubelet(subject);
    if (!server) return NOTHING;
    return [
      ...unknownName(host, server),
      ...(files.some(({ judgement }) => judgement?.pod?.name.startsWith('kube-apiserver'))
        ? NOTHING
        : unusualPort(
            host,
            server,
            files.map(({ path }) => textOf(host, path)),
          )),
    ];
  },
});

function unusualPort(
  host: Host,
  { url, port, location }: Server,
  manifests: readonly (string | undefined)[],
): readonly Finding[] {
  if (!isMistypedPort(port, DEFAULT_PORT) || BALANCERS.includes(port)) return NOTHING;
  const names = (text: string | undefined) => new RegExp(`\\b${port}\\b`).test(text ?? '');
  if (manifests.some(names) || someUnitSays(host, names)) return NOTHING;
  return [
    {
      message: `the kubelet asks for the API server at port ${port} ("${url}"), and mostly it listens at ${DEFAULT_PORT}`,
      location,
      help: `where the node is not ready, try port ${DEFAULT_PORT}, and restart the kubelet`,
    },
  ];
}

/** A name without dots, of which the node's own files say nothing, and which no search list completes. */
function unknownName(host: Host, { name, location }: Server): readonly Finding[] {
  if (!/^[a-z][a-z0-9-]*$/i.test(name) || name === 'localhost' || name === host.hostName()) return NOTHING;
  const [hosts, resolv] = [textOf(host, HOSTS), textOf(host, RESOLV_CONF)];
  if (hosts === undefined || resolv === undefined || !/^[ \t]*nameserver[ \t]/m.test(resolv)) return NOTHING;
  // Docker's own, and resolvers on the node, know names that are in no file.
  if (/^[ \t]*(?:search|domain)[ \t]|^[ \t]*nameserver[ \t]+127\./m.test(resolv)) return NOTHING;
  const lines = hosts.split('\n');
  const has = (line: string) => line.split(/\s+/).includes(name);
  if (lines.some((line) => has(line.replace(/#.*/, '')))) return NOTHING;
  const aside = lines.findIndex((line) => line.trim().startsWith('#') && has(line));
  return [
    {
      message: `the kubelet asks for the API server as "${name}", which "${HOSTS}" does not have: its name servers must know it`,
      location,
      help: `where the node is not ready, add "${name}" with its address to "${HOSTS}"`,
      ...(aside >= 0 && {
        related: [
          {
            location: wholeLine(HOSTS, lines[aside]!, aside + 1),
            message: 'the name stands here, behind "#"',
          },
        ],
      }),
    },
  ];
}
