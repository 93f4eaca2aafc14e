import { compareBytes } from '../bytes/text.ts';
import type { Minor } from '../versions/minor.ts';
import { fieldsOf } from './types.ts';

/**
 * The field of a Go struct (`Container`) that a key was probably meant to be: the same but for case, `-` and
 * `_`, or few letters off. Undefined where nothing is near.
 */
export function suggestField(typeName: string, key: string, minor: Minor): string | undefined {
  return nearestName(
    key,
    fieldsOf(typeName, minor).map(({ name }) => name),
  );
}

/** The name that a word was probably meant to be; undefined where none is near. */
export function nearestName(word: string, names: Iterable<string>): string | undefined {
  // Longer words than any name are no typing mistakes, and distances cost time.
  if (word.length > 64) return undefined;
  const wanted = normalise(word);
  const most = tolerance(wanted);
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of names) {
    const own = normalise(name);
    if (Math.abs(own.length - wanted.length) > most) continue;
    const distance = editDistance(wanted, own, most);
    if (
      !best ||
      distance < best.distance ||
      (distance === best.distance && compareBytes(name, best.name) < 0)
    ) {
      best = { name, distance };
    }
  }
  return best && best.distance <= most ? best.name : undefined;
}

/** One mistake in every third letter, three at most. */
function tolerance(key: string): number {
  return Math.min(3, Math.floor(key.length / 3));
}

function normalise(key: string): string {
  return key.toLowerCase().replace(/[-_]/g, '');
}

/**
 * Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. Where it is above `most`, only
 * that much is certain of the answer: that words are far apart, a few letters show.
 */
export function editDistance(a: string, b: string, most = Math.max(a.length, b.length)): number {
  const beyond = most + 1;
  let beforePrevious: number[] = [];
  let previous: number[] = [];
  for (let j = 0; j <= b.length; j++) previous.push(Math.min(j, beyond));
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i++) {
    // Further from the diagonal everything is beyond.
    const [from, to] = [Math.max(1, i - most), Math.min(b.length, i + most)];
    const row: number[] = [];
    for (let j = 0; j < from; j++) row.push(j === 0 ? Math.min(i, beyond) : beyond);
    let leastOfRow = row[from - 1]!;
    for (let j = from; j <= to; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(previous[j]! + 1, row[j - 1]! + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, beforePrevious[j - 2]! + 1);
      row.push(least);
      if (least < leastOfRow) leastOfRow = least;
    }
    for (let j = to + 1; j <= b.length; j++) row.push(beyond);
    // A swap reaches back over one row.
    if (leastOfRow > most && leastBefore > most) return beyond;
    leastBefore = leastOfRow;
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length]!;
}
