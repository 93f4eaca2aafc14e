import type { Host } from '../host/host.ts';
import { simplifyPath } from './paths.ts';

/**
 * glob(3) with its defaults, for an absolute pattern: `*`, `?`, `[...]` and backslash, no braces; a leading dot
 * must be written out. Sorted bytewise, for PID 1 has no locale.
 */
export function glob(host: Host, pattern: string): readonly string[] {
  let found = ['/'];
  for (const part of simplifyPath(pattern).slice(1).split('/')) {
    if (part === '') break;
    found = found.flatMap((directory) => step(host, directory, part));
  }
  return found;
}

function step(host: Host, directory: string, part: string): string[] {
  const join = (name: string) => (directory === '/' ? `/${name}` : `${directory}/${name}`);
  if (!hasMagic(part)) {
    const path = join(part.replace(/\\(.)/gs, '$1'));
    return host.lstat(path).ok ? [path] : [];
  }
  const names = host.readDir(directory);
  if (!names.ok) return [];
  const matches = patternMatcher(part);
  return names.value
    .filter((name) => (!name.startsWith('.') || part.startsWith('.')) && matches(name))
    .map(join);
}

function hasMagic(part: string): boolean {
  return /[*?]|\[.*\]/s.test(part.replace(/\\./gs, ''));
}

/** fnmatch(3) of one component. */
export function patternMatcher(pattern: string, ignoreCase = false): (name: string) => boolean {
  const tokens = tokensOf(ignoreCase ? pattern.toLowerCase() : pattern);
  return (name) => matchTokens(tokens, [...(ignoreCase ? name.toLowerCase() : name)]);
}

type Token = '*' | ((char: string) => boolean);

function tokensOf(pattern: string): Token[] {
  const chars = [...pattern];
  const tokens: Token[] = [];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i]!;
    if (char === '*') tokens.push('*');
    else if (char === '?') tokens.push(() => true);
    else if (char === '\\' && i + 1 < chars.length) tokens.push(literal(chars[++i]!));
    else if (char === '[') {
      const bracket = readBracket(chars, i);
      tokens.push(bracket?.matches ?? literal('['));
      if (bracket) i = bracket.end;
    } else tokens.push(literal(char));
  }
  return tokens;
}

function literal(wanted: string): Token {
  return (char) => char === wanted;
}

/** Matches with the one backtracking point that `*` needs, so in at most quadratic time of short names. */
function matchTokens(tokens: readonly Token[], chars: readonly string[]): boolean {
  let token = 0;
  let star = -1;
  let starChar = 0;
  for (let at = 0; at < chars.length; ) {
    const now = tokens[token];
    if (now === '*') {
      star = token++;
      starChar = at;
    } else if (now?.(chars[at]!)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++starChar;
    } else return false;
  }
  while (tokens[token] === '*') token++;
  return token === tokens.length;
}

/** Character classes, `[:digit:]`, in the C locale. */
const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /[0-9]/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** A bracket expression that begins at `start`; undefined when it is not closed, and so literal. */
function readBracket(
  chars: readonly string[],
  start: number,
): { matches: (char: string) => boolean; end: number } | undefined {
  let i = start + 1;
  const negate = chars[i] === '!' || chars[i] === '^';
  if (negate) i++;
  const tests: ((char: string) => boolean)[] = [];
  for (let first = true; i < chars.length; first = false) {
    if (chars[i] === ']' && !first) {
      return { matches: (char) => tests.some((test) => test(char)) !== negate, end: i };
    }
    const name = /^\[:([a-z]+):\]/.exec(chars.slice(i, i + 12).join(''));
    const known = name && CLASSES[name[1]!];
    if (name && known) {
      tests.push((char) => known.test(char));
      i += name[0].length;
      continue;
    }
    if (chars[i] === '\\' && i + 1 < chars.length) i++;
    const low = chars[i++]!;
    if (chars[i] === '-' && chars[i + 1] !== undefined && chars[i + 1] !== ']') {
      const high = chars[i + 1]!;
      i += 2;
      tests.push((char) => low <= char && char <= high);
    } else tests.push((char) => char === low);
  }
  return undefined;
}
