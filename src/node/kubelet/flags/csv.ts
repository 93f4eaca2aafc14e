import { byteLength } from '../../../validation/names.ts';
import type { Read } from './go-numbers.ts';

const BARE_QUOTE = 'bare " in non-quoted-field';
const STRAY_QUOTE = 'extraneous or missing " in quoted-field';

/** readAsCSV (pflag string_slice.go): the first record of encoding/csv, with Go's errors. */
export function readCSVRecord(text: string): Read<readonly string[]> {
  if (text === '') return { ok: true, value: [] };
  const lines = linesOf(text);
  let number = lines.findIndex((line) => line !== '\n');
  if (number === -1) return { ok: false, error: 'EOF' };
  const first = number;
  let line = lines[number]!;
  let at = 0;
  const fields: string[] = [];
  const fail = (place: number, problem: string) => {
    const start = first === number ? '' : `record on line ${first + 1}; `;
    const column = byteLength(line.slice(0, place)) + 1;
    const error = `${start}parse error on line ${number + 1}, column ${column}: ${problem}`;
    return { ok: false, error } as const;
  };
  for (;;) {
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at);
      const field = comma === -1 ? withoutNewline(line.slice(at)) : line.slice(at, comma);
      const bare = field.indexOf('"');
      if (bare !== -1) return fail(at + bare, BARE_QUOTE);
      fields.push(field);
      if (comma === -1) return { ok: true, value: fields };
      at = comma + 1;
      continue;
    }
    let field = '';
    at++;
    for (let ended = false; !ended; ) {
      const mark = line.indexOf('"', at);
      if (mark === -1) {
        field += line.slice(at);
        at = line.length;
        if (number + 1 >= lines.length) return fail(at, STRAY_QUOTE);
        line = lines[++number]!;
        at = 0;
        continue;
      }
      field += line.slice(at, mark);
      at = mark + 1;
      if (line[at] === '"') {
        field += '"';
        at++;
      } else if (line[at] === ',') {
        at++;
        ended = true;
      } else if (withoutNewline(line.slice(at)) === '') {
        return { ok: true, value: [...fields, field] };
      } else {
        return fail(mark, STRAY_QUOTE);
      }
    }
    fields.push(field);
  }
}

/** As Reader.readLine: CR LF becomes LF, a CR at the very end goes. */
function linesOf(text: string): string[] {
  const lines = text
    .replaceAll('\r\n', '\n')
    .replace(/\r$/, '')
    .split(/(?<=\n)/);
  return lines.filter((line) => line !== '');
}

function withoutNewline(line: string): string {
  return line.endsWith('\n') ? line.slice(0, -1) : line;
}
