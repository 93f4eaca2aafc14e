import { quote } from '../bytes/go-strings.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Document, Node } from '../yaml/tree.ts';
import type { RefusedManifest } from './decode/decode-manifest.ts';
import { parseGroupVersion } from './decode/group-version.ts';
import { wordSyntaxError } from './diagnose-syntax.ts';
import { wordTypeError } from './diagnose-type-error.ts';
import type { UrlSource } from './judgement.ts';
import { adviceForKind } from './kinds.ts';
import { recogniseOther } from './other-files.ts';
import { showValue } from './shown.ts';

/** Why a document was not decoded to a Pod. */
export function diagnoseRefusal(
  document: Document,
  refusal: RefusedManifest,
  source?: UrlSource,
): Diagnostic {
  const at = refusal.range ? document.source.locate(refusal.range) : { file: document.source.file };
  const words = source ? wordAnswer(document, refusal) : wordRefusal(document, refusal);
  return { severity: 'error', location: at, ...words };
}

type Words = Pick<Diagnostic, 'ruleId' | 'message' | 'help'>;

const REFUSES = 'so the kubelet refuses the file, logs one line and runs nothing';
/** A refused answer sends no update, so that what the last good one brought runs on (pkg/kubelet/config/http.go). */
const PASSES_OVER = 'so the kubelet takes no pod from it, and what an earlier answer brought runs on';
const ANSWER = 'a staticPodURL answers a Pod or a PodList of apiVersion v1, as YAML or JSON';

/** Of a URL's answer: whoever serves it is to be told, and there is no file to put elsewhere. */
function wordAnswer(document: Document, refusal: RefusedManifest): Words {
  const { kind = '', apiVersion = '' } = refusal.meta ?? {};
  const { root, source, error } = document;
  switch (refusal.stage) {
    case 'missingkind':
      return {
        ruleId: 'manifest-kind-missing',
        message: `the answer ${root?.kind === 'null' ? 'holds nothing' : 'has no kind'}, ${PASSES_OVER}`,
        help: ANSWER,
      };
    case 'missingversion':
      return {
        ruleId: 'manifest-version-missing',
        message: `the answer has no apiVersion, ${PASSES_OVER}`,
        help: ANSWER,
      };
    case 'notpod':
    case 'unregistered':
      return {
        ruleId: 'manifest-not-a-pod',
        message: `the answer is a ${showValue(kind)} of apiVersion ${showValue(apiVersion)} and neither a Pod nor a PodList, ${PASSES_OVER}`,
        help: kind === 'List' ? 'write "kind: PodList": of another list the kubelet takes nothing' : ANSWER,
      };
  }
  if (!root || (!refusal.problem && !refusal.meta)) {
    const format = document.format === 'json' ? 'JSON' : 'YAML';
    const what = /^\s*<(?:!doctype|html|\?xml|head|body)\b/i.test(source.text)
      ? 'is a page of HTML or XML'
      : root
        ? `is ${wordNode(root)} and no mapping`
        : `is not ${format}: ${error?.message ?? ''}`;
    const ruleId = root ? 'manifest-type' : 'manifest-syntax';
    return { ruleId, message: `the answer ${what}, ${PASSES_OVER}`, help: ANSWER };
  }
  return wordRefusal(document, refusal);
}

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
