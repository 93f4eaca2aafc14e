import type { Range, SourceText } from '../diagnostics/location.ts';
import { type Places, placesIn } from '../manifest/places.ts';
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
  readonly source: SourceText;
  /** Of the source. */
  readonly range: Range;
}

const NONE: readonly HostPort[] = [];
const SPEC = FieldPath.of('spec');
const LISTS = ['initContainers', 'containers'] as const;

/** The host ports of a pod, which has its defaults: with hostNetwork each containerPort is one (SetDefaults_Pod). */
export function hostPortsOf(document: Document, pod: Pod): readonly HostPort[] {
  const { spec = {} } = pod;
  if (!LISTS.some((list) => spec[list]?.some(asksForHostPort))) return NONE;
  return LISTS.flatMap((list) =>
    (spec[list] ?? []).flatMap((container, i) => {
      const ofSidecar = list === 'initContainers';
      if (ofSidecar && container.restartPolicy !== 'Always') return NONE;
      const places = placesIn(document, SPEC.child(list).index(i).child('ports'));
      return (container.ports ?? []).flatMap((port, j) =>
        port.hostPort ? [readPort(document.source, port, port.hostPort, places, j, ofSidecar)] : NONE,
      );
    }),
  );
}

function asksForHostPort({ ports }: Container): boolean {
  return ports?.some(({ hostPort }) => hostPort) === true;
}

function readPort(
  source: SourceText,
  { protocol = 'TCP', hostIP = '' }: ContainerPort,
  port: number,
  places: Places,
  index: number,
  ofSidecar: boolean,
): HostPort {
  const isWritten = places.has(index, 'hostPort');
  return {
    port,
    protocol,
    // DefaultBindAllHostIP (k8s.io/kube-scheduler framework/types.go); "::" is one address among others there.
    address: hostIP === '0.0.0.0' ? '' : hostIP,
    byHostNetwork: !isWritten,
    ofSidecar,
    source,
    range: places.at(index, isWritten ? 'hostPort' : 'containerPort'),
  };
}
