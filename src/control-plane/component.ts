import type { Range, SourceText } from '../diagnostics/location.ts';
import type { FieldPath } from '../validation/field-path.ts';
import type { CommandLine } from './command-line.ts';
import type { EtcdLine } from './etcd-line.ts';
import { lastNamed } from './read-line.ts';

/** The programs of Kubernetes itself, which read their command lines alike. */
export const KUBERNETES = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

/** The programs of a control plane. */
export const COMPONENT_NAMES = [...KUBERNETES, 'etcd'] as const;
export type ComponentName = (typeof COMPONENT_NAMES)[number];

/**
 * One program of a control plane as a container of a static pod starts it. It outlives the document it was read
 * from, which is why places are ranges of its source.
 */
export interface Component {
  readonly name: ComponentName;
  readonly source: SourceText;
  readonly pod: { readonly namespace: string; readonly name: string };
  readonly container: Written;
  readonly image: Written;
  /** Out of the image's tag: `v1.34.1`, `3.5.21-0`; null where the tag is no version. */
  readonly version: ImageVersion | null;
  /** Null where the container leaves it to its image. */
  readonly program: Written | null;
  /** What follows the program, with `$(NAME)` replaced as the kubelet does it. */
  readonly arguments: readonly Written[];
  /** Null where something else, such as a shell, starts the program: then its flags are not known. */
  readonly line: CommandLine | EtcdLine | null;
  /** Those of the line. */
  readonly flags: readonly ComponentFlag[] | null;
  /** The container's environment variables that the manifest sets. */
  readonly variables: readonly Variable[];
  readonly mounts: readonly Mount[];
  readonly probes: readonly HttpProbe[];
  /** Empty where it is left to the image. */
  readonly workingDir: string;
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly hostNetwork: boolean;
}

/** A text and where it is written. */
export interface Written {
  readonly text: string;
  readonly range: Range;
}

/** An environment variable of a container. */
export interface Variable {
  readonly name: string;
  /** Null where another thing than the manifest holds it. */
  readonly value: string | null;
  readonly range: Range;
}

/** A version as an image's tag tells it. */
export interface ImageVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** A flag as written; of several of one name a program takes the last, or all of a list. */
export interface ComponentFlag {
  /** Without dashes, normalised: `etcd-servers`. */
  readonly name: string;
  /** What its value is read from; null where it stands alone and no table says what that means. */
  readonly value: string | null;
  /** The word that holds the flag, and the one that holds its value: mostly the same. */
  readonly word: Written;
  readonly valueWord: Written;
}

/** A volume in the container's file system. */
export interface Mount {
  readonly mountPath: Written;
  /** The mountPath, clean: the kubelet takes a relative one from the root (pkg/kubelet/kubelet_pods.go makeMounts). */
  readonly at: string;
  readonly subPath: string;
  /** Names variables of the container: which path it makes only the running node knows. */
  readonly subPathExpr: string;
  readonly readOnly: boolean;
  readonly volume: string;
  /** The path on the node, where the volume is one. */
  readonly hostPath: (Written & { readonly type: string }) | null;
}

/** A probe by HTTP. */
export interface HttpProbe {
  readonly kind: 'livenessProbe' | 'readinessProbe' | 'startupProbe';
  readonly scheme: string;
  /** Empty: the pod's address. */
  readonly host: string;
  readonly port: number | string;
  readonly path: string;
  /** Its httpGet in the document that it was read from. */
  readonly place: FieldPath;
}

/** The last value of a flag; undefined where it is not set. */
export function flagValue(component: Component, name: string): ComponentFlag | undefined {
  return component.flags === null ? undefined : lastNamed(component.flags, name);
}

/** The components of one program. */
export function componentsNamed(components: readonly Component[], name: ComponentName): readonly Component[] {
  return components.filter((component) => component.name === name);
}
