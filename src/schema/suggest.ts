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
    const distance = editDistance(wanted, own);
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

/** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(previous[j]! + 1, row[j - 1]! + 1, replaced);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, beforePrevious[j - 2]! + 1);
      row.push(least);
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length]!;
}
