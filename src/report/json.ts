import type { PathView } from '../answers/path-view.ts';
import { encode, isUtf8, toWellFormed } from '../bytes/text.ts';
import type { Location } from '../diagnostics/location.ts';

/**
 * An answer as JSON text: two spaces, one trailing newline, members in the answer's own order, so that equal
 * answers are equal bytes. Locations name files of this machine (with `nodePath` where a copy is looked at). A
 * string that is not UTF-8 gets U+FFFD for each byte, and a sibling `…Base64` with all of them.
 */
export function jsonReport(answer: object, view: PathView): string {
  return jsonText(present(answer, view), 2);
}

/** As {@link jsonReport}, in one line. */
export function jsonLine(value: object, view: PathView): string {
  return jsonText(present(value, view));
}

/** A value as JSON text, with a line feed at its end. */
export function jsonText(value: unknown, indent?: number): string {
  return `${JSON.stringify(value, null, indent).replace(UNSAFE, escapeUnit)}\n`;
}

/** What JSON leaves as it is and a terminal or an editor does not: DEL, C1 and bidirectional controls, and the like. */
const UNSAFE = /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function escapeUnit(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function present(value: unknown, view: PathView): unknown {
  if (typeof value === 'string') return toWellFormed(value);
  // Most readers of JSON know no larger numbers either.
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item) => present(item, view));
  if (typeof value !== 'object' || value === null) return value;
  const out: (readonly [string, unknown])[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const name = toWellFormed(key);
    const shown = key === 'location' && isLocation(member) ? relocate(member, view) : member;
    out.push([name, present(shown, view)]);
    const raw = base64Of(member);
    if (raw !== undefined) out.push([`${name}Base64`, raw]);
  }
  // Not by assignment: a member may be called __proto__.
  return Object.fromEntries(out);
}

/** A configuration may have a member of that name too. */
function isLocation(value: unknown): value is Location {
  return typeof value === 'object' && value !== null && 'file' in value && typeof value.file === 'string';
}

function relocate(location: Location, view: PathView): Location & { nodePath?: string } {
  const { file, ...rest } = location;
  return { file: view.show(file), ...rest, ...(view.tellsNodePath && { nodePath: file }) };
}

/** The bytes of a string that is not UTF-8, or of each in a list that holds such a one. */
function base64Of(value: unknown): string | readonly string[] | undefined {
  if (typeof value === 'string') return isUtf8(value) ? undefined : toBase64(value);
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) return undefined;
  return value.every(isUtf8) ? undefined : value.map(toBase64);
}

function toBase64(text: string): string {
  let binary = '';
  for (const byte of encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
