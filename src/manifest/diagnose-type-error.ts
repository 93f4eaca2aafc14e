import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/location.ts';
import type { DecodeProblem } from '../schema/decoder.ts';
import { findStruct } from '../schema/types.ts';
import { fixOf, isAnchored, quote, unquote } from '../yaml/edits.ts';
import type { Node, ObjectNode } from '../yaml/tree.ts';
import { helpPlaceholder } from './placeholders.ts';
import { shorten, showPath, showValue } from './shown.ts';

type Words = Pick<Diagnostic, 'ruleId' | 'message' | 'help' | 'fix'>;

const ruleId = 'manifest-type';

/** A value of the wrong type: in Go's words where a type decodes itself, else in plain ones. */
export function wordTypeError(source: SourceText, problem: DecodeProblem): Words {
  const { path, message, goType } = problem;
  const field = `"${showPath(path)}"`;
  if (goType === 'resource.Quantity') return wordQuantityError(field, problem);
  if (!message.startsWith('json: cannot unmarshal')) {
    const help = goType === 'v1.Time' ? { help: 'write a time such as "2006-01-02T15:04:05Z"' } : {};
    return { ruleId, message: `${field}: ${message}`, ...help };
  }
  const wanted = wordGoType(goType);
  const help = helpScalar(source, problem, wanted) ?? helpShape(source, problem, wanted);
  const fix = fixScalar(source, problem, wanted);
  return {
    ruleId,
    message: `${field} must be ${wanted}, and here is ${wordValue(source, problem)}`,
    ...(help === undefined ? {} : { help }),
    ...fixOf(fix),
  };
}

/** A quantity's regular expression says less than examples. */
function wordQuantityError(field: string, { message, node, found }: DecodeProblem): Words {
  const why = message.startsWith('quantities must match') ? '' : `: ${message}`;
  return {
    ruleId,
    message: `${field} must be a quantity, and here is ${showScalar(node) ?? wordFound(found)}${why}`,
    help:
      (node.kind === 'string' ? helpPlaceholder(node.value) : undefined) ??
      'a quantity is a number, with a suffix or without: 200m, 0.5, 128Mi, 1Gi',
  };
}

function showScalar(node: Node): string | undefined {
  if (node.kind === 'string') return showValue(node.value);
  return node.kind === 'number' ? node.text : undefined;
}

/** How to write a single value so that it has the type that is asked for. */
function helpScalar(source: SourceText, { node, goType }: DecodeProblem, wanted: string): string | undefined {
  const written = writtenAt(source, node);
  if (wanted === 'a text') {
    if (node.kind !== 'number' && node.kind !== 'boolean') return undefined;
    return (
      helpAnchored(source, node, `"${shorten(written)}"`) ?? `put the value in quotes: "${shorten(written)}"`
    );
  }
  if (node.kind !== 'string') return undefined;
  const template = helpPlaceholder(node.value);
  if (template !== undefined) return template;
  const isBoolean = goType === 'bool';
  if (!isBoolean && !NUMBER.test(goType)) return undefined;
  const isQuoted = /["']/.test(written[0] ?? '');
  if (isQuoted && (isBoolean ? /^(true|false)$/ : /^-?[0-9]+$/).test(node.value)) {
    return helpAnchored(source, node, node.value) ?? 'write the value without quotes';
  }
  if (isBoolean) return 'write true or false';
  const number = /^([0-9]+) ?s$/.exec(node.value)?.[1];
  return number === undefined ? 'write a number' : `write a number without a unit: ${number}`;
}

/** A value with an anchor also counts where its aliases stand, and may have to be of another type there. */
function helpAnchored(source: SourceText, node: Node, meant: string): string | undefined {
  if (!isAnchored(source, node.range)) return undefined;
  const is = node.kind === 'boolean' ? 'true or false' : node.kind === 'number' ? 'a number' : 'a text';
  return node.alias
    ? `the value of the anchor is ${is}, and here it must be something else: write ${meant} in the place of the alias`
    : `write ${meant}, and look at the aliases of this value: they change with it`;
}

const TRUTH = /^(true|false)$/;
/** Without a leading zero, which YAML would take for octal. */
const WHOLE = /^-?(0|[1-9]\d*)$/;

/** Quotes around a text, and none around a number or a truth value, where that is all that is wrong. */
function fixScalar(source: SourceText, { node, goType }: DecodeProblem, wanted: string): Fix | undefined {
  if (wanted === 'a text') {
    return node.kind === 'number' || node.kind === 'boolean' ? quote(source, node.range) : undefined;
  }
  if (node.kind !== 'string') return undefined;
  const fits = goType === 'bool' ? TRUTH : /^u?int(8|32|64)$/.test(goType) ? WHOLE : undefined;
  return fits?.test(node.value) ? unquote(source, node.range, node.value) : undefined;
}

/** How to write a list, a mapping or a text where one of the others stands. */
function helpShape(source: SourceText, { node, goType }: DecodeProblem, wanted: string): string | undefined {
  if (wanted === 'a text') return node.kind === 'object' ? helpColon(source, node) : undefined;
  if (wanted === 'a list') return helpList(node, goType);
  if (wanted !== 'a mapping') return undefined;
  if (node.kind === 'array') return 'take away the "-" before the first key';
  if (goType.endsWith('.HostPathVolumeSource')) return 'write the path as a field of it: {path: ...}';
  const variable = goType === 'v1.EnvVar' && node.kind === 'string' && /^(\w+)=([\w.-]*)$/.exec(node.value);
  if (variable) return `write {name: ${variable[1]}, value: "${variable[2]}"}`;
  return node.kind === 'string' && node.value === '' ? 'write {} for an empty mapping' : undefined;
}

/** `- --flag=a: b` is a mapping. */
function helpColon(source: SourceText, node: ObjectNode): string | undefined {
  const written = writtenAt(source, node).trimEnd();
  if (node.members.length !== 1 || /^[{&!]|[\n"]/.test(written)) return undefined;
  const flag = /^(--?[^\s:=]+):\s+(\S+)$/.exec(written);
  return flag
    ? `write "${shorten(`${flag[1]}=${flag[2]}`)}": with ": " it is a mapping`
    : `": " makes a mapping of it: put the whole text in quotes, "${shorten(written)}"`;
}

function helpList(node: Node, goType: string): string | undefined {
  if (node.kind === 'object') {
    return goType === '[]v1.EnvVar'
      ? 'write a list of names and values: [{name: A, value: "1"}]'
      : 'begin each item of the list with "- "';
  }
  if (goType !== '[]string' || node.kind !== 'string' || node.value.length > LONGEST_COMMAND)
    return undefined;
  const words = node.value.split(/\s+/).filter((word) => word !== '');
  // What a shell would make of quotes and the like is not for us to say.
  if (words.length === 0 || /["'\\$|&;<>`]/.test(node.value)) return 'write a list: ["..."]';
  return `write a list with an item for each word: [${words.map((word) => `"${word}"`).join(', ')}]`;
}

const LONGEST_COMMAND = 80;

const NUMBER = /^(u?int(8|32|64)|float(32|64))$/;

function wordGoType(goType: string): string {
  if (goType.startsWith('[]')) return goType === '[]uint8' ? 'a text in base64' : 'a list';
  if (goType.startsWith('map[')) return 'a mapping';
  if (goType === 'bool') return 'true or false';
  if (goType.startsWith('float')) return 'a number';
  if (NUMBER.test(goType)) return `a whole number that fits ${goType}`;
  return findStruct(goType.slice(goType.indexOf('.') + 1)) ? 'a mapping' : 'a text';
}

/** What stands there, also as written where YAML makes something else of it. */
function wordValue(source: SourceText, { node, found }: DecodeProblem): string {
  const written = shorten(writtenAt(source, node));
  if (node.kind === 'boolean') {
    return written === `${node.value}` ? written : `${written}, which is ${node.value} in YAML`;
  }
  if (node.kind !== 'number') return wordFound(found);
  return written === node.text
    ? `the number ${written}`
    : `${written}, which is the number ${node.text} in YAML`;
}

/** The text of a value; of an alias, that of its anchor. */
function writtenAt(source: SourceText, { range }: Node): string {
  return source.text.slice(range.start, range.end);
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
