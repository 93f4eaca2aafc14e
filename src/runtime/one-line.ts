/** Words of others, which may be anything, in a sentence: on one line, and no longer than one reads. */
export function oneLine(words: string, most = 300): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
