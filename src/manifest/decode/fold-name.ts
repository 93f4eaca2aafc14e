/**
 * encoding/json foldName: names that differ in case only, by Unicode's simple folding of the ASCII letters.
 */
export function foldName(name: string): string {
  return name.replaceAll('\u017f', 's').replaceAll('\u212a', 'k').toLowerCase();
}
