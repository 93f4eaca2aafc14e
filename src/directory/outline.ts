import type { Component } from '../control-plane/component.ts';
import { readComponents } from '../control-plane/read-components.ts';
import type { Pod } from '../manifest/pod/types.ts';
import type { Document } from '../yaml/tree.ts';

/** What is kept of a pod when its document is gone: what it has to do with other pods and with the node. */
export interface PodOutline {
  readonly components: readonly Component[];
}

/** The outline of a pod; `pod` as decoded from `document`. */
export function outlineOf(document: Document, pod: Pod): PodOutline {
  return { components: readComponents(document, pod) };
}
