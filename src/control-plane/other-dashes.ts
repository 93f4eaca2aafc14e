/** What to write instead of a flag whose hyphens a word processor or a web page made dashes; undefined for others. */
export function helpWithDashes(word: string): string | undefined {
  const [, flag] = /^[\u2010-\u2015\u2212]+-?([a-z].*)$/s.exec(word) ?? [];
  return flag === undefined ? undefined : `write two hyphens: "--${flag}"`;
}
