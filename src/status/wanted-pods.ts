import type { Location } from '../diagnostics/location.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { podsOfURL } from '../directory/pods-of-url.ts';
import type { Facts } from '../manifest/judgement.ts';
import { placesIn } from '../manifest/places.ts';
import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { openedPath } from '../node/opened-path.ts';
import { containerHash } from '../runtime/container-hash.ts';
import { FieldPath } from '../validation/field-path.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document } from '../yaml/tree.ts';
import type { Effective, MakeEffective } from './effective-pods.ts';

/** A pod that a file of this node wants, as its kubelet names it. */
export interface WantedPod {
  readonly namespace: string;
  readonly name: string;
  /** Of the file, on the node; or the URL. */
  readonly file: string;
  /** Where the pod's name is written. */
  readonly location: Location;
  /** Those that the kubelet may give it. */
  readonly uids: Effective['uids'];
  readonly containers: readonly WantedContainer[];
  /** When the file was written last, milliseconds since the epoch. */
  readonly written: number | null;
}

/** A container that a manifest wants. */
export interface WantedContainer {
  readonly name: string;
  readonly image: string;
  /**
   * io.kubernetes.container.hash, as the kubelet makes it, of a pod whose UID the manifest sets: any other's UID tells
   * more. Null where the kubelet's version is not known.
   */
  readonly hash: string | null;
  /** Whether it is started again when it has ended: always, on failure, never. */
  readonly restarts: string;
  /** Where its name is written. */
  readonly location: Location;
}

/** The pods of the files that the kubelet runs. */
export function wantedPods(
  host: Host,
  report: NodeReport,
  files: readonly FileReport[],
  effective: MakeEffective,
): WantedPod[] {
  const facts = { ...report.facts, nodeName: report.nodeName.display };
  return files.flatMap(({ path, verdict, judgement }) => {
    if (verdict !== 'runs' || !judgement?.pod) return [];
    const content = host.readFile(path);
    if (!content.ok) return [];
    const document = parseDocument(content.value, path);
    return wantedPod(effective, {
      ...judgement.pod,
      document,
      facts,
      origin: openedPath(report.source, path),
      written: writtenAt(host, path),
    });
  });
}

/** The pods that the kubelet runs out of what its staticPodURL answered. */
export function wantedOfURL(
  report: NodeReport,
  url: string,
  body: Uint8Array,
  effective: MakeEffective,
): WantedPod[] {
  const facts = { ...report.facts, nodeName: report.nodeName.display };
  return podsOfURL(url, body, facts).flatMap(({ namespace, name, document, facts: by }) =>
    wantedPod(effective, { namespace, name, document, facts: by, origin: url, written: null }),
  );
}

interface Manifest {
  readonly namespace: string;
  readonly name: string;
  readonly document: Document;
  readonly facts: Facts;
  /** The path or URL that goes into the UID; null where it is not known. */
  readonly origin: string | null;
  readonly written: number | null;
}

function wantedPod(
  effective: MakeEffective,
  { namespace, name, document, facts, origin, written }: Manifest,
): WantedPod[] {
  const made = effective(document, facts, origin);
  const spec = getObject(made.spec);
  if (!spec) return [];
  const setsUid = getMember(document.root, 'metadata', 'uid') !== undefined;
  return [
    {
      namespace,
      name,
      file: document.source.file,
      location: locateName(document, FieldPath.of('metadata')),
      uids: made.uids,
      containers: (['initContainers', 'containers'] as const).flatMap((list) =>
        getArray(spec[list]).map((container, i) => ({
          name: String(container.name),
          image: String(container.image),
          hash: setsUid && made.minor !== null ? containerHash(container, made.minor) : null,
          restarts: restartsOf(container, spec, list === 'initContainers'),
          location: locateName(document, FieldPath.of('spec').child(list).index(i)),
        })),
      ),
      written,
    },
  ];
}

/** Of a container its own policy, else the pod's; an init container that has ended well is not started again. */
function restartsOf(container: Members, spec: Members, isInit: boolean): string {
  if (typeof container.restartPolicy === 'string') return container.restartPolicy;
  const policy = String(spec.restartPolicy ?? 'Always');
  return isInit && policy === 'Always' ? 'OnFailure' : policy;
}

function locateName(document: Document, path: FieldPath): Location {
  return document.source.locate(placesIn(document, path).at('name'));
}

function writtenAt(host: Host, file: string): number | null {
  const info = host.stat(file);
  return info.ok ? info.value.mtime : null;
}

type Members = Readonly<Record<string, unknown>>;

function getObject(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null ? (value as Members) : undefined;
}

function getArray(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.map(getObject).filter((item) => item !== undefined) : [];
}
