import { quote } from '../bytes/go-strings.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Document, Node } from '../yaml/tree.ts';
import type { RefusedManifest } from './decode/decode-manifest.ts';
import { parseGroupVersion } from './decode/group-version.ts';
import { wordSyntaxError } from './diagnose-syntax.ts';
import { wordTypeError } from './diagnose-type-error.ts';
import { adviceForKind } from './kinds.ts';
import { recogniseOther } from './other-files.ts';
import { showValue } from './shown.ts';

/** Why a document was not decoded to a Pod. */
export function diagnoseRefusal(document: Document, refusal: RefusedManifest): Diagnostic {
  const at = refusal.range ? document.source.locate(refusal.range) : { file: document.source.file };
  return { severity: 'error', location: at, ...wordRefusal(document, refusal) };
}

type Words = Pick<Diagnostic, 'ruleId' | 'message' | 'help'>;

const REFUSES = 'so the kubelet refuses the file, logs one line and runs nothing';

function wordRefusal(document: Document, refusal: RefusedManifest): Words {
  const { kind = '', apiVersion = '' } = refusal.meta ?? {};
  const group = parseGroupVersion(apiVersion)?.group ?? '';
  switch (refusal.stage) {
    case 'yaml':
      return wordSyntaxError(document, 'YAML');
    case 'missingkind':
      return { ruleId: 'manifest-kind-missing', ...wordMissingKind(document) };
    case 'missingversion':
      return {
        ruleId: 'manifest-version-missing',
        message: `the document has no apiVersion, ${REFUSES}`,
        help: kind === 'Pod' ? 'add "apiVersion: v1"' : adviceForKind(group, kind),
      };
    case 'notpod':
      return {
        ruleId: 'manifest-not-a-pod',
        message: `this is a ${quote(kind)} and not a Pod, ${REFUSES}`,
        help: adviceForKind(group, kind),
      };
    case 'unregistered':
      return {
        ruleId: 'manifest-not-a-pod',
        message: `the kubelet does not know the kind ${showValue(kind)} of apiVersion ${showValue(apiVersion)}, ${REFUSES}`,
        help: adviceForKind(group, kind),
      };
    default:
      return wordDecodeError(document, refusal);
  }
}

function wordDecodeError(document: Document, { meta, problem }: RefusedManifest): Words {
  const { root, source } = document;
  if (!root) return wordSyntaxError(document, 'JSON');
  if (problem) {
    const words = wordTypeError(source, problem);
    return meta ? words : { ...words, help: BEGINNING };
  }
  // Of documents that can be read, only those without a type, or with a bad apiVersion, have no problem.
  return meta
    ? {
        ruleId: 'manifest-type',
        message: `the apiVersion ${showValue(meta.apiVersion)} has more than one "/", ${REFUSES}`,
        help: adviceForKind('', meta.kind),
      }
    : { ruleId: 'manifest-type', ...wordNoMapping(document, root) };
}

function wordNoMapping(document: Document, root: Node): Pick<Words, 'message' | 'help'> {
  const other = recogniseOther(document);
  return {
    message: `${other ? `this is ${other.what}` : `the document is ${wordNode(root)}`}, and a manifest is a mapping with apiVersion and kind, ${REFUSES}`,
    help: other?.help ?? noMappingHelp(root),
  };
}

const BEGINNING = 'a manifest begins with "apiVersion: v1" and "kind: Pod"';

function wordNode({ kind }: Node): string {
  if (kind === 'array') return 'a list';
  if (kind === 'number') return 'a number';
  return kind === 'boolean' ? 'true or false' : 'a text';
}

function noMappingHelp(root: Node): string {
  if (root.kind === 'string' && /^(apiVersion|kind):/.test(root.value)) {
    return 'write a space after each colon: "kind: Pod"';
  }
  return root.kind === 'array'
    ? `put each pod in a file of its own: ${BEGINNING}`
    : `${BEGINNING}: keep other files elsewhere`;
}

function wordMissingKind(document: Document): Pick<Words, 'message' | 'help'> {
  const { root, ignored, source } = document;
  if (root?.kind === 'null' && ignored) {
    return {
      message: `the first document of the file is empty, and the kubelet reads no other, ${REFUSES}`,
      help: 'take away the "---" before the pod',
    };
  }
  const other = recogniseOther(document);
  if (other) return { message: `this is ${other.what}, which has no kind, ${REFUSES}`, help: other.help };
  if (root?.kind === 'null') {
    const what = source.text.trim() === '' ? 'the file is empty' : 'the file holds nothing but comments';
    return { message: `${what}, ${REFUSES}`, help: 'take it away, or write a Pod' };
  }
  return {
    message: `the document has no kind, ${REFUSES}`,
    help: 'add "apiVersion: v1" and "kind: Pod" if this is a pod, else keep the file elsewhere',
  };
}
