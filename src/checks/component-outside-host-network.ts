import { COMPONENT_NAMES, type Component, flagValue, KUBERNETES } from '../control-plane/component.ts';
import { configuredEtcdsOf, settingOf } from '../control-plane/etcd-line.ts';
import { urlsOf } from '../control-plane/etcd-urls.ts';
import { isAddress, isEverywhere, isLoopback } from '../control-plane/host-address.ts';
import { getMember, locate } from '../yaml/navigate.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'component-outside-host-network',
  scope: 'file',
  summary: "a program of the control plane is not in the node's network, and asks or listens there",
  severity: 'warning',
  programs: COMPONENT_NAMES,
  why: 'A control plane in static pods lives in the network of its nodes: without hostNetwork the pod has an address of its own, 127.0.0.1 is not the node, and no port of it is one of the node. The network plugin, which gives such addresses, may need the API server first.',
  bad: 'hostNetwork: false, and --etcd-servers=https://127.0.0.1:2379',
  good: 'hostNetwork: true',
  fix: 'Write "hostNetwork: true" into the spec.',
  links: [
    'cmd/kubeadm/app/util/staticpod/utils.go ComponentPod',
    'pkg/kubelet/prober/prober.go runProbe',
    'pkg/kubelet/kuberuntime/util/util.go NetworkNamespaceForPod',
  ],
  check: ({ components, document, spec }) => {
    if (spec.hostNetwork || components.length === 0) return NOTHING;
    const alone = (spec.containers?.length ?? 0) === 1;
    const hasHostPort = spec.containers?.some(({ ports }) => ports?.some(({ hostPort }) => hostPort));
    if (!alone || hasHostPort) return NOTHING;
    const root = getMember(document.root, 'spec', 'hostNetwork') ?? getMember(document.root, 'spec');
    return components.flatMap((component): Finding[] => {
      const reason = reasonOf(component);
      if (reason === undefined || !root) return [];
      return [
        {
          message: `${component.name} is not in the node's network: ${reason}`,
          location: locate(document, root),
          help: 'write "hostNetwork: true" into the spec',
        },
      ];
    });
  },
});

function reasonOf(component: Component): string | undefined {
  if (component.name === 'etcd') return ofEtcd(component);
  if (!KUBERNETES.includes(component.name) || component.flags === null) return undefined;
  const etcd = flagValue(component, 'etcd-servers')?.value ?? '';
  const asked = urlsOf(etcd);
  if (asked.length > 0 && asked.every(({ host }) => isLoopback(host)))
    return `"${asked[0]!.text}" of --etcd-servers is then its own pod, where no etcd listens, and it ends`;
  const probe = component.probes.find(({ kind, host }) => kind !== 'readinessProbe' && isLoopback(host));
  if (probe)
    return `the ${probe.kind} asks "${probe.host}", which is the node and not the pod, and the kubelet kills it again and again`;
  return undefined;
}

/** It ends where it can't bind: "cannot assign requested address". */
function ofEtcd(component: Component): string | undefined {
  const [etcd] = configuredEtcdsOf([component]);
  if (!etcd) return undefined;
  const text = settingOf(etcd.line, 'listen-client-urls').text ?? '';
  const own = urlsOf(text).find(({ host }) => isAddress(host) && !isLoopback(host) && !isEverywhere(host));
  return (
    own &&
    `it can't listen on "${own.text}" of --listen-client-urls, which is no address of its pod, and it ends`
  );
}
