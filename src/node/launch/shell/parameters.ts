import { expandPattern, expandText, type Scope } from './expand.ts';
import { trim } from './pattern.ts';
import { spend, UNKNOWN, type Value, type Variable } from './state.ts';
import type { ParameterPart, Word } from './syntax.ts';

/** What a parameter stands for. */
export type Looked =
  | { readonly kind: 'one'; readonly value: Value }
  /** `joins` in quotes: `$*`. Undefined where they are not known. */
  | { readonly kind: 'list'; readonly values: readonly Value[] | undefined; readonly joins: boolean }
  /** The word behind the operator takes its place. */
  | { readonly kind: 'operand'; readonly operand: Word };

/** What a parameter is, before any operator: undefined where it is not set. */
type Raw = Value | undefined | { readonly values: readonly Value[] | undefined; readonly joins: boolean };

/** Variables that shells set by themselves: unless the environment or the script says so, what to is not known. */
const OWN = new Set(
  (
    'COLUMNS COMP_WORDBREAKS DIRSTACK EPOCHREALTIME EPOCHSECONDS EUID FUNCNAME GROUPS HISTCMD HOME HOSTNAME HOSTTYPE IFS LINENO ' +
    'LINES MACHTYPE MAILCHECK OLDPWD OPTARG OPTERR OPTIND OSTYPE PATH PIPESTATUS PPID PS1 PS2 PS4 PWD RANDOM SECONDS SHELL ' +
    'SHELLOPTS SHLVL SRANDOM TERM UID _ BASH BASHOPTS BASHPID BASH_SOURCE BASH_LINENO BASH_VERSION BASH_VERSINFO'
  ).split(' '),
);

const EMPTY: Value = { text: '', known: true };

/** Looks a parameter up and applies its operator (POSIX XCU 2.6.2). */
export function lookUp(part: ParameterPart, scope: Scope): Looked {
  if (part.form === 'names') return namesWith(part, scope);
  const raw = part.form === 'indirect' ? indirect(part, scope) : rawOf(part, scope);
  if (part.form === 'length') return { kind: 'one', value: lengthOf(raw) };
  const { operator, operand } = part;
  if (operator === undefined || operand === undefined) return plain(raw, scope, part);
  if (operator === 'unread')
    return isList(raw) ? { kind: 'list', values: undefined, joins: raw.joins } : one(UNKNOWN);
  if (/^[#%]/.test(operator)) return trimmed(raw, operator, operand, scope);
  return alternative(raw, part, operator, operand, scope);
}

function one(value: Value): Looked {
  return { kind: 'one', value };
}

function isList(raw: Raw): raw is { readonly values: readonly Value[] | undefined; readonly joins: boolean } {
  return raw !== undefined && 'joins' in raw;
}

function plain(raw: Raw, { state }: Scope, part: ParameterPart): Looked {
  if (isList(raw)) return { kind: 'list', ...raw };
  // `set -u` ends the shell here.
  if (raw === undefined && state.noUnset && !/^[@*]$/.test(part.name)) state.ended = 'exit';
  return one(raw ?? EMPTY);
}

function rawOf({ name, index }: ParameterPart, { state, reading, substitute }: Scope): Raw {
  if (name === '@' || name === '*') return { values: state.positional, joins: name === '*' };
  if (name === '#')
    return state.positional ? { text: String(state.positional.length), known: true } : UNKNOWN;
  if (name === '0') return reading.name;
  if (/^\d+$/.test(name)) return state.positional ? state.positional[Number(name) - 1] : UNKNOWN;
  if (/^[?$!-]$/.test(name)) return UNKNOWN;
  const variable = state.variables.get(name);
  if (name === 'BASH_SOURCE' && !variable && reading.file !== undefined)
    return { text: reading.file, known: true };
  if (name === 'PWD' && state.cwd !== undefined && !variable) return { text: state.cwd, known: true };
  const mayBeSet = state.open || OWN.has(name) || /^BASH_/.test(name);
  if (index === '@' || index === '*') {
    const values = variable ? elements(variable) : mayBeSet ? undefined : [];
    return { values, joins: index === '*' };
  }
  if (!variable) return mayBeSet ? UNKNOWN : undefined;
  if (index === undefined) return variable.array ? variable.array[0] : variable.value;
  const at = expandText(index, state, reading, substitute);
  if (!at.known || !/^\d{1,6}$/.test(at.text) || !elements(variable)) return UNKNOWN;
  return elements(variable)![Number(at.text)];
}

/** An array's elements; those of a plain variable are itself. Undefined where their number is not known. */
function elements({ value, array }: Variable): readonly Value[] | undefined {
  if (array) return array;
  if (value && !value.known && value.text === '') return undefined;
  return value ? [value] : [];
}

function indirect(part: ParameterPart, scope: Scope): Raw {
  const name = rawOf({ kind: 'parameter', name: part.name, quoted: true }, scope);
  if (name === undefined || isList(name) || !name.known || !/^[A-Za-z_]\w*$/.test(name.text)) return UNKNOWN;
  return rawOf(
    { kind: 'parameter', name: name.text, quoted: true, ...(part.index && { index: part.index }) },
    scope,
  );
}

/** `${!PREFIX*}`. */
function namesWith({ name, index }: ParameterPart, { state }: Scope): Looked {
  const joins = index === '*';
  const isOwn = [...OWN].some((own) => own.startsWith(name));
  const set = [...state.variables].filter(([one]) => one.startsWith(name));
  const isKnown = !state.open && !isOwn && set.every(([, { value, array }]) => array || value?.known);
  if (!isKnown) return { kind: 'list', values: undefined, joins };
  const names = set.map(([one]) => one).sort();
  return { kind: 'list', values: names.map((text) => ({ text, known: true })), joins };
}

function lengthOf(raw: Raw): Value {
  if (isList(raw)) return raw.values ? { text: String(raw.values.length), known: true } : UNKNOWN;
  const { text, known } = raw ?? EMPTY;
  return known && /^[ -~]*$/.test(text) ? { text: String(text.length), known: true } : UNKNOWN;
}

function trimmed(raw: Raw, operator: string, operand: Word, scope: Scope): Looked {
  const pattern = expandPattern(operand, scope.state, scope.reading, scope.substitute);
  const apply = (value: Value): Value => {
    if (!value.known || pattern === undefined) return UNKNOWN;
    spend(scope.reading, (value.text.length * pattern.length) / 8);
    const text = trim(value.text, pattern, operator);
    return text === undefined ? UNKNOWN : { ...value, text };
  };
  if (isList(raw)) return { kind: 'list', values: raw.values?.map(apply), joins: raw.joins };
  return one(apply(raw ?? EMPTY));
}

function alternative(raw: Raw, part: ParameterPart, operator: string, operand: Word, scope: Scope): Looked {
  const { state, reading, substitute } = scope;
  const isSet = hasValue(raw, operator.startsWith(':'));
  const kind = operator.at(-1)!;
  if (isSet === undefined) {
    // Either may be meant, and `=` may assign.
    if (kind === '=') state.variables.set(part.name, { value: UNKNOWN, exported: false });
    return isList(raw) ? { kind: 'list', values: undefined, joins: raw.joins } : one(UNKNOWN);
  }
  if (kind === '+') return isSet ? { kind: 'operand', operand } : one(EMPTY);
  if (isSet) return plain(raw, scope, part);
  if (kind === '-') return { kind: 'operand', operand };
  if (kind === '?') {
    state.ended = 'exit';
    return one(UNKNOWN);
  }
  const value = expandText(operand, state, reading, substitute);
  state.variables.set(part.name, { value, exported: state.allExport });
  return one(value);
}

/** Whether a parameter is set, and with `notNull` not empty; undefined where that is not known. */
function hasValue(raw: Raw, notNull: boolean): boolean | undefined {
  if (raw === undefined) return false;
  if (isList(raw)) {
    if (!raw.values) return undefined;
    if (!notNull) return raw.values.length > 0;
    return raw.values.length > 1 ? true : raw.values.length === 1 && hasValue(raw.values[0], true);
  }
  if (raw.known) return !notNull || raw.text !== '';
  return raw.text !== '' ? true : undefined;
}
