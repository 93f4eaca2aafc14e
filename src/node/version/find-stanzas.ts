/** Bytes that are decoded at a time. */
const CHUNK = 1024 * 1024;
/** What a stanza of a package database has at most; a longer one is cut. */
const MAX_STANZA = 64 * 1024;

/**
 * What follows each line that begins with these ASCII characters, up to an empty line. Databases of packages have
 * megabytes, so they are searched by what V8 does natively, and never held as a whole.
 */
export function findStanzas(bytes: Uint8Array, lineStart: string, most: number): string[] {
  const stanzas: string[] = [];
  // Bytes that are no UTF-8 do not matter here: what is looked for is ASCII.
  const decoder = new TextDecoder();
  for (let start = 0; start < bytes.length && stanzas.length < most; start += CHUNK) {
    const text = decoder.decode(bytes.subarray(start, start + CHUNK + MAX_STANZA));
    let at = start === 0 && text.startsWith(lineStart) ? 0 : lineAfter(text, 0, lineStart);
    while (at >= 0 && at <= CHUNK && stanzas.length < most) {
      const end = text.indexOf('\n\n', at);
      stanzas.push(text.slice(at, Math.min(end < 0 ? text.length : end, at + MAX_STANZA)));
      at = end < 0 ? -1 : lineAfter(text, end, lineStart);
    }
  }
  return stanzas;
}

function lineAfter(text: string, from: number, lineStart: string): number {
  const at = text.indexOf(`\n${lineStart}`, from);
  return at < 0 ? -1 : at + 1;
}
