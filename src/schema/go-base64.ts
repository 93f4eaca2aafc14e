const ALPHABET = /[A-Za-z0-9+/]/;

/**
 * base64.StdEncoding.Decode (Go's src/encoding/base64/base64.go): null if the text decodes, else the error. Line
 * ends are skipped, what stands after the padding is not.
 */
export function base64Error(text: string): string | null {
  const bad = badByte(text);
  return bad === null ? null : `illegal base64 data at input byte ${bad}`;
}

/** CorruptInputError's offset. It counts bytes, and nothing before it is longer than one. */
function badByte(text: string): number | null {
  let at = 0;
  for (;;) {
    const end = quantumEnd(text, at);
    if (typeof end !== 'number') return end.bad;
    at = end;
  }
}

/** decodeQuantum: the end of the four characters that begin here, or the offset of what is wrong. */
function quantumEnd(text: string, start: number): number | { readonly bad: number | null } {
  let at = start;
  for (let count = 0; count < 4; count++) {
    at = skipLineEnds(text, at);
    if (at === text.length) return count === 0 ? { bad: null } : { bad: at - count };
    const char = text[at++]!;
    if (ALPHABET.test(char)) continue;
    if (char !== '=' || count < 2) return { bad: at - 1 };
    if (count === 2) {
      at = skipLineEnds(text, at);
      if (at === text.length) return { bad: at };
      if (text[at++] !== '=') return { bad: at - 2 };
    }
    at = skipLineEnds(text, at);
    return { bad: at < text.length ? at : null };
  }
  return at;
}

function skipLineEnds(text: string, from: number): number {
  let at = from;
  while (text[at] === '\n' || text[at] === '\r') at++;
  return at;
}
