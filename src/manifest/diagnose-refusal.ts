import { quote } from '../bytes/go-strings.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Document, Node } from '../yaml/tree.ts';
import type { RefusedManifest } from './decode/decode-manifest.ts';
import { parseGroupVersion } from './decode/group-version.ts';
import { wordTypeError } from './diagnose-type-error.ts';
import { adviceForKind } from './kinds.ts';
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
      return {
        ruleId: 'manifest-kind-missing',
        message: `the document has no kind, ${REFUSES}`,
        help: missingKindHelp(document),
      };
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
    : {
        ruleId: 'manifest-type',
        message: `the document is ${wordNode(root)}, and a manifest is a mapping with apiVersion and kind, ${REFUSES}`,
        help: noMappingHelp(root),
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

function wordSyntaxError(document: Document, format: 'YAML' | 'JSON'): Words {
  const help = templateHelp(document) ?? (format === 'YAML' ? characterHelp(document) : undefined);
  return {
    ruleId: 'manifest-syntax',
    message: `this is not ${format}: ${document.error?.message ?? ''}`,
    ...(help === undefined ? {} : { help }),
  };
}

/** Templates are the most frequent reason for a text that is not quite YAML. */
function templateHelp({ source }: Document): string | undefined {
  return source.text.includes('{{')
    ? 'the text holds "{{": if it is a template, render it first, as "helm template" does'
    : undefined;
}

/** Characters at which go-yaml stops, but which look harmless. */
function characterHelp({ source, error }: Document): string | undefined {
  if (!error?.range || !/cannot start any token|tab character/.test(error.message)) return undefined;
  const character = source.text[error.range.start];
  if (character === '\t') return "a tab can't indent YAML: use spaces";
  return character === '@' || character === '`' || character === '%'
    ? `a value can't begin with "${character}": put it in quotes`
    : undefined;
}

function missingKindHelp(document: Document): string {
  const { root, ignored } = document;
  if (root?.kind === 'null' && ignored) {
    return 'the first document is empty and the kubelet reads no other: take away the "---" before the pod';
  }
  if (root?.kind === 'null') return 'the file is empty: take it away, or write a Pod';
  return 'add "apiVersion: v1" and "kind: Pod" if this is a pod, else keep the file elsewhere';
}
