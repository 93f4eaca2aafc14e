import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FieldError, FieldErrorType } from '../validation/field-errors.ts';
import type { FieldPath } from '../validation/field-path.ts';
import { isDNS1123Label, isDNS1123Subdomain } from '../validation/names.ts';
import type { Document } from '../yaml/tree.ts';
import { derivationOf } from './derived-values.ts';
import { locate, nodeAt } from './locate.ts';
import { shorten, showPath, showValue } from './shown.ts';

/** The manifest in which validation found errors. */
export interface ValidatedManifest {
  readonly document: Document;
  /** The pod's name as written: without the name of the node. */
  readonly name: string;
  /** It got the defaults. */
  readonly defaulted: boolean;
  /** The unknown key that was probably meant to be a field, by that field's path. */
  readonly misspellings: ReadonlyMap<string, string>;
}

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
export function diagnoseFieldError(
  manifest: ValidatedManifest,
  error: FieldError,
  index: number,
): Diagnostic {
  const { type, path, detail } = error;
  const field = path.toString();
  const { shown, help, at } = readError(manifest, error, field);
  return {
    ruleId: RULES[type],
    severity: 'error',
    message: wordFieldError(shown, showPath(field)),
    location: locate(manifest.document, at),
    ...(help === undefined ? {} : { help }),
    kubelet: { type, field, detail, index },
  };
}

/** An error in terms of what is written. */
interface ReadError {
  /** With the value as written. */
  readonly shown: FieldError;
  readonly help: string | undefined;
  readonly at: FieldPath;
}

function readError(manifest: ValidatedManifest, error: FieldError, field: string): ReadError {
  const { document, name, defaulted } = manifest;
  const { type, path } = error;
  if (type === 'FieldValueRequired') return { shown: error, help: helpRequired(manifest, path), at: path };
  if (field === 'metadata.name') {
    const shown = { ...error, value: name };
    return { shown, help: helpPodName(name) ?? helpName(shown), at: path };
  }
  const derived = defaulted ? derivationOf(document, error) : undefined;
  return { shown: error, help: error.help ?? derived?.help ?? helpName(error), at: derived?.source ?? path };
}

/** What is missing may be there under a name that the kubelet does not know. */
function helpRequired({ document, misspellings }: ValidatedManifest, path: FieldPath): string | undefined {
  const isOfContainer = typeof path.parent?.step === 'number';
  return (
    helpMisspelt(document, misspellings, path) ??
    (isOfContainer && path.step === 'image'
      ? 'name an image, such as "registry.k8s.io/pause:3.10"'
      : undefined)
  );
}

/** That a field, or one that it stands in, is missing because its name is misspelt. */
export function helpMisspelt(
  document: Document,
  misspellings: ReadonlyMap<string, string>,
  path: FieldPath,
): string | undefined {
  if (misspellings.size === 0) return undefined;
  for (let missing: FieldPath | null = path; missing; missing = missing.parent) {
    const key = misspellings.get(missing.toString());
    if (key !== undefined && !nodeAt(document, missing)) {
      return `the field ${showValue(key)} is not known: did you mean "${missing.step}"?`;
    }
  }
  return undefined;
}

/** generatePodName (pkg/kubelet/config/common.go) makes the name that is judged. */
function helpPodName(name: string): string | undefined {
  if (name === '') return 'set metadata.name; the kubelet adds the name of the node';
  if (isDNS1123Subdomain(name).length > 0) return undefined;
  return 'the kubelet adds "-" and the name of the node, and the whole name is what counts';
}

/** Names longer than any may be are no names with a wrong letter. */
const MAX_NAME = 253;

/** What a name may be made of, with one like that which is written. */
function helpName({ detail, value }: FieldError): string | undefined {
  const match =
    /^a lowercase RFC 1123 (label|subdomain) must consist of [a-z ]+(, '-' or '\.'| or '-'),/.exec(detail);
  if (!match || typeof value !== 'string') return undefined;
  const isLabel = match[1] === 'label';
  const rule = `use lower case letters, digits${isLabel ? ' and "-"' : ', "-" and "."'}`;
  const similar = value.length <= MAX_NAME ? similarName(value, isLabel) : '';
  const isName = (isLabel ? isDNS1123Label(similar) : isDNS1123Subdomain(similar)).length === 0;
  return isName ? `${rule}, such as "${similar}"` : rule;
}

/** What is no letter or digit becomes a hyphen or, where there was one, a dot. */
function similarName(name: string, isLabel: boolean): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, (others) => (others.includes('.') && !isLabel ? '.' : '-'))
    .replace(/^[-.]|[-.]$/g, '');
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

/** Details list what is allowed, and that may be long. */
const MAX_DETAIL = 600;

/** The regular expression helps nobody who has read the words and the examples. */
function withoutRegex(detail: string): string {
  return detail.replace(
    / \((e\.g\. .*?)?(?:, )?regex used for validation is '.*'\)/,
    (_, examples?: string) => (examples ? ` (${examples.replaceAll(',  or', ' or')})` : ''),
  );
}
