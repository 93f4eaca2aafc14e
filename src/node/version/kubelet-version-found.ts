import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { VersionText } from './version-text.ts';

/**
 * What told a kubelet's version. process: the path of the running process's executable; image: the tag of the
 * container image it runs in; path: the path of the executable; package, snap: the package it came with;
 * release: a file in which a distribution says it; flags: flags that only old kubelets have; exec: the kubelet
 * itself, asked with --version; control-plane: image tags of the node's control plane, which need not be the
 * kubelet's.
 */
export type VersionSource =
  | 'process'
  | 'image'
  | 'path'
  | 'package'
  | 'snap'
  | 'release'
  | 'flags'
  | 'exec'
  | 'control-plane';

/** A version with what told it. */
export interface ToldVersion extends VersionText {
  readonly origin: VersionSource;
  /** One clause for people: `dpkg's status of the package "kubelet"`. */
  readonly evidence: string;
  readonly location?: Location;
}

/** The version of a node's kubelet. */
export interface KubeletVersionFound extends ToldVersion {
  readonly diagnostics: readonly Diagnostic[];
}
