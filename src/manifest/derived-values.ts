import type { FieldError } from '../validation/field-errors.ts';
import type { FieldPath } from '../validation/field-path.ts';
import type { Document, Node } from '../yaml/tree.ts';
import { nodeAt } from './locate.ts';

/** Where a value comes from that nobody wrote. */
export interface Derivation {
  /** The value that was copied; undefined where it is none of the document's. */
  readonly source?: FieldPath;
  readonly help: string;
}

/**
 * What an error speaks of if it is not what the document says: defaults come before validation, so that it may
 * name a field that the document leaves out. Only copies can be wrong: other defaults are valid.
 */
export function derivationOf(document: Document, { path }: FieldError): Derivation | undefined {
  const derivation = derivationTo(path);
  if (!derivation?.source) return derivation;
  const isCopy = !isSet(nodeAt(document, path)) && isSet(nodeAt(document, derivation.source));
  return isCopy ? derivation : undefined;
}

/** applyDefaults (pkg/kubelet/config/common.go), and the defaulting and conversion of core/v1. */
function derivationTo({ step, parent }: FieldPath): Derivation | undefined {
  if (!parent) return undefined;
  const resources = parent.step === 'requests' ? parent.parent : null;
  if (typeof resources?.parent?.step === 'number') {
    const source = resources.child('limits').key(`${step}`);
    return { source, help: 'a limit without a request is the request too' };
  }
  switch (step) {
    case 'hostPort':
      return {
        source: parent.child('containerPort'),
        help: 'hostNetwork copies containerPort to hostPort',
      };
    case 'serviceAccountName':
      return {
        source: parent.child('serviceAccount'),
        help: 'serviceAccount, its old name, is copied to serviceAccountName',
      };
    case 'nodeName':
      return { help: 'the kubelet sets it to the name of the node' };
    default:
      return undefined;
  }
}

/** What is Go's zero value counts as left out. */
function isSet(node: Node | undefined): boolean {
  if (!node || node.kind === 'null') return false;
  if (node.kind === 'string') return node.value !== '';
  return node.kind !== 'number' || node.text !== '0';
}
