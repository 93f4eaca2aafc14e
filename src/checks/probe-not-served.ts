import { COMPONENT_NAMES, type Component, flagValue, type HttpProbe } from '../control-plane/component.ts';
import { nearestHealthPath, servesPath } from '../control-plane/health-paths.ts';
import { isLoopback } from '../control-plane/host-address.ts';
import { type Listener, listenersOf, probedPort } from '../control-plane/listeners.ts';
import type { Location } from '../diagnostics/location.ts';
import { locate } from '../manifest/locate.ts';
import type { Document } from '../yaml/tree.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'probe-not-served',
  scope: 'file',
  summary: "a probe asks where this program of the control plane doesn't answer",
  severity: 'warning',
  programs: COMPONENT_NAMES,
  why: 'The flags of the program say on which address and port it answers, and whether by HTTP or HTTPS. A probe that asks elsewhere fails however well the program works: by a liveness or startup probe the kubelet kills it every few minutes, by a readiness probe the pod never becomes ready.',
  bad: '--secure-port=6443, and a livenessProbe on port 6444',
  good: '--secure-port=6443, and a livenessProbe on port 6443 with scheme HTTPS',
  fix: 'Let the probe ask the address, port and scheme that the flags give.',
  links: [
    'pkg/kubelet/prober/prober.go runProbe; pkg/probe/http/request.go NewRequestForHTTPGetAction',
    'staging/src/k8s.io/apiserver/pkg/server/options/serving.go SecureServingOptions.ApplyTo',
    'go.etcd.io/etcd/server/v3/embed/etcd.go serveMetrics; client/pkg/transport/listener.go TLSInfo.ServerConfig',
    'cmd/kubeadm/app/phases/controlplane/manifests.go GetStaticPodSpecs',
  ],
  check: ({ components, document, spec }) => {
    // With more than one container another may be the one that answers.
    if (components.length === 0 || (spec.containers?.length ?? 0) + (spec.initContainers?.length ?? 0) > 1) {
      return NOTHING;
    }
    const found: Finding[] = [];
    for (const component of components) {
      const listeners = component.probes.length === 0 ? null : listenersOf(component);
      if (listeners === null) continue;
      for (const probe of component.probes) {
        const finding = notServed(document, component, probe, listeners);
        if (finding) found.push(finding);
      }
    }
    return found;
  },
});

function notServed(
  document: Document,
  component: Component,
  probe: HttpProbe,
  listeners: readonly Listener[],
): Finding | undefined {
  const port = probedPort(component, probe);
  if (port === undefined || !asksThisProgram(component, probe)) return undefined;
  const { name } = component;
  const isAnswered = listeners.some((one) => one.port === port && answers(one, probe));
  if (isAnswered && servesPath(component, probe.path) !== false) return undefined;
  const at = (field: string): Location => locate(document, probe.place.child(field));
  const here = listeners.filter((one) => one.port === port);
  if (here.length === 0) {
    return {
      message: `the ${probe.kind} asks port ${port}, where ${name} doesn't listen (${shown(listeners)}): ${outcome(probe)}`,
      location: at('port'),
      help: listeners.length === 1 ? `probe port ${listeners[0]!.port}` : 'probe a port that it listens on',
      ...secondPlace(component, ['secure-port', 'listen-client-urls', 'listen-metrics-urls']),
    };
  }
  const same = here.filter(({ scheme }) => scheme === probe.scheme);
  if (same.length === 0) {
    const { scheme } = here[0]!;
    return {
      message: `the ${probe.kind} speaks ${probe.scheme} to port ${port}, where ${name} speaks ${scheme}: ${outcome(probe)}`,
      location: at('scheme'),
      help: `set scheme: ${scheme}`,
    };
  }
  if (same.every(({ asksCertificate }) => asksCertificate)) {
    return {
      message: `${name} asks every client on port ${port} for a certificate, and the kubelet's ${probe.kind} has none: ${outcome(probe)}`,
      location: at('port'),
      help: 'give it --listen-metrics-urls=http://127.0.0.1:2381, and probe that: host: 127.0.0.1, port: 2381, scheme: HTTP',
    };
  }
  const reached = same.filter(({ address }) => mayReach(probe.host, address));
  if (reached.length === 0) {
    const { address } = same[0]!;
    const asked = probe.host === '' ? "the pod's address" : `"${probe.host}"`;
    return {
      message: `the ${probe.kind} asks ${asked}, and ${name} listens on "${address}" alone: ${outcome(probe)}`,
      location: at('host'),
      help: `set host: ${address}`,
      ...secondPlace(component, ['bind-address', 'listen-client-urls']),
    };
  }
  if (servesPath(component, probe.path) !== false) return undefined;
  return {
    message: `the ${probe.kind} asks for "${probe.path}", which this ${name} doesn't have: ${outcome(probe)}`,
    location: at('path'),
    help: `probe ${nearestHealthPath(component, probe)}`,
  };
}

function answers({ scheme, asksCertificate, address }: Listener, probe: HttpProbe): boolean {
  return scheme === probe.scheme && !asksCertificate && mayReach(probe.host, address);
}

/** Another address may be a balancer's; 127.0.0.1 is the node's, and the program's only in the node's network. */
function asksThisProgram(component: Component, { host }: HttpProbe): boolean {
  if (host === '') return true;
  if (!component.hostNetwork) return false;
  return (
    isLoopback(host) ||
    // Nobody puts a balancer before these.
    component.name === 'kube-controller-manager' ||
    component.name === 'kube-scheduler' ||
    ['advertise-address', 'bind-address'].some((flag) => flagValue(component, flag)?.value === host)
  );
}

/** Whether what listens on an address answers there; in doubt it does. */
function mayReach(host: string, address: string): boolean {
  if (address === '') return true;
  if (host === '') return !isLoopback(address);
  if (isLoopback(host) !== isLoopback(address)) return false;
  if (/^127\./.test(host) && /^127\./.test(address)) return host === address;
  return host === 'localhost' || host.includes(':') === address.includes(':');
}

function shown(listeners: readonly Listener[]): string {
  const ports = [...new Set(listeners.map(({ port }) => port))];
  return ports.length === 0 ? 'it listens nowhere' : `it listens on ${ports.join(', ')}`;
}

function outcome({ kind }: HttpProbe): string {
  return kind === 'readinessProbe'
    ? 'it fails, and the pod never becomes ready'
    : 'it fails, and the kubelet kills the container again and again';
}

function secondPlace(component: Component, names: readonly string[]): Pick<Finding, 'related'> {
  const flags = names.flatMap((name) => flagValue(component, name) ?? []);
  return flags.length === 0
    ? {}
    : {
        related: flags.map(({ name, valueWord }) => ({
          location: component.source.locate(valueWord.range),
          message: `--${name} says where it listens`,
        })),
      };
}
