import { expandPattern, expandText, type Substitute } from './expand.ts';
import { fileTest } from './file-tests.ts';
import { matches } from './pattern.ts';
import { type Reading, type State, spend, type Value } from './state.ts';
import type { Word } from './syntax.ts';

/** True, false, or not known. */
export type Truth = boolean | undefined;

/** Longer conditions are not followed. */
const MAX_WORDS = 64;

/** `test` and `[` (POSIX test(1)); with up to four words as it says there, longer ones with `-a` and `-o`. */
export function test(words: readonly Value[], state: State, reading: Reading): Truth {
  const [first, second, third] = words;
  if (words.length > MAX_WORDS) return undefined;
  const operator = (value: Value | undefined) => (value?.known ? value.text : undefined);
  // A word that is not known may be an operator.
  switch (words.length) {
    case 0:
      return false;
    case 1:
      return notEmpty(first!);
    case 2:
      if (operator(first) === '!') return not(notEmpty(second!));
      return operator(first) === undefined ? undefined : unary(first!.text, second!, state, reading);
    case 3: {
      const binary =
        operator(second) === undefined ? undefined : compare(first!, second!.text, third!, reading);
      if (binary !== 'no') return binary;
      if (operator(first) === '!') return not(test(words.slice(1), state, reading));
      return operator(second) === '-a' || operator(second) === '-o'
        ? combined(words, state, reading)
        : undefined;
    }
    default:
      if (operator(first) === '!') return not(test(words.slice(1), state, reading));
      return combined(words, state, reading);
  }
}

/** `a -o b -a c`: nothing but plain primaries between the operators. */
function combined(words: readonly Value[], state: State, reading: Reading): Truth {
  for (const [operator, stop] of [
    ['-o', true],
    ['-a', false],
  ] as const) {
    const at = words.findIndex(({ text, known }, i) => known && text === operator && i > 0);
    if (at < 0) continue;
    const left = test(words.slice(0, at), state, reading);
    const right = test(words.slice(at + 1), state, reading);
    return either(left, right, stop);
  }
  return undefined;
}

function either(left: Truth, right: Truth, stop: boolean): Truth {
  if (left === stop || right === stop) return stop;
  return left === undefined || right === undefined ? undefined : !stop;
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function notEmpty({ text, known }: Value): Truth {
  return text !== '' ? true : known ? false : undefined;
}

function unary(operator: string, value: Value, state: State, reading: Reading): Truth {
  if (operator === '-n') return notEmpty(value);
  if (operator === '-z') return not(notEmpty(value));
  if (operator === '-v' && value.known && /^[A-Za-z_]\w*$/.test(value.text)) {
    const variable = state.variables.get(value.text);
    if (variable) return variable.value?.known || variable.array ? true : undefined;
    return state.open ? undefined : false;
  }
  return fileTest(operator, value, state, reading);
}

function compare(left: Value, operator: string, right: Value, { shell }: Reading): Truth | 'no' {
  const number = ({ text, known }: Value) =>
    known && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
  switch (operator) {
    case '==':
      // dash knows no such operator.
      if (shell !== 'bash') return undefined;
      return same(left, right);
    case '=':
      return same(left, right);
    case '!=':
      return not(same(left, right));
    case '-eq':
    case '-ne':
    case '-lt':
    case '-le':
    case '-gt':
    case '-ge': {
      const [a, b] = [number(left), number(right)];
      if (a === undefined || b === undefined) return undefined;
      const truths = {
        '-eq': a === b,
        '-ne': a !== b,
        '-lt': a < b,
        '-le': a <= b,
        '-gt': a > b,
        '-ge': a >= b,
      };
      return truths[operator];
    }
    default:
      return 'no';
  }
}

function same(left: Value, right: Value): Truth {
  if (left.known && right.known) return left.text === right.text;
  // The beginnings tell enough where they differ.
  const length = Math.min(left.text.length, right.text.length);
  if (left.text.slice(0, length) !== right.text.slice(0, length)) return false;
  return undefined;
}

/** `[[ … ]]`. */
export function extendedTest(
  tokens: readonly (Word | string)[],
  state: State,
  reading: Reading,
  substitute: Substitute,
): Truth {
  if (tokens.length > MAX_WORDS) return undefined;
  let at = 0;
  const text = (word: Word) => expandText(word, state, reading, substitute);
  const or = (): Truth => {
    let truth = and();
    while (tokens[at] === '||') {
      at += 1;
      truth = either(truth, and(), true);
    }
    return truth;
  };
  const and = (): Truth => {
    let truth = primary();
    while (tokens[at] === '&&') {
      at += 1;
      truth = either(truth, primary(), false);
    }
    return truth;
  };
  const primary = (): Truth => {
    const token = tokens[at];
    if (token === '!') {
      at += 1;
      return not(primary());
    }
    if (token === '(') {
      at += 1;
      const truth = or();
      at += 1;
      return truth;
    }
    if (typeof token !== 'object') {
      at += 1;
      return undefined;
    }
    return condition(token);
  };
  const condition = (first: Word): Truth => {
    const [second, third] = [tokens[at + 1], tokens[at + 2]];
    const operator = literal(first);
    if (operator !== undefined && /^-[a-zA-Z]$/.test(operator) && typeof second === 'object') {
      at += 2;
      return unary(operator, text(second), state, reading);
    }
    if (typeof second === 'string' ? /^[<>]$|^=~$/.test(second) : second !== undefined) {
      at += 3;
      if (typeof second !== 'object' || typeof third !== 'object') return undefined;
      return binary(text(first), literal(second), third);
    }
    at += 1;
    return notEmpty(text(first));
  };
  const binary = (left: Value, operator: string | undefined, right: Word): Truth => {
    if (operator === '=' || operator === '==' || operator === '!=') {
      const pattern = expandPattern(right, state, reading, substitute);
      if (pattern === undefined || !left.known) return undefined;
      spend(reading, (left.text.length * pattern.length) / 256);
      return matches(left.text, pattern) === (operator !== '!=');
    }
    const truth = operator === undefined ? undefined : compare(left, operator, text(right), reading);
    return truth === 'no' ? undefined : truth;
  };
  const truth = or();
  return at === tokens.length ? truth : undefined;
}

function literal({ parts }: Word): string | undefined {
  const [part] = parts;
  return parts.length === 1 && part?.kind === 'text' && !part.quoted ? part.text : undefined;
}
