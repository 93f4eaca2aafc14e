import { quote } from '../bytes/go-strings.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Range } from '../diagnostics/location.ts';
import type { DecodeProblem, UnknownField } from '../schema/decoder.ts';
import { suggestField } from '../schema/suggest.ts';
import { findStruct } from '../schema/types.ts';
import type { FieldError, FieldErrorType, FieldValue } from '../validation/field-errors.ts';
import { formatMinor, type Minor } from '../versions/minor.ts';
import type { Document, DuplicateKey } from '../yaml/tree.ts';
import type { RefusedManifest } from './decode/decode-manifest.ts';
import { parseGroupVersion } from './decode/group-version.ts';
import { adviceForKind } from './kinds.ts';
import { locate } from './locate.ts';
import type { ApiReference } from './references.ts';

/** The rule of each type of error. */
const RULES: Readonly<Record<FieldErrorType, string>> = {
  FieldValueRequired: 'pod-required-field',
  FieldValueInvalid: 'pod-invalid-value',
  FieldValueNotSupported: 'pod-unsupported-value',
  FieldValueDuplicate: 'pod-duplicate',
  FieldValueNotFound: 'pod-not-found',
  FieldValueForbidden: 'pod-forbidden-field',
  FieldValueTooLong: 'pod-too-long',
  FieldValueTooMany: 'pod-too-many',
};

/** An error of validation, in words. */
export function diagnoseFieldError(document: Document, error: FieldError, index: number): Diagnostic {
  const { type, path, detail, help } = error;
  const field = path.toString();
  return {
    ruleId: RULES[type],
    severity: 'error',
    message: wordFieldError(error, shorten(field, MAX_PATH)),
    location: locate(document, path),
    ...(help === undefined ? {} : { help }),
    kubelet: { type, field, detail, index },
  };
}

/** What field.Error says (apimachinery pkg/util/validation/field/errors.go), as a sentence. */
function wordFieldError({ type, path, detail, value }: FieldError, field: string): string {
  const why = detail === '' ? '' : `: ${shorten(withoutRegex(detail.slice(0, 2 * MAX_DETAIL)), MAX_DETAIL)}`;
  const shown = value === undefined ? '' : showValue(value);
  const is = shown === '' ? `"${field}"` : `"${field}" ${path.onKey ? 'has the key' : 'is'} ${shown}`;
  switch (type) {
    case 'FieldValueRequired':
      return `"${field}" is required${why}`;
    case 'FieldValueForbidden':
      return `"${field}" is forbidden${why}`;
    case 'FieldValueDuplicate':
      return `${is}, which is taken already: each must be different`;
    case 'FieldValueNotFound':
      return `${is}, and there is nothing of that name${why}`;
    case 'FieldValueNotSupported':
      return `${is}, which is not supported${why}`;
    case 'FieldValueTooLong':
      return `"${field}" is too long${why}`;
    case 'FieldValueTooMany':
      return `"${field}" has too many items${why}`;
    default:
      return `${is}${shown === '' ? ' is' : ', which is'} invalid${why}`;
  }
}

/** The regular expression helps nobody who has read the words and the examples. */
function withoutRegex(detail: string): string {
  return detail.replace(
    / \((e\.g\. .*?)?(?:, )?regex used for validation is '.*'\)/,
    (_, examples?: string) => (examples ? ` (${examples.replaceAll(',  or', ' or')})` : ''),
  );
}

/** Names and values of the user can be of any length. */
const MAX_VALUE = 80;
const MAX_PATH = 200;
const MAX_DETAIL = 600;

function shorten(text: string, length = MAX_VALUE): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

function showValue(value: FieldValue): string {
  return typeof value === 'string' ? shorten(quote(value.slice(0, MAX_VALUE + 1))) : `${value}`;
}

/** Why a document was not decoded to a Pod. */
export function diagnoseRefusal(document: Document, refusal: RefusedManifest): Diagnostic {
  const at = refusal.range ? document.source.locate(refusal.range) : { file: document.source.file };
  return { severity: 'error', location: at, ...wordRefusal(document, refusal) };
}

function wordRefusal(
  document: Document,
  { stage, message, meta, problem }: RefusedManifest,
): Pick<Diagnostic, 'ruleId' | 'message' | 'help'> {
  const { kind = '', apiVersion = '' } = meta ?? {};
  const refuses = 'so the kubelet refuses the file, logs one line and runs nothing';
  const group = parseGroupVersion(apiVersion)?.group ?? '';
  switch (stage) {
    case 'yaml':
      return {
        ruleId: 'manifest-syntax',
        message: `this is not YAML: ${message}`,
        ...templateHelp(document),
      };
    case 'missingkind':
      return {
        ruleId: 'manifest-kind-missing',
        message: `the document has no kind, ${refuses}`,
        help: missingKindHelp(document),
      };
    case 'missingversion':
      return {
        ruleId: 'manifest-version-missing',
        message: `the document has no apiVersion, ${refuses}`,
        help: kind === 'Pod' ? 'add "apiVersion: v1"' : adviceForKind(group, kind),
      };
    case 'notpod':
      return {
        ruleId: 'manifest-not-a-pod',
        message: `this is a ${quote(kind)} and not a Pod, ${refuses}`,
        help: adviceForKind(group, kind),
      };
    case 'unregistered':
      return {
        ruleId: 'manifest-not-a-pod',
        message: `the kubelet does not know the kind ${showValue(kind)} of apiVersion ${showValue(apiVersion)}, ${refuses}`,
        help: adviceForKind(group, kind),
      };
    default:
      if (problem) return wordTypeError(problem);
      return document.root
        ? { ruleId: 'manifest-type', message: `kind and apiVersion can't be read: ${message}` }
        : {
            ruleId: 'manifest-syntax',
            message: `this is not JSON: ${document.error?.message ?? ''}`,
            ...templateHelp(document),
          };
  }
}

/** A value of the wrong type: in Go's words where a type decodes itself, else in plain ones. */
function wordTypeError(problem: DecodeProblem): Pick<Diagnostic, 'ruleId' | 'message' | 'help'> {
  const { path, message, goType, found, node } = problem;
  const ruleId = 'manifest-type';
  if (!message.startsWith('json: cannot unmarshal'))
    return { ruleId, message: `"${shorten(path, MAX_PATH)}": ${message}` };
  const wanted = wordGoType(goType);
  const help =
    wanted === 'a text' && (node.kind === 'number' || node.kind === 'boolean')
      ? 'put the value in quotes'
      : node.kind === 'string' && wanted !== 'a list' && wanted !== 'a mapping'
        ? 'write the value without quotes'
        : undefined;
  return {
    ruleId,
    message: `"${shorten(path, MAX_PATH)}" must be ${wanted}, and here is ${wordFound(found)}`,
    ...(help === undefined ? {} : { help }),
  };
}

function wordGoType(goType: string): string {
  if (goType.startsWith('[]')) return goType === '[]uint8' ? 'a text in base64' : 'a list';
  if (goType.startsWith('map[')) return 'a mapping';
  if (goType === 'bool') return 'true or false';
  if (/^u?int(8|32|64)$/.test(goType)) return `a whole number that fits ${goType}`;
  if (goType.startsWith('float')) return 'a number';
  return findStruct(goType.slice(goType.indexOf('.') + 1)) ? 'a mapping' : 'a text';
}

function wordFound(found: string): string {
  const words: Readonly<Record<string, string>> = {
    array: 'a list',
    object: 'a mapping',
    string: 'a text',
    bool: 'true or false',
    number: 'a number',
  };
  return words[found] ?? `the ${found}`;
}

/** Templates are the most frequent reason for a text that is not quite YAML. */
function templateHelp(document: Document): Pick<Diagnostic, 'help'> {
  return document.source.text.includes('{{')
    ? { help: 'the text holds "{{": if it is a template, render it first, as "helm template" does' }
    : {};
}

function missingKindHelp(document: Document): string {
  const { root, ignored } = document;
  if (root?.kind === 'null' && ignored) {
    return 'the first document is empty and the kubelet reads no other: take away the "---" before the pod';
  }
  if (root?.kind === 'null') return 'the file is empty: take it away, or write a Pod';
  return 'add "apiVersion: v1" and "kind: Pod" if this is a pod, else keep the file elsewhere';
}

/** A pod without a name, since 1.29. */
export function diagnoseMissingName(document: Document, path: Parameters<typeof locate>[1]): Diagnostic {
  return {
    ruleId: 'pod-name-missing',
    severity: 'error',
    message: 'the pod has no name: the kubelet makes none up for a static pod',
    location: locate(document, path),
    help: 'set metadata.name; the kubelet adds the name of the node',
  };
}

/** A reference to an API object. */
export function diagnoseReference(document: Document, { message, path }: ApiReference): Diagnostic {
  return {
    ruleId: 'manifest-api-reference',
    severity: 'error',
    message: `"${path}": ${message}`,
    location: locate(document, path),
    help: 'a static pod must do without the API server: use a hostPath volume, or run the pod by a DaemonSet',
  };
}

/** A member that the decoder drops. */
export function diagnoseUnknownField(document: Document, field: UnknownField, minor: Minor): Diagnostic {
  const { path, key, keyRange, type, known } = field;
  const suggestion = known ? undefined : suggestField(type, key, minor);
  const help = suggestion === undefined ? lifetimeHelp(known) : `did you mean "${suggestion}"?`;
  return {
    ruleId: 'pod-unknown-field',
    severity: 'warning',
    message: `"${shorten(path, MAX_PATH)}" is no field that a kubelet ${formatMinor(minor)} knows, so it is ignored`,
    location: document.source.locate(keyRange),
    ...(help === undefined ? {} : { help }),
  };
}

function lifetimeHelp(known: UnknownField['known']): string | undefined {
  if (known?.since !== undefined && known.until !== undefined) {
    return `kubelets ${formatMinor(known.since)} to ${formatMinor(known.until)} know it`;
  }
  if (known?.since !== undefined) return `kubelets know it since ${formatMinor(known.since)}`;
  return known?.until === undefined ? undefined : `kubelets knew it until ${formatMinor(known.until)}`;
}

/** A key that stands twice. */
export function diagnoseDuplicateKey(document: Document, { key, first, second }: DuplicateKey): Diagnostic {
  const { source, format } = document;
  const wins = format === 'json' ? 'the later one wins, objects are merged' : 'the later one wins';
  return {
    ruleId: 'manifest-duplicate-key',
    severity: 'warning',
    message: `${showValue(key)} is given twice: ${wins}`,
    location: source.locate(second),
    related: [{ location: source.locate(first), message: 'first given here' }],
    help: 'keep one of the two',
  };
}

/** Text after the first document. */
export function diagnoseIgnoredText(document: Document, ignored: Range): Diagnostic {
  return {
    ruleId: 'manifest-ignored-documents',
    severity: 'warning',
    message: 'the kubelet reads the first document of a file only: what follows is ignored',
    location: document.source.locate(ignored),
    help: 'put each pod in a file of its own',
  };
}
