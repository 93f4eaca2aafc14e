/** Whether a text as a whole matches a shell pattern, in which a backslash protects (POSIX XCU 2.13). */
export function matches(text: string, pattern: string): boolean {
  const tokens = tokensOf(pattern);
  let at = 0;
  let token = 0;
  // Where to go on from the last star.
  let starToken = -1;
  let starAt = 0;
  while (at < text.length) {
    const one = tokens[token];
    if (one === '*') {
      starToken = token++;
      starAt = at;
    } else if (one !== undefined && matchesOne(text[at]!, one)) {
      at += 1;
      token += 1;
    } else if (starToken >= 0) {
      token = starToken + 1;
      at = ++starAt;
    } else return false;
  }
  while (tokens[token] === '*') token += 1;
  return token === tokens.length;
}

/** Protects what means something in a pattern. */
export function escapePattern(text: string): string {
  return text.replace(/[*?[\]\\!^-]/g, '\\$&');
}

/** Longer texts are not trimmed: each length would be tried. */
const MAX_TRIMMED = 1024;

/** `${NAME#PATTERN}` and its kind; undefined where the text is too long for that. */
export function trim(text: string, pattern: string, operator: string): string | undefined {
  if (text.length > MAX_TRIMMED) return undefined;
  const lengths = Array.from({ length: text.length + 1 }, (_, i) => i);
  if (operator.length === 2) lengths.reverse();
  for (const length of lengths) {
    const isPrefix = operator.startsWith('#');
    const part = isPrefix ? text.slice(0, length) : text.slice(text.length - length);
    if (matches(part, pattern)) return isPrefix ? text.slice(length) : text.slice(0, text.length - length);
  }
  return text;
}

type Token = '*' | '?' | { readonly chars: string; readonly negated: boolean } | { readonly char: string };

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (char === '\\' && i + 1 < pattern.length) tokens.push({ char: pattern[++i]! });
    else if (char === '*') {
      if (tokens.at(-1) !== '*') tokens.push('*');
    } else if (char === '?') tokens.push('?');
    else {
      const set = char === '[' ? bracketAt(pattern, i) : undefined;
      tokens.push(set ? set.token : { char });
      if (set) i = set.end;
    }
  }
  return tokens;
}

/** `[abc]`, `[!a-z]`; undefined where no such thing begins. Classes such as `[:digit:]` are not read. */
function bracketAt(pattern: string, start: number): { token: Token; end: number } | undefined {
  const match = /^\[([!^]?)(\]?[^\]\\[]*)\]/.exec(pattern.slice(start, start + 256));
  if (!match) return undefined;
  let chars = '';
  const body = match[2]!;
  for (let i = 0; i < body.length; i++) {
    if (body[i + 1] === '-' && i + 2 < body.length) {
      const from = body.charCodeAt(i);
      const to = Math.min(body.charCodeAt(i + 2), from + 256);
      for (let code = from; code <= to; code++) chars += String.fromCharCode(code);
      i += 2;
    } else chars += body[i];
  }
  return { token: { chars, negated: match[1] !== '' }, end: start + match[0].length - 1 };
}

function matchesOne(char: string, token: Token): boolean {
  if (token === '?' || token === '*') return true;
  return 'char' in token ? token.char === char : token.chars.includes(char) !== token.negated;
}
