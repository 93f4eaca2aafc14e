import type { HostPort } from '../directory/host-ports.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import type { Facts } from '../manifest/judgement.ts';
import { baseName } from '../node/host/path.ts';
import { defineCheck, type Finding } from './define-check.ts';
import { addressIndex } from './reading/address-index.ts';

/** Since then GetHostPorts counts the ports of init containers that run as long as the pod. */
const SIDECARS_COUNT_SINCE = 33;

export default defineCheck({
  id: 'host-port-conflict',
  scope: 'directory',
  summary: 'two pods ask for one port of the node',
  severity: 'warning',
  why: 'The kubelet admits a pod only when nobody has the host ports that it asks for, and with hostNetwork each containerPort is a host port, whether anything listens there or not. A pod that is rejected stays Failed: the kubelet does not try again when the port is free, and there is no mirror pod of it. Of two files that are there when the kubelet starts, either may lose, for it takes the pods in no order.',
  bad: 'hostPort: 8080 in web.yaml and in proxy.yaml',
  good: 'hostPort: 8080 in web.yaml, 8081 in proxy.yaml',
  fix: 'Give one of the pods another port. In a hostNetwork pod change what the program listens on and containerPort together.',
  links: [
    'pkg/scheduler/framework/plugins/nodeports/node_ports.go Fits; k8s.io/kube-scheduler framework/types.go CheckConflict',
    'pkg/kubelet/lifecycle/predicate.go generalFilter; seen with 1.34.10 and 1.37.1: reason "NodePorts", not tried again',
    'pkg/apis/core/v1/defaults.go SetDefaults_Pod, defaultHostNetworkPorts',
    'client-go tools/cache/undelta_store.go Replace: pods in the order of a Go map',
  ],
  check: ({ files, facts }) => {
    const found: Finding[] = [];
    const taken = addressIndex<{ readonly file: FileReport; readonly asked: HostPort }>();
    for (const file of files) {
      const ports = countedPorts(file, facts);
      for (const asked of ports) {
        const holder = taken.find(keyOf(asked), asked.address);
        if (holder) found.push(conflict(asked, holder.file, holder.asked));
      }
      for (const asked of ports) taken.add(keyOf(asked), asked.address, { file, asked });
    }
    return found;
  },
});

function countedPorts({ verdict, outline }: FileReport, { version }: Facts): readonly HostPort[] {
  if (verdict !== 'runs' || !outline?.isStarted) return [];
  const { hostPorts } = outline;
  return version >= SIDECARS_COUNT_SINCE ? hostPorts : hostPorts.filter(({ ofSidecar }) => !ofSidecar);
}

function keyOf({ port, protocol }: HostPort): string {
  return `${port}/${protocol}`;
}

function conflict(asked: HostPort, { path }: FileReport, other: HostPort): Finding {
  return {
    message: `"${baseName(path)}" asks for the host port ${keyOf(asked)} too: the kubelet starts one of the two pods and rejects the other ("NodePorts"), which it does not try again; when it starts, chance decides which`,
    location: asked.source.locate(asked.range),
    help: asked.byHostNetwork
      ? 'with hostNetwork each containerPort is a host port: give one of the pods another one'
      : 'give one of the pods another hostPort',
    related: [{ location: other.source.locate(other.range), message: 'asked for here too' }],
  };
}
