import type { Location } from '../diagnostics/location.ts';
import { locate, nodeAt } from '../manifest/locate.ts';
import type { Container, ContainerPort, Pod } from '../manifest/pod/types.ts';
import { FieldPath } from '../validation/field-path.ts';
import type { Document } from '../yaml/tree.ts';

/** A port of the node that a pod asks for. */
export interface HostPort {
  readonly port: number;
  /** TCP, UDP or SCTP. */
  readonly protocol: string;
  /** Empty: on all addresses of the node. */
  readonly address: string;
  /** The pod asks for it by a containerPort and hostNetwork. */
  readonly byHostNetwork: boolean;
  /** An init container's that runs as long as the pod does. */
  readonly ofSidecar: boolean;
  readonly location: Location;
}

const NONE: readonly HostPort[] = [];
const LISTS = ['initContainers', 'containers'] as const;

/** The host ports of a pod, which has its defaults: with hostNetwork each containerPort is one (SetDefaults_Pod). */
export function hostPortsOf(document: Document, pod: Pod): readonly HostPort[] {
  const { spec = {} } = pod;
  if (!LISTS.some((list) => spec[list]?.some(asksForHostPort))) return NONE;
  return LISTS.flatMap((list) =>
    (spec[list] ?? []).flatMap((container, i) => {
      const ofSidecar = list === 'initContainers';
      if (ofSidecar && container.restartPolicy !== 'Always') return NONE;
      const path = FieldPath.of('spec').child(list).index(i).child('ports');
      return (container.ports ?? []).flatMap((port, j) =>
        port.hostPort ? [readPort(document, port, port.hostPort, path.index(j), ofSidecar)] : NONE,
      );
    }),
  );
}

function asksForHostPort({ ports }: Container): boolean {
  return ports?.some(({ hostPort }) => hostPort) === true;
}

function readPort(
  document: Document,
  { protocol = 'TCP', hostIP = '' }: ContainerPort,
  port: number,
  path: FieldPath,
  ofSidecar: boolean,
): HostPort {
  const written = nodeAt(document, path.child('hostPort')) !== undefined;
  return {
    port,
    protocol,
    // DefaultBindAllHostIP (k8s.io/kube-scheduler framework/types.go); "::" is one address among others there.
    address: hostIP === '0.0.0.0' ? '' : hostIP,
    byHostNetwork: !written,
    ofSidecar,
    location: locate(document, path.child(written ? 'hostPort' : 'containerPort')),
  };
}
