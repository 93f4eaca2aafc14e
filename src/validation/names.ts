import { encode } from '../bytes/text.ts';
import type { Minor } from '../versions/minor.ts';

/*
 * The forms of names that Kubernetes checks. Each check answers with the messages that upstream gives: none for
 * a good name. From apimachinery pkg/util/validation/validation.go and, since 1.35, pkg/api/validate/content.
 */

const QUALIFIED_NAME = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${QUALIFIED_NAME})?`;
const DNS1123_LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DNS1123_SUBDOMAIN = `${DNS1123_LABEL}(\\.${DNS1123_LABEL})*`;
const DNS1123_LABEL_UNDERSCORE = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const DNS1123_SUBDOMAIN_UNDERSCORE = `${DNS1123_LABEL_UNDERSCORE}(\\.${DNS1123_LABEL_UNDERSCORE})*`;
const HTTP_HEADER_NAME = '[-A-Za-z0-9]+';
const ENV_VAR_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const CONFIG_MAP_KEY = '[-._a-zA-Z0-9]+';

const NAME_CHARACTERS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** The minor in which labels moved to pkg/api/validate/content, which words some messages anew. */
const CONTENT_PACKAGE: Minor = 35;

const LABEL_VALUE_MAX_LENGTH = 63;
const DNS1123_LABEL_MAX_LENGTH = 63;
const DNS1123_SUBDOMAIN_MAX_LENGTH = 253;

/** IsQualifiedName; IsLabelKey since 1.35: an optional DNS subdomain, a slash, a name. */
export function isQualifiedName(value: string, minor: Minor): string[] {
  const content = minor >= CONTENT_PACKAGE;
  const parts = value.split('/');
  if (parts.length > 2) {
    const subject = content ? 'a valid label key' : 'a qualified name';
    const form = regexError(`${subject} ${NAME_CHARACTERS}`, QUALIFIED_NAME, [
      'MyName',
      'my.name',
      '123-abc',
    ]);
    return [`${form} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const errors: string[] = [];
  const name = parts[parts.length - 1]!;
  if (parts.length === 2) {
    const prefix = parts[0]!;
    if (prefix === '') errors.push('prefix part must be non-empty');
    else
      errors.push(
        ...dns1123Subdomain(prefix, content ? 'bytes' : 'characters').map((m) => `prefix part ${m}`),
      );
  }
  if (name === '') errors.push('name part must be non-empty');
  else if (isLongerThan(63, name))
    errors.push(`name part ${maxLenError(63, content ? 'bytes' : 'characters')}`);
  if (!matches(QUALIFIED_NAME, name)) {
    errors.push(`name part ${regexError(NAME_CHARACTERS, QUALIFIED_NAME, ['MyName', 'my.name', '123-abc'])}`);
  }
  return errors;
}

/** IsValidLabelValue; IsLabelValue since 1.35. */
export function isLabelValue(value: string, minor: Minor): string[] {
  const errors: string[] = [];
  if (isLongerThan(LABEL_VALUE_MAX_LENGTH, value)) {
    errors.push(maxLenError(LABEL_VALUE_MAX_LENGTH, minor >= CONTENT_PACKAGE ? 'bytes' : 'characters'));
  }
  if (!matches(LABEL_VALUE, value)) {
    const form = `a valid label must be an empty string or ${NAME_CHARACTERS.slice('must '.length)}`;
    errors.push(regexError(form, LABEL_VALUE, ['MyValue', 'my_value', '12345']));
  }
  return errors;
}

/** IsDNS1123Label. */
export function isDNS1123Label(value: string): string[] {
  const errors: string[] = [];
  if (isLongerThan(DNS1123_LABEL_MAX_LENGTH, value)) errors.push(maxLenError(DNS1123_LABEL_MAX_LENGTH));
  if (matches(DNS1123_LABEL, value)) return errors;
  if (labelsMatch(DNS1123_LABEL, value)) errors.push('must not contain dots');
  else {
    const form =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
    errors.push(regexError(form, DNS1123_LABEL, ['my-name', '123-abc']));
  }
  return errors;
}

/** IsDNS1123Subdomain. */
export function isDNS1123Subdomain(value: string): string[] {
  return dns1123Subdomain(value, 'characters');
}

/** IsDNS1123SubdomainWithUnderscore: a search domain, since 1.32. */
export function isDNS1123SubdomainWithUnderscore(value: string): string[] {
  const errors: string[] = [];
  if (isLongerThan(DNS1123_SUBDOMAIN_MAX_LENGTH, value))
    errors.push(maxLenError(DNS1123_SUBDOMAIN_MAX_LENGTH));
  if (!labelsMatch(DNS1123_LABEL_UNDERSCORE, value)) {
    const form =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character";
    errors.push(regexError(form, DNS1123_SUBDOMAIN_UNDERSCORE, ['example.com']));
  }
  return errors;
}

/** IsValidPortNum. */
export function isValidPortNum(port: number): string[] {
  return isInRange(port, 1, 65535);
}

/** IsInRange. */
export function isInRange(value: number, min: number, max: number): string[] {
  return value >= min && value <= max ? [] : [`must be between ${min} and ${max}, inclusive`];
}

/** IsValidPortName. */
export function isValidPortName(port: string): string[] {
  const errors: string[] = [];
  if (isLongerThan(15, port)) errors.push(maxLenError(15));
  if (!/^[-a-z0-9]+$/.test(port)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(port)) errors.push('must contain at least one letter (a-z)');
  if (port.includes('--')) errors.push('must not contain consecutive hyphens');
  if (port.startsWith('-') || port.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

/** IsHTTPHeaderName. */
export function isHTTPHeaderName(value: string): string[] {
  const form = "a valid HTTP header must consist of alphanumeric characters or '-'";
  return matches(HTTP_HEADER_NAME, value) ? [] : [regexError(form, HTTP_HEADER_NAME, ['X-Header-Name'])];
}

/** IsEnvVarName. */
export function isEnvVarName(value: string): string[] {
  const form =
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit";
  const examples = ['my.env-name', 'MY_ENV.NAME', 'MyEnvName1'];
  return [
    ...(matches(ENV_VAR_NAME, value) ? [] : [regexError(form, ENV_VAR_NAME, examples)]),
    ...hasChDirPrefix(value),
  ];
}

/** IsRelaxedEnvVarName, with the gate RelaxedEnvironmentVariableValidation since 1.30. */
export function isRelaxedEnvVarName(value: string): string[] {
  const errors: string[] = [];
  if (value === '') errors.push('environment variable name must be non-empty');
  if (!/^[\x20-\x3c\x3e-\x7e]*$/.test(value)) {
    errors.push(
      "a valid environment variable name must consist only of printable ASCII characters other than '='",
    );
  }
  return errors;
}

/** IsConfigMapKey. */
export function isConfigMapKey(value: string): string[] {
  const errors: string[] = [];
  if (isLongerThan(DNS1123_SUBDOMAIN_MAX_LENGTH, value))
    errors.push(maxLenError(DNS1123_SUBDOMAIN_MAX_LENGTH));
  if (!matches(CONFIG_MAP_KEY, value)) {
    const form = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
    errors.push(regexError(form, CONFIG_MAP_KEY, ['key.name', 'KEY_NAME', 'key-name']));
  }
  errors.push(...hasChDirPrefix(value));
  return errors;
}

/** IsDecimalInteger (pkg/api/validate/content/decimal_int.go, since 1.35). */
export function isDecimalInteger(value: string): string[] {
  if (value === '') return ['must be non-empty'];
  return /^(0|-?[1-9][0-9]*)$/.test(value) ? [] : ['must be a valid decimal integer in canonical form'];
}

/** IsPathSegmentName (pkg/api/validation/path/name.go). */
export function isPathSegmentName(name: string): string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%']
    .filter((illegal) => name.includes(illegal))
    .map((illegal) => `may not contain '${illegal}'`);
}

/** MaxLenError. The length counts bytes, whatever the message says. */
function maxLenError(length: number, unit: 'characters' | 'bytes' = 'characters'): string {
  return `must be no more than ${length} ${unit}`;
}

/** RegexError. */
function regexError(message: string, pattern: string, examples: readonly string[]): string {
  if (examples.length === 0) return `${message} (regex used for validation is '${pattern}')`;
  const list = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${list}regex used for validation is '${pattern}')`;
}

/** Go's len of a string: its bytes. */
export function byteLength(text: string): number {
  return /^[\0-\x7f]*$/.test(text) ? text.length : encode(text).length;
}

/** Whether a text has more bytes than this: at most three for each of its UTF-16 units, so few need counting. */
function isLongerThan(limit: number, text: string): boolean {
  return text.length * 3 > limit && byteLength(text) > limit;
}

function dns1123Subdomain(value: string, unit: 'characters' | 'bytes'): string[] {
  const errors: string[] = [];
  if (isLongerThan(DNS1123_SUBDOMAIN_MAX_LENGTH, value)) {
    errors.push(maxLenError(DNS1123_SUBDOMAIN_MAX_LENGTH, unit));
  }
  if (!labelsMatch(DNS1123_LABEL, value)) {
    const form =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
    errors.push(regexError(form, DNS1123_SUBDOMAIN, ['example.com']));
  }
  return errors;
}

function hasChDirPrefix(value: string): string[] {
  if (value === '.' || value === '..') return [`must not be '${value}'`];
  return value.startsWith('..') ? ["must not start with '..'"] : [];
}

const compiled = new Map<string, RegExp>();

/** Whether every label between dots has the form: as the patterns of subdomains say, in one pass. */
function labelsMatch(pattern: string, value: string): boolean {
  if (!value.includes('.')) return matches(pattern, value);
  return value.split('.').every((label) => matches(pattern, label));
}

/** Whether the whole value has the form; patterns are compiled when first used. */
function matches(pattern: string, value: string): boolean {
  let regexp = compiled.get(pattern);
  if (!regexp) {
    regexp = new RegExp(`^${pattern}$`);
    compiled.set(pattern, regexp);
  }
  return regexp.test(value);
}
