import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/location.ts';
import type { DecodeProblem } from '../schema/decoder.ts';
import { findStruct } from '../schema/types.ts';
import type { Node } from '../yaml/tree.ts';
import { showPath, showValue } from './shown.ts';

type Words = Pick<Diagnostic, 'ruleId' | 'message' | 'help'>;

const ruleId = 'manifest-type';

/** A value of the wrong type: in Go's words where a type decodes itself, else in plain ones. */
export function wordTypeError(source: SourceText, problem: DecodeProblem): Words {
  const { path, message, goType, found } = problem;
  const field = `"${showPath(path)}"`;
  if (goType === 'resource.Quantity') return wordQuantityError(field, problem);
  if (!message.startsWith('json: cannot unmarshal')) {
    const help = goType === 'v1.Time' ? { help: 'write a time such as "2006-01-02T15:04:05Z"' } : {};
    return { ruleId, message: `${field}: ${message}`, ...help };
  }
  const wanted = wordGoType(goType);
  const help = helpScalar(source, problem, wanted);
  return {
    ruleId,
    message: `${field} must be ${wanted}, and here is ${wordFound(found)}`,
    ...(help === undefined ? {} : { help }),
  };
}

/** A quantity's regular expression says less than examples. */
function wordQuantityError(field: string, { message, node, found }: DecodeProblem): Words {
  const why = message.startsWith('quantities must match') ? '' : `: ${message}`;
  return {
    ruleId,
    message: `${field} must be a quantity, and here is ${showScalar(node) ?? wordFound(found)}${why}`,
    help: 'a quantity is a number, with a suffix or without: 200m, 0.5, 128Mi, 1Gi',
  };
}

function showScalar(node: Node): string | undefined {
  if (node.kind === 'string') return showValue(node.value);
  return node.kind === 'number' ? node.text : undefined;
}

/** How to write a single value so that it has the type that is asked for. */
function helpScalar(source: SourceText, { node, goType }: DecodeProblem, wanted: string): string | undefined {
  if (wanted === 'a text') {
    return node.kind === 'number' || node.kind === 'boolean' ? 'put the value in quotes' : undefined;
  }
  if (node.kind !== 'string') return undefined;
  const isBoolean = goType === 'bool';
  if (!isBoolean && !NUMBER.test(goType)) return undefined;
  const isQuoted = /["']/.test(source.text[node.range.start] ?? '');
  if (isQuoted && (isBoolean ? /^(true|false)$/ : /^-?[0-9]+$/).test(node.value)) {
    return 'write the value without quotes';
  }
  return isBoolean ? 'write true or false' : 'write a number';
}

const NUMBER = /^(u?int(8|32|64)|float(32|64))$/;

function wordGoType(goType: string): string {
  if (goType.startsWith('[]')) return goType === '[]uint8' ? 'a text in base64' : 'a list';
  if (goType.startsWith('map[')) return 'a mapping';
  if (goType === 'bool') return 'true or false';
  if (goType.startsWith('float')) return 'a number';
  if (NUMBER.test(goType)) return `a whole number that fits ${goType}`;
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
