import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import { canShow, type Mark } from '../excerpt.ts';
import { printable } from './escape.ts';
import { frame } from './frame.ts';
import { hyperlink } from './hyperlink.ts';
import type { Style } from './style.ts';

/** How places are called, and what a terminal opens on them. */
export interface Naming {
  /** The name people use for a file that the house knows by its path on the node. */
  readonly showPath: (file: string) => string;
  /** The address of a place, on terminals that have links, for files that have one. */
  readonly addressOf?: (location: Location) => string | undefined;
}

/** What a finding needs from outside to be shown: how a file is called, and its lines. */
export interface Surroundings extends Naming {
  /** A line (1-based) of a file, undefined where there is none. */
  readonly lineOf: (file: string, line: number) => string | undefined;
  readonly style: Style;
}

/** A related place as far away as this is seen in one frame with the finding's own. */
const NEAR = 20;

/** `file:line:column`, as far as they are known. */
export function place(location: Location, { showPath, addressOf }: Naming): string {
  const { line, column } = location;
  const text =
    printable(showPath(location.file)) + (line ? `:${line}` : '') + (line && column ? `:${column}` : '');
  const address = addressOf?.(location);
  return address === undefined ? text : hyperlink(text, address);
}

/** A finding as lines: place, severity and message; the line it speaks of; related places; help. */
export function finding(diagnostic: Diagnostic, around: Surroundings): string[] {
  const { style, lineOf } = around;
  const { location, help, severity, ruleId } = diagnostic;
  const head = `${style.severity[severity](severity)}: ${printable(diagnostic.message)} ${style.faint(`[${ruleId}]`)}`;
  const { own, others } = marksOf(diagnostic, lineOf);
  const out = [location ? `${style.strong(place(location, around))}: ${head}` : head];
  out.push(...frameOfMarks(own, around));
  for (const { location: at, message } of others) {
    out.push(`  ${place(at, around)}: ${printable(message)}`, ...frameOf(at, around));
  }
  if (help) out.push(`  help: ${printable(help)}`);
  return out;
}

/** What is shown in the finding's own frame, and the related places that stand elsewhere. */
export function marksOf(
  { location, severity, related = [] }: Diagnostic,
  lineOf: (file: string, line: number) => string | undefined,
): { readonly own: readonly Mark[]; readonly others: NonNullable<Diagnostic['related']> } {
  if (!location) return { own: [], others: related };
  const isShown = (at: Location) => canShow(at, (line) => lineOf(at.file, line));
  const near = isShown(location)
    ? related.filter((one) => isNear(one.location, location) && isShown(one.location))
    : [];
  return {
    own: [
      { location, kind: severity },
      ...near.map((one): Mark => ({ location: one.location, kind: 'related', label: one.message })),
    ],
    others: related.filter((one) => !near.includes(one)),
  };
}

function isNear(a: Location, b: Location): boolean {
  return a.file === b.file && Math.abs((a.line ?? Number.NaN) - (b.line ?? Number.NaN)) <= NEAR;
}

/** The line of a place, with what is there marked. */
export function frameOf(location: Location, around: Surroundings): string[] {
  return frameOfMarks([{ location, kind: 'info' }], around);
}

function frameOfMarks(marks: readonly Mark[], { lineOf, style }: Surroundings): string[] {
  const [first] = marks;
  if (!first) return [];
  const { file } = first.location;
  return frame(marks, (line) => lineOf(file, line), style).map((line) => `    ${line}`);
}
