import type { Host } from '../node/host/host.ts';
import { editDistance } from '../schema/suggest.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { asksContainerd, readContainerd, runtimeSocket } from './reading/containerd.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';
import { someUnitSays } from './reading/units-that-name.ts';

export default defineCheck({
  id: 'runtime-endpoint-wrong',
  scope: 'node',
  area: 'runtime',
  stopsKubelet: true,
  summary: 'the endpoint of the container runtime is not where the runtime listens',
  severity: 'warning',
  why: 'The kubelet accepts any endpoint when it reads its configuration, and ends a moment later when no runtime answers there. Of "unix://run/x.sock", with two slashes, it takes "run" for a host, and opens "/x.sock".',
  bad: 'containerRuntimeEndpoint: unix://run/containerd/containerd.sock',
  good: 'containerRuntimeEndpoint: unix:///run/containerd/containerd.sock',
  fix: 'Write "unix://" and behind it the absolute path of the socket.',
  links: [
    'k8s.io/cri-client pkg/util/util_unix.go GetAddressAndDialer',
    'containerd docs/man/containerd-config.toml.5.md [grpc]',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    const endpoint = start && settingOf(start, 'containerRuntimeEndpoint');
    if (!start || typeof endpoint?.value !== 'string' || !endpoint.location) return NOTHING;
    const problem =
      malformed(endpoint.value) ??
      (asksContainerd(start)
        ? elsewhere(host, runtimeSocket(start))
        : ofNoRuntime(host, runtimeSocket(start)));
    if (!problem) return NOTHING;
    return [
      {
        message: `the kubelet ends right after its start: ${problem.reason}`,
        location: endpoint.location,
        help: problem.help,
      },
    ];
  },
});

interface Problem {
  readonly reason: string;
  readonly help: string;
}

function malformed(endpoint: string): Problem | undefined {
  // Without a scheme it is taken for one of unix.
  const url = /^[^:/]+(?:\/|$)/.test(endpoint) ? `unix://${endpoint}` : endpoint;
  const [, scheme, host = '', path = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i.exec(url) ?? [];
  if (scheme === undefined) return undefined;
  if (scheme.toLowerCase() !== 'unix')
    return {
      reason: `"${endpoint}" is no unix socket, and the kubelet takes nothing else`,
      help: 'write "unix://" and the absolute path of the socket',
    };
  return host === ''
    ? undefined
    : {
        reason: `of "${endpoint}" it opens "${path}", for "${host}" stands where a host is meant`,
        help: `write "unix:///${host}${path}", with three slashes`,
      };
}

function elsewhere(host: Host, socket: string | undefined): Problem | undefined {
  const listens = socket === undefined ? undefined : readContainerd(host)?.socket;
  if (listens === undefined || listens.replace(/^\/var\/run\//, '/run/') === socket) return undefined;
  return {
    reason: `nothing listens at "${socket}": the socket of containerd is "${listens}"`,
    help: `write "unix://${listens}"`,
  };
}

const CONTAINERD = '/run/containerd/containerd.sock';

/** The sockets of runtimes that packages install, and the units of which one makes it. */
const SOCKETS: Readonly<Record<string, RegExp>> = {
  '/run/crio/crio.sock': /crio|cri-o/,
  '/run/cri-dockerd.sock': /cri-?docker/,
  '/run/dockershim.sock': /cri-?docker/,
};

/** A socket of another runtime than the node has, or one that is nearly containerd's. */
function ofNoRuntime(host: Host, socket: string | undefined): Problem | undefined {
  if (socket === '/run/docker.sock')
    return {
      reason: `"${socket}" is the socket of Docker, which does not speak CRI`,
      help: `write "unix://${readContainerd(host) ? CONTAINERD : '/run/cri-dockerd.sock'}"`,
    };
  const makers = socket === undefined ? undefined : SOCKETS[socket];
  const isNear =
    socket !== undefined &&
    socket.length <= 64 &&
    socket !== CONTAINERD &&
    editDistance(socket, CONTAINERD) <= 2;
  const isBesideIt = socket === '/run/containerd.sock';
  if (!makers && !isNear && !isBesideIt) return undefined;
  // Units lie beside each other: a copy that has containerd's has the other's too.
  let hasContainerd = false;
  const isMade = someUnitSays(host, (text, name) => {
    hasContainerd ||= name === 'containerd.service';
    return makers?.test(name) === true || text.includes(socket!);
  });
  if (isMade || !hasContainerd || host.stat(socket!).ok) return undefined;
  const listens = readContainerd(host)?.socket ?? CONTAINERD;
  if (listens === socket) return undefined;
  return {
    reason: `nothing listens at "${socket}": the runtime of this node is containerd`,
    help: `write "unix://${listens}"`,
  };
}
