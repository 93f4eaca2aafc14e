import { jsonReport } from './json.ts';
import type { LintReport } from './lint-report.ts';

/** A report as a text, by the format's name. Each is loaded when it is wanted, so that the text report need not wait. */
export const lintFormats = {
  json: async ({ answer, showPath, tellsNodePath }) => jsonReport(answer, { show: showPath, tellsNodePath }),
  jsonl: async (report) => (await import('./jsonl.ts')).jsonlReport(report),
  sarif: async (report) => (await import('./sarif.ts')).sarifReport(report),
  junit: async (report) => (await import('./junit.ts')).junitReport(report),
  github: async (report) => (await import('./github.ts')).githubReport(report),
  gitlab: async (report) => (await import('./gitlab.ts')).gitlabReport(report),
  checkstyle: async (report) => (await import('./checkstyle.ts')).checkstyleReport(report),
  tap: async (report) => (await import('./tap.ts')).tapReport(report),
  markdown: async (report) => (await import('./markdown.ts')).markdownReport(report),
  html: async (report) => (await import('./html.ts')).htmlReport(report),
} as const satisfies Readonly<Record<string, (report: LintReport) => Promise<string>>>;

/** The name of a format of `spctl lint` other than text. */
export type LintFormat = keyof typeof lintFormats;

/** Whether it is one. */
export function isLintFormat(name: string): name is LintFormat {
  return Object.hasOwn(lintFormats, name);
}
