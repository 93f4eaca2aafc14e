import type { Location } from '../diagnostics/location.ts';
import type { FileReport } from '../directory/judge-directory.ts';
import { podsOfURL } from '../directory/pods-of-url.ts';
import type { Facts } from '../manifest/judgement.ts';
import { placesIn } from '../manifest/places.ts';
import { effectivePod } from '../manifest/pod/effective/effective-pod.ts';
import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { openedPath } from '../node/opened-path.ts';
import { FieldPath } from '../validation/field-path.ts';
import { type Minor, NEWEST_MINOR, OLDEST_MINOR } from '../versions/minor.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document } from '../yaml/tree.ts';

/** A pod that a file of this node wants, as its kubelet names it. */
export interface WantedPod {
  readonly namespace: string;
  readonly name: string;
  /** Of the file, on the node; or the URL. */
  readonly file: string;
  /** Where the pod's name is written. */
  readonly location: Location;
  /**
   * The UIDs that the kubelet may give it, which are hashes of what it says: one where the kubelet's version is known.
   * Empty where that can't be known.
   */
  readonly uids: readonly string[];
  readonly containers: readonly WantedContainer[];
  /** When the file was written last, milliseconds since the epoch. */
  readonly written: number | null;
}

/** A container that a manifest wants. */
export interface WantedContainer {
  readonly name: string;
  readonly image: string;
  /** Whether it is started again when it has ended: always, on failure, never. */
  readonly restarts: string;
  /** Where its name is written. */
  readonly location: Location;
}

/** The pods of the files that the kubelet runs. */
export function wantedPods(host: Host, report: NodeReport, files: readonly FileReport[]): WantedPod[] {
  const facts = { ...report.facts, nodeName: report.nodeName.display };
  return files.flatMap(({ path, verdict, judgement }) => {
    if (verdict !== 'runs' || !judgement?.pod) return [];
    const content = host.readFile(path);
    if (!content.ok) return [];
    const document = parseDocument(content.value, path);
    return wantedPod(report, {
      ...judgement.pod,
      document,
      facts,
      origin: openedPath(report.source, path),
      written: writtenAt(host, path),
    });
  });
}

/** The pods that the kubelet runs out of what its staticPodURL answered. */
export function wantedOfURL(report: NodeReport, url: string, body: Uint8Array): WantedPod[] {
  const facts = { ...report.facts, nodeName: report.nodeName.display };
  return podsOfURL(url, body, facts).flatMap(({ namespace, name, document, facts: by }) =>
    wantedPod(report, { namespace, name, document, facts: by, origin: url, written: null }),
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
  report: NodeReport,
  { namespace, name, document, facts, origin: path, written }: Manifest,
): WantedPod[] {
  const each = minorsOf(report).map((version) =>
    effectivePod({ document, facts: { ...facts, version, gates: gatesFor(report, version) }, path }),
  );
  const spec = getObject(each[0]?.pod.spec);
  if (!spec) return [];
  const knowsName = report.nodeName.origin !== 'unknown';
  return [
    {
      namespace,
      name,
      file: document.source.file,
      location: locateName(document, FieldPath.of('metadata')),
      uids: knowsName ? [...new Set(each.flatMap(({ uid }) => uid ?? []))] : [],
      containers: (['initContainers', 'containers'] as const).flatMap((list) =>
        getArray(spec[list]).map((container, i) => ({
          name: String(container.name),
          image: String(container.image),
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

/** The hash differs from version to version: where the kubelet's is guessed, it may be any of them. */
function minorsOf({ version }: NodeReport): readonly Minor[] {
  if (!GUESSED.has(version.origin) && !version.approximate) return [version.minor];
  return Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, i) => NEWEST_MINOR - i);
}

const GUESSED: ReadonlySet<string> = new Set(['newest', 'control-plane']);

/** Gates of another version than the node's own are not known. */
function gatesFor({ facts }: NodeReport, version: Minor): ReadonlyMap<string, boolean> {
  return version === facts.version ? facts.gates : new Map();
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
