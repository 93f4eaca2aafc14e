import { type ExcerptLine, excerpt, type Mark, type Spot } from './excerpt.ts';
import { escaped, markup } from './html-page.ts';
import { printableLine } from './text/escape.ts';

/** The lines in which marks of one file stand. */
export function sourceHtml(
  marks: readonly Mark[],
  lineOf: (file: string, line: number) => string | undefined,
): string[] {
  const file = marks[0]?.location.file ?? '';
  const lines = excerpt(marks, (line) => lineOf(file, line));
  if (lines.length === 0) return [];
  const gutter = String(Math.max(...lines.map((line) => line?.number ?? 0))).length;
  const shown = lines.map((line) =>
    line === null ? '<span class="number">...</span>' : sourceLine(line, gutter),
  );
  return [`<pre><code>${shown.join('\n')}</code></pre>`];
}

function sourceLine({ number, chars, cutBefore, cutAfter, spots }: ExcerptLine, gutter: number): string {
  const text = runs(chars, spots)
    .map(({ from, to, kind }) => {
      const run = markup(printableLine(chars.slice(from, to).join('')));
      return kind === undefined ? run : `<mark class="${kind}">${run}</mark>`;
    })
    .join('');
  const labels = spots.flatMap(({ label }) =>
    label === undefined ? [] : [`  <span class="label">${escaped(label)}</span>`],
  );
  const edges = [cutBefore ? '…' : '', cutAfter ? '…' : ''];
  return `<span class="number">${String(number).padStart(gutter)}  </span>${edges[0]}${text}${edges[1]}${labels.join('')}`;
}

/** The characters in runs that are marked alike; what a finding speaks of before what is related to it. */
function runs(
  chars: readonly string[],
  spots: readonly Spot[],
): readonly { readonly from: number; readonly to: number; readonly kind: Mark['kind'] | undefined }[] {
  const kinds: (Mark['kind'] | undefined)[] = Array.from(chars, () => undefined);
  for (const related of [true, false]) {
    for (const { start, end, kind } of spots) {
      if ((kind === 'related') === related) kinds.fill(kind, start, Math.max(start + 1, end));
    }
  }
  const edges = kinds.flatMap((kind, i) => (i === 0 || kind !== kinds[i - 1] ? [i] : []));
  return edges.map((from, i) => ({ from, to: edges[i + 1] ?? chars.length, kind: kinds[from] }));
}
