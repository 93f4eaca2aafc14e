import { specific } from '../control-plane/host-address.ts';
import { listeningPortsOf } from '../control-plane/listening-ports.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { startOnNode } from './reading/kubelet-on-node.ts';
import { clash, type KubeletPort, kubeletPortsOf } from './reading/kubelet-ports.ts';

export default defineCheck({
  id: 'kubelet-port-asked-for',
  scope: 'node',
  area: 'manifests',
  summary: 'a static pod takes a port of the node on which the kubelet itself listens',
  severity: 'warning',
  why: 'The kubelet listens before it starts any pod, and compares the ports of pods with each other only, not with its own. A program in the node\'s network that wants the same port ends with "bind: address already in use"; a hostPort of a pod with a network of its own is led past the kubelet, so that who asks the kubelet gets the pod.',
  bad: 'hostNetwork: true and containerPort: 10250',
  good: 'hostNetwork: true and containerPort: 8443',
  fix: 'Give the program another port.',
  links: [
    'pkg/kubelet/server/server.go ListenAndServeKubeletServer',
    'pkg/scheduler/framework/plugins/nodeports/node_ports.go Fits',
    'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
  ],
  check: ({ report, files }) => {
    const start = startOnNode(report);
    if (!start) return NOTHING;
    const ports = kubeletPortsOf(start);
    return ports.length === 0 ? NOTHING : files.flatMap((file) => askedBy(file, ports));
  },
});

function askedBy({ verdict, outline }: FileReport, ports: readonly KubeletPort[]): readonly Finding[] {
  if (verdict !== 'runs' || !outline?.isStarted) return NOTHING;
  const listening = outline.components
    .filter(({ hostNetwork }) => hostNetwork)
    .flatMap((component) =>
      listeningPortsOf(component).flatMap((one) => {
        const taken = ports.find((port) => clash(port, one));
        if (!taken) return [];
        return [
          {
            message: `${component.name} ends with "bind: address already in use", again and again: the kubelet itself listens on port ${one.port} ("${taken.member}")`,
            location: component.source.locate(one.range),
            help: `give it another port by --${one.flag ?? 'secure-port'}, and its probes with it`,
            ...shownAt(taken),
          },
        ];
      }),
    );
  if (listening.length > 0) return listening;
  return outline.hostPorts.flatMap((asked) => {
    const taken = ports.find((port) => clash(port, { port: asked.port, address: specific(asked.address) }));
    if (!taken || asked.protocol !== 'TCP') return [];
    const outcome = asked.byHostNetwork
      ? 'a program that listens there ends with "bind: address already in use"'
      : 'who asks the kubelet there gets the pod instead';
    return [
      {
        message: `the pod asks for the host port ${asked.port}/TCP, on which the kubelet itself listens ("${taken.member}"): ${outcome}`,
        location: asked.source.locate(asked.range),
        help: 'give the program another port',
        ...shownAt(taken),
      },
    ];
  });
}

function shownAt({ location }: KubeletPort): Pick<Finding, 'related'> {
  return location ? { related: [{ location, message: "the kubelet's port" }] } : {};
}
