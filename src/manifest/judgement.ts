import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Minor } from '../versions/minor.ts';
import type { Document } from '../yaml/tree.ts';
import type { Pod } from './pod/types.ts';
import type { ManifestStage } from './stage.ts';

/** What a judgement depends on beside the file. */
export interface Facts {
  readonly version: Minor;
  /** Feature gates that differ from the version's defaults. */
  readonly gates: ReadonlyMap<string, boolean>;
  /** As the file source gets it; used for the name suffix and spec.nodeName. */
  readonly nodeName: string;
  /** The node's name is not known, and `nodeName` stands in for it. */
  readonly nodeNameIsStandIn?: true;
  /** What admission on the node goes by. */
  readonly node?: NodeFacts;
  /** Where the kubelet has the document from: a file, unless this says that a URL answered it. */
  readonly source?: UrlSource;
}

/** What a staticPodURL answered: a document, or one of the items of a PodList. */
export type UrlSource = 'url' | 'urlItem';

/** What is known of a node's kubelet beside its version and gates; what is left out is not known. */
export interface NodeFacts {
  /** It has no --kubeconfig, and so no API server. */
  readonly standalone?: boolean;
  /** allowedUnsafeSysctls of its configuration. */
  readonly allowedUnsafeSysctls?: readonly string[];
}

/** `runs`, `refused`, `ignored` (never read), `shadowed` (another file of that namespace/name wins). */
export type Verdict = 'runs' | 'refused' | 'ignored' | 'shadowed' | 'unknown';

/** What the kubelet makes of one manifest. */
export interface ManifestJudgement {
  readonly verdict: 'runs' | 'refused';
  readonly stage: ManifestStage;
  /** Present where the pod got a name: with the node suffix. */
  readonly pod?: { readonly namespace: string; readonly name: string };
  /** The document's kind and apiVersion, where it says so. */
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly document?: Document;
  /** With its defaults, also where it is refused; absent where the file holds none. */
  readonly decodedPod?: Pod;
  readonly diagnostics: readonly Diagnostic[];
}
