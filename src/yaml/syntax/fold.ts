/** What line breaks within a scalar become: one is a space, more are all but the first; LS and PS stay. */
export function foldBreaks(breaks: string): string {
  if (breaks.charCodeAt(0) !== 0x0a) return breaks;
  return breaks.length === 1 ? ' ' : breaks.slice(1);
}
