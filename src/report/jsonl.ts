import type { PathView } from '../answers/path-view.ts';
import { jsonLine } from './json.ts';
import type { LintReport } from './lint-report.ts';
import { runsOf } from './lint-runs.ts';
import { TOOL } from './tool.ts';

/**
 * The answer as JSON lines: a header, then each file with its findings after it, what belongs to no file, and a
 * summary. Each kubelet's files follow those of the one before.
 */
export function jsonlReport(report: LintReport): string {
  const { files: _, summary, diagnostics: __, versions: ___, ...head } = report.answer;
  const runs = runsOf(report.answer);
  const [kubeletVersion, ...more] = runs.map((run) => run.kubeletVersion);
  const { name: tool, version: toolVersion } = TOOL;
  const view: PathView = { show: report.showPath, tellsNodePath: report.tellsNodePath };
  const lines = [
    {
      type: 'header',
      tool,
      toolVersion,
      ...head,
      ...(more.length > 0 && { kubeletVersions: [kubeletVersion, ...more] }),
    },
    ...runs.flatMap(({ kubeletVersion, files, diagnostics }) => [
      ...files.flatMap(({ diagnostics, ...file }) => [
        { type: 'file', kubeletVersion, ...file, findings: diagnostics.length },
        ...diagnostics.map((diagnostic) => ({
          type: 'finding',
          kubeletVersion,
          path: file.path,
          ...diagnostic,
        })),
      ]),
      ...diagnostics.map((diagnostic) => ({ type: 'finding', kubeletVersion, path: null, ...diagnostic })),
    ]),
    { type: 'summary', kubeletVersion, ...summary },
  ];
  return lines.map((line) => jsonLine(line, view)).join('');
}
