// Draws the README's pictures: what a terminal shows of real commands, as SVG in docs/images. No fonts, no scripts;
// readable on dark and on light. The tests hold that there is nothing to draw.
//   npm run build && node scripts/readme-pictures.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { outputOf } from './readme.mjs';

const NODE = '--root fixtures/nodes/node01';

/** Each picture: its file in docs/images, and the command that it shows. */
export const PICTURES = {
  'where.svg': `spctl where ${NODE} --why`,
  'lint.svg': `spctl lint ${NODE} /etc/kubernetes/static`,
  'versions.svg':
    'spctl lint --root fixtures/conformance/kubeadm/1.34-default --kubelet-version 1.34,1.35 -q',
};

const COLUMNS = 120;
const [CELL, LINE, MARGIN, SIZE] = [7.8, 18, 14, 13];

/** The looks that src/report/text/style.ts has, by the codes that chalk writes for them. */
const LOOKS = { 1: 'strong', 2: 'faint', 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' };
const ENDS = { 22: ['strong', 'faint'], 39: ['red', 'green', 'yellow', 'cyan'], 0: Object.values(LOOKS) };

const STYLE = `rect{fill:#f6f8fa}text{font:${SIZE}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2328;white-space:pre}
.strong{font-weight:bold}.faint{fill:#59636e}.red{fill:#c21b24}.green{fill:#116329}.yellow{fill:#7d4e00}.cyan{fill:#055d6b}
@media(prefers-color-scheme:dark){rect{fill:#151b23}text{fill:#f0f6fc}.faint{fill:#9198a1}.red{fill:#ff7b72}.green{fill:#56d364}.yellow{fill:#e3b341}.cyan{fill:#56d4dd}}`;

/** The picture of a command. */
export function picture(command) {
  const rows = [
    ...wrapped([{ text: `$ ${command}`, looks: ['strong'] }]),
    ...runsOf(outputOf(command, { FORCE_COLOR: '1', NO_COLOR: '' })).flatMap(wrapped),
  ];
  const width = Math.ceil(COLUMNS * CELL + 2 * MARGIN);
  const height = rows.length * LINE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" xml:space="preserve">`,
    `<title>${escaped(`What this prints: ${command}`)}</title>`,
    `<style>${STYLE}</style>`,
    '<rect width="100%" height="100%" rx="8"/>',
    ...rows.flatMap((row, i) => drawn(row, MARGIN + i * LINE + SIZE)),
    '</svg>',
    '',
  ].join('\n');
}

/** The lines of a text with colour codes, each as runs of one look. */
function runsOf(output) {
  let looks = [];
  return output
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const [first, ...parts] = line.split('\u001b[');
      const runs = [{ text: first, looks }];
      for (const part of parts) {
        const [, codes, text] = /^([\d;]*)m(.*)$/su.exec(part) ?? [];
        if (codes === undefined) throw new Error(`an escape sequence that has no picture: ${part}`);
        for (const code of codes.split(';')) looks = withCode(looks, Number(code));
        runs.push({ text, looks });
      }
      return runs;
    });
}

function withCode(looks, code) {
  if (LOOKS[code]) return [...looks, LOOKS[code]];
  if (!ENDS[code]) throw new Error(`a colour code that has no picture: ${code}`);
  return looks.filter((look) => !ENDS[code].includes(look));
}

/** A line as the rows that a terminal makes of it, every run with the column where it begins. */
function wrapped(runs) {
  const rows = [[]];
  let column = 0;
  for (const { text, looks } of runs) {
    let rest = [...text];
    while (rest.length > 0) {
      if (column === COLUMNS) {
        rows.push([]);
        column = 0;
      }
      const shown = rest.slice(0, COLUMNS - column);
      rows.at(-1).push({ text: shown.join(''), column, length: shown.length, looks });
      column += shown.length;
      rest = rest.slice(shown.length);
    }
  }
  return rows;
}

/** Every run has its place and its length, so that columns stand below each other in any font. */
function drawn(row, y) {
  return row
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, column, length, looks }) => {
      const start = text.length - text.trimStart().length;
      const words = text.trim();
      const x = (MARGIN + (column + start) * CELL).toFixed(1);
      const wide = ((length - (text.length - words.length)) * CELL).toFixed(1);
      const look = looks.length > 0 ? ` class="${looks.join(' ')}"` : '';
      return `<text x="${x}" y="${y}" textLength="${wide}"${look}>${escaped(words)}</text>`;
    });
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  for (const [file, command] of Object.entries(PICTURES)) writeFileSync(folder + file, picture(command));
}
