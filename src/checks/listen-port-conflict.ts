import type { Component } from '../control-plane/component.ts';
import { type ListeningPort, listeningPortsOf } from '../control-plane/listening-ports.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { baseName } from '../node/host/path.ts';
import { defineCheck, type Finding } from './define-check.ts';
import { type AddressIndex, addressIndex } from './reading/address-index.ts';

/** A program, and a port on which it listens. */
interface Holder {
  readonly file: FileReport;
  readonly component: Component;
  readonly listening: ListeningPort;
  /** The containerPorts of its container. */
  readonly asked: ReadonlySet<number>;
}

export default defineCheck({
  id: 'listen-port-conflict',
  scope: 'directory',
  summary: 'two programs of the control plane listen on one port',
  severity: 'warning',
  why: 'Programs in hostNetwork pods share the ports of the node, and those of one pod share its own. Where the ports are not among the ports of the containers, the kubelet starts both; the second to listen ends with "bind: address already in use" and is started again and again.',
  bad: 'a second kube-scheduler beside the first, both without --secure-port',
  good: '--secure-port=10260 for the second, and the same port in its probes',
  fix: 'Give one of the two another port, and its probes with it.',
  links: [
    'k8s.io/apiserver pkg/server/options/serving.go ApplyTo, CreateListener',
    'go.etcd.io/etcd/server/v3/embed/etcd.go configurePeerListeners, configureClientListeners, serveMetrics',
    'net/ipsock_posix.go favoriteAddrFamily',
    'seen with 1.34.10 and 1.37.1: the second container ends and is started again with CrashLoopBackOff',
  ],
  check: ({ files }) => {
    const found: Finding[] = [];
    const taken = addressIndex<Holder>();
    for (const file of files) {
      if (file.verdict !== 'runs' || !file.outline?.isStarted) continue;
      for (const component of file.outline.components) {
        const asked = new Set(component.ports.map(({ containerPort }) => containerPort));
        const holders = listeningPortsOf(component).map((listening) => ({
          file,
          component,
          listening,
          asked,
        }));
        found.push(...conflictsOf(holders, taken));
        for (const holder of holders) taken.add(keyOf(holder), holder.listening.address, holder);
      }
    }
    return found;
  },
});

/** What a component can't have, once for each of its flags. */
function conflictsOf(holders: readonly Holder[], taken: AddressIndex<Holder>): Finding[] {
  const byFlag = new Map<string | null, Finding>();
  for (const holder of holders) {
    const { listening } = holder;
    const other = taken.find(keyOf(holder), listening.address);
    if (other && !byFlag.has(listening.flag) && !isRejected(holder, other))
      byFlag.set(listening.flag, conflict(holder, other));
  }
  return [...byFlag.values()];
}

/** Pods without hostNetwork have their ports for themselves. */
function keyOf({ component, listening }: Holder): string {
  const { hostNetwork, pod } = component;
  return hostNetwork ? `${listening.port}` : `${pod.namespace}/${pod.name}/${listening.port}`;
}

/** Whether both pods ask for the port as a host port: then one of them does not start at all, which is said elsewhere. */
function isRejected(one: Holder, other: Holder): boolean {
  const { port } = one.listening;
  return one.file !== other.file && one.asked.has(port) && other.asked.has(port);
}

function conflict({ component, listening }: Holder, other: Holder): Finding {
  const { port, flag, range } = listening;
  const by = flag === null ? ', its default' : '';
  const whose = `the ${other.component.name} of ${whereIs(other, component)}`;
  return {
    message: `this ${component.name} and ${whose} both listen on port ${port}${by}: the second to start ends with "bind: address already in use", again and again`,
    location: component.source.locate(range),
    help: `give one of the two another port by --${flag ?? 'secure-port'}`,
    related: [
      {
        location: other.component.source.locate(other.listening.range),
        message: `the other one, on port ${port} too`,
      },
    ],
  };
}

function whereIs({ file, component }: Holder, from: Component): string {
  return component.source === from.source
    ? `the container "${component.container.text}"`
    : `"${baseName(file.path)}"`;
}
