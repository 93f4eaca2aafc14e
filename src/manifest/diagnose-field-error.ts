import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FieldError, FieldErrorType } from '../validation/field-errors.ts';
import type { FieldPath } from '../validation/field-path.ts';
import { isDNS1123Label, isDNS1123Subdomain } from '../validation/names.ts';
import type { Document } from '../yaml/tree.ts';
import { derivationOf } from './derived-values.ts';
import { namesIn } from './diagnose-duplicate-key.ts';
import { helpIgnoredText } from './diagnose-ignored-text.ts';
import { locate, nodeAt } from './locate.ts';
import { helpNumberForm } from './number-forms.ts';
import { helpPlaceholder } from './placeholders.ts';
import { shorten, showPath, showPlaces, showValue } from './shown.ts';
import type { MisspeltField } from './unknown-fields.ts';

/** The manifest in which validation found errors. */
export interface ValidatedManifest {
  readonly document: Document;
  /** The pod's name as written: without the name of the node. */
  readonly name: string;
  /** It got the defaults. */
  readonly defaulted: boolean;
  /** The unknown key that was probably meant to be a field, by that field's path. */
  readonly misspellings: ReadonlyMap<string, MisspeltField>;
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
  const template = typeof error.value === 'string' ? helpPlaceholder(error.value) : undefined;
  if (template !== undefined) return { shown: nameAsWritten(), help: template, at: path };
  if (type === 'FieldValueRequired') return { shown: error, help: helpRequired(manifest, path), at: path };
  if (field === 'metadata.name') {
    const shown = nameAsWritten();
    return { shown, help: helpPodName(name) ?? helpName(shown), at: path };
  }
  const derived = defaulted ? derivationOf(document, error) : undefined;
  return {
    shown: error,
    help:
      helpLost(document, error) ??
      error.help ??
      derived?.help ??
      helpNumberForm(error) ??
      helpForbidden(error) ??
      helpName(error),
    at: derived?.source ?? path,
  };

  function nameAsWritten(): FieldError {
    return field === 'metadata.name' ? { ...error, value: name } : error;
  }
}

/** What is missing may be there under a name that the kubelet does not know. */
function helpRequired({ document, misspellings }: ValidatedManifest, path: FieldPath): string | undefined {
  const isOfContainer = typeof path.parent?.step === 'number';
  return (
    helpMisspelt(document, misspellings, path) ??
    helpIgnoredText(document) ??
    (isOfContainer && path.step === 'image'
      ? 'name an image, such as "registry.k8s.io/pause:3.10"'
      : undefined)
  );
}

/** That a field, or one that it stands in, is missing because its name is misspelt or stands elsewhere. */
export function helpMisspelt(
  document: Document,
  misspellings: ReadonlyMap<string, MisspeltField>,
  path: FieldPath,
): string | undefined {
  if (misspellings.size === 0) return undefined;
  for (let missing: FieldPath | null = path; missing; missing = missing.parent) {
    const field = misspellings.get(missing.toString());
    if (field && !nodeAt(document, missing)) {
      return field.belongs
        ? `"${showPath(field.path)}" is not known: it belongs ${showPlaces(field.belongs, field.key)}`
        : `the field ${showValue(field.key)} is not known: did you mean "${missing.step}"?`;
    }
  }
  return undefined;
}

/** What is not there may stand in the first of two lists of one name, of which the later counts. */
function helpLost({ duplicates, source }: Document, { type, value }: FieldError): string | undefined {
  if (type !== 'FieldValueNotFound' || typeof value !== 'string') return undefined;
  const twice = duplicates.find(({ lost }) => namesIn(lost).includes(value));
  return (
    twice &&
    `${showValue(twice.key)} is given twice, and the later one, in line ${source.position(twice.second.start).line}, replaces the one that has it: make one of the two`
  );
}

/** generatePodName (pkg/kubelet/config/common.go) makes the name that is judged. */
function helpPodName(name: string): string | undefined {
  if (name === '') return 'set metadata.name; the kubelet adds the name of the node';
  if (isDNS1123Subdomain(name).length > 0) return undefined;
  return 'the kubelet adds "-" and the name of the node, and the whole name is what counts';
}

/** What only an API server lets a pod have. */
function helpForbidden({ type, detail, path }: FieldError): string | undefined {
  if (type !== 'FieldValueForbidden') return undefined;
  if (detail.includes('schedulingGates')) {
    return 'remove schedulingGates: no scheduler sees a static pod, whose nodeName the kubelet sets';
  }
  return path.toString() === 'spec.ephemeralContainers'
    ? 'remove them: only the API adds ephemeral containers, as "kubectl debug" does'
    : undefined;
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
