import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import { printable } from './escape.ts';
import { frame } from './frame.ts';
import type { Style } from './style.ts';

/** What a finding needs from outside to be shown: how a file is called, and its lines. */
export interface Surroundings {
  /** The name people use for a file that the house knows by its path on the node. */
  readonly showPath: (file: string) => string;
  /** A line (1-based) of a file, undefined where there is none. */
  readonly lineOf: (file: string, line: number) => string | undefined;
  readonly style: Style;
}

/** `file:line:column`, as far as they are known. */
export function place(location: Location, showPath: (file: string) => string): string {
  const { line, column } = location;
  return printable(showPath(location.file)) + (line ? `:${line}` : '') + (line && column ? `:${column}` : '');
}

/** A finding as lines: place, severity and message; the line it speaks of; related places; help. */
export function finding(diagnostic: Diagnostic, around: Surroundings): string[] {
  const { style, showPath, lineOf } = around;
  const { location, related = [], help, severity, ruleId } = diagnostic;
  const head = `${style.severity[severity](severity)}: ${printable(diagnostic.message)} ${style.faint(`[${ruleId}]`)}`;
  const out = [location ? `${style.strong(place(location, showPath))}: ${head}` : head];
  if (location) out.push(...frameOf(location, around));
  for (const { location: at, message } of related) {
    out.push(`  ${place(at, showPath)}: ${printable(message)}`, ...frameOf(at, around));
  }
  if (help) out.push(`  help: ${printable(help)}`);
  return out;

  function frameOf(at: Location, { style }: Surroundings): string[] {
    return frame(at, at.line ? lineOf(at.file, at.line) : undefined, style).map((line) => `    ${line}`);
  }
}
