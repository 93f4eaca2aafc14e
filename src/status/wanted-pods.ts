import type { Location } from '../diagnostics/location.ts';
import type { FileReport } from '../directory/judge-directory.ts';
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
  /** Of the file, on the node. */
  readonly file: string;
  /** Where the pod's name is written. */
  readonly location: Location;
  /**
   * The UIDs that the kubelet may give it, which are hashes of what it says: one where the kubelet's version is known.
   * Empty where that can't be known.
   */
  readonly uids: readonly string[];
  readonly restartPolicy: string;
  readonly containers: readonly WantedContainer[];
  /** When the file was written last, milliseconds since the epoch. */
  readonly written: number | null;
}

export interface WantedContainer {
  readonly name: string;
  readonly image: string;
  readonly isInit: boolean;
  /** Where its name is written. */
  readonly location: Location;
}

/** The pods of the files that the kubelet runs. */
export function wantedPods(host: Host, report: NodeReport, files: readonly FileReport[]): WantedPod[] {
  return files.flatMap((file) => {
    const { path, verdict, judgement } = file;
    if (verdict !== 'runs' || !judgement?.pod) return [];
    const content = host.readFile(path);
    return content.ok ? wantedPod(host, report, judgement.pod, parseDocument(content.value, path)) : [];
  });
}

function wantedPod(
  host: Host,
  report: NodeReport,
  named: { readonly namespace: string; readonly name: string },
  document: Document,
): WantedPod[] {
  const { file } = document.source;
  const minors = minorsOf(report);
  const path = openedPath(report.source, file);
  const facts = { ...report.facts, nodeName: report.nodeName.display };
  const each = minors.map((version) =>
    effectivePod({ document, facts: { ...facts, version, gates: gatesFor(report, version) }, path }),
  );
  const spec = getObject(each[0]?.pod.spec);
  if (!spec) return [];
  const knowsName = report.nodeName.origin !== 'unknown';
  return [
    {
      ...named,
      file,
      location: locateName(document, FieldPath.of('metadata')),
      uids: knowsName ? [...new Set(each.flatMap(({ uid }) => uid ?? []))] : [],
      restartPolicy: String(spec.restartPolicy ?? 'Always'),
      containers: (['initContainers', 'containers'] as const).flatMap((list) =>
        getArray(spec[list]).map((container, i) => ({
          name: String(container.name),
          image: String(container.image),
          isInit: list === 'initContainers',
          location: locateName(document, FieldPath.of('spec').child(list).index(i)),
        })),
      ),
      written: writtenAt(host, file),
    },
  ];
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
