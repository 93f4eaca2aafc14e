import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LintReport } from './lint-report.ts';
import { printable } from './text/escape.ts';
import { finding, place, type Surroundings } from './text/finding.ts';
import { PLAIN } from './text/style.ts';

/** How a report without colour shows findings. */
export function plainSurroundings({ showPath, lineOf }: LintReport): Surroundings {
  return { showPath, lineOf, style: PLAIN };
}

/** Findings as the text report shows them, for formats that have room for a text. */
export function plainFindings(diagnostics: readonly Diagnostic[], report: LintReport): string {
  const around = plainSurroundings(report);
  return diagnostics.flatMap((diagnostic) => finding(diagnostic, around)).join('\n');
}

/** What a finding says beside its place: message, related places, help; a line each. */
export function messageLines(
  { message, related = [], help }: Diagnostic,
  showPath: (nodePath: string) => string,
): string[] {
  return [
    printable(message),
    ...related.map(({ location, message }) => `${place(location, { showPath })}: ${printable(message)}`),
    ...(help === undefined ? [] : [`help: ${printable(help)}`]),
  ];
}
