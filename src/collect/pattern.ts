/**
 * The patterns of sh's `case`, as far as the rules of src/collect/rules.ts use them: `*`, `?` and `[...]`, where
 * `*` stands for any text, slashes too.
 */
export function patternMatcher(patterns: readonly string[]): (text: string) => boolean {
  const tests = patterns.map((pattern) => new RegExp(expression(pattern)));
  return (text) => tests.some((test) => test.test(text));
}

/** A `*` at either end anchors nothing, so that most patterns are a plain search. */
function expression(pattern: string): string {
  const open = pattern.startsWith('*');
  const ends = pattern.length > 1 && pattern.endsWith('*');
  const inner = pieces(pattern.slice(open ? 1 : 0, ends ? -1 : undefined))
    .map(({ kind, text }) => {
      if (kind === 'set') return text.replace(/^\[!/, '[^');
      if (kind === 'any') return text === '*' ? '[^]*?' : '[^]';
      return text.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
    })
    .join('');
  return `${open ? '' : '^'}${inner}${ends ? '' : '$'}`;
}

/** The same patterns as the alternatives of a `case` in a shell script; what is literal is quoted. */
export function shellPattern(patterns: readonly string[]): string {
  return patterns
    .map((pattern) =>
      pieces(pattern)
        .map(({ kind, text }) =>
          kind === 'text' && !/^[\w./-]+$/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : text,
        )
        .join(''),
    )
    .join('|');
}

/** A text as one word of a shell script. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function pieces(pattern: string): { kind: 'set' | 'any' | 'text'; text: string }[] {
  return [...pattern.matchAll(/(\[[^\]]+\])|([*?])|([^[*?]+)/g)].map(([text, set, any]) => ({
    kind: set ? 'set' : any ? 'any' : 'text',
    text,
  }));
}

/** A word in every spelling of its letters. */
export function anyCase(word: string): string {
  return word.replace(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
}
