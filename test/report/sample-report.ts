import type { LintAnswer, LintedFile } from '../../src/answers/lint.ts';
import type { Diagnostic, Severity } from '../../src/diagnostics/diagnostic.ts';
import { SourceText } from '../../src/diagnostics/location.ts';
import type { LintReport } from '../../src/report/lint-report.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { lintReport } from './lint-reports.ts';

/** A report of files with these texts and findings. */
export function reportOf(
  files: readonly (Pick<LintedFile, 'path' | 'verdict' | 'diagnostics'> & { readonly text?: string })[],
  more: Partial<LintAnswer> = {},
  rules: readonly Rule[] = [],
): LintReport {
  const sources = new Map(files.map(({ path, text = '' }) => [`/${path}`, new SourceText(path, text)]));
  const summary = { runs: 0, refused: 0, ignored: 0, shadowed: 0, unknown: 0, error: 0, warning: 0, info: 0 };
  for (const { verdict, diagnostics } of files) {
    summary[verdict]++;
    for (const { severity } of diagnostics) summary[severity]++;
  }
  for (const { severity } of more.diagnostics ?? []) summary[severity]++;
  const shown = files.map(({ text: _, ...file }) => ({
    stage: 'validate' as const,
    pod: { namespace: 'default', name: 'web-node01' },
    ...file,
  }));
  return lintReport(
    { paths: [], files: shown, summary, ...more },
    {
      showPath: (nodePath) => nodePath.slice(1),
      lineOf: (nodePath, line) => sources.get(nodePath)?.line(line),
      ruleOf: (id) => rules.find((rule) => rule.id === id),
    },
  );
}

/** A finding on one line of a file. */
export function found(
  severity: Severity,
  place: readonly [file: string, line: number, column: number, endColumn: number],
  message: string,
  more: Partial<Diagnostic> = {},
): Diagnostic {
  const [file, line, column, endColumn] = place;
  const location = { file: `/${file}`, line, column, endLine: line, endColumn };
  return { ruleId: 'sample-rule', severity, message, location, ...more };
}

const WEB =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  hostNetwork: true\n  hostNetwork: false\n';
const LONG = `{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "${'x'.repeat(200)}"}}`;

/** Two files with findings of every kind, two without, one finding about the node. */
export const SAMPLE = reportOf(
  [
    {
      path: 'pods/web.yaml',
      verdict: 'shadowed',
      text: WEB,
      diagnostics: [
        found(
          'warning',
          ['pods/web.yaml', 4, 9, 12],
          '"zz.yaml" holds the same pod, "default/web", and wins',
          {
            related: [
              {
                location: { file: '/pods/zz.yaml', line: 1, column: 59, endLine: 1, endColumn: 62 },
                message: 'this pod wins',
              },
            ],
            help: 'move one of the two files out of the directory, or give its pod another name',
          },
        ),
        found('warning', ['pods/web.yaml', 7, 3, 14], '"hostNetwork" is given twice: the later one wins', {
          ruleId: 'key-twice',
          related: [
            {
              location: { file: '/pods/web.yaml', line: 6, column: 3, endLine: 6, endColumn: 14 },
              message: 'first given here',
            },
          ],
        }),
      ],
    },
    { path: 'pods/zz.yaml', verdict: 'runs', text: LONG, diagnostics: [] },
    {
      path: 'pods/名前.yaml',
      verdict: 'refused',
      text: 'kind: 値\n',
      diagnostics: [
        found('error', ['pods/名前.yaml', 1, 7, 8], 'the kubelet does not know the kind "値"'),
        found('info', ['pods/名前.yaml', 1, 1, 5], 'a file with <b>tags</b> & `code` | and a pipe'),
      ],
    },
    { path: 'pods/.hidden.yaml', verdict: 'ignored', diagnostics: [] },
  ],
  {
    diagnostics: [
      { ruleId: 'swap-on', severity: 'info', message: 'swap is on' },
      found('warning', ['etc/kubelet', 1, 1, 5], 'this has no effect', { ruleId: 'sample-rule' }),
    ],
  },
  [
    {
      id: 'sample-rule',
      scope: 'file',
      area: 'manifests',
      severities: ['warning'],
      summary: 'a pod is in two files',
      why: 'The kubelet keeps one pod for each <namespace>/<name>.',
      bad: 'name: web  # in two files',
      good: 'name: web2',
      fix: 'Keep one of them.',
      links: [
        'pkg/kubelet/config/file.go',
        'https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/',
      ],
      since: 30,
    },
  ],
);

const EVIL =
  '</pre><script>alert(1)</script>\u001b[31m\u202e"\'&<!--|\n```\n@all $x$ [a](javascript:b)\udc80';

/** A report in which all that a file or a node says is hostile. */
export const HOSTILE = reportOf(
  [
    {
      path: `${EVIL}.yaml`,
      verdict: 'refused',
      text: `${'`'.repeat(5)}${EVIL.replaceAll('\n', ' ')}`,
      diagnostics: [
        found('error', [`${EVIL}.yaml`, 1, 3, 30], EVIL, {
          help: EVIL,
          related: [
            {
              location: { file: `/${EVIL}.yaml`, line: 1, column: 1, endLine: 1, endColumn: 2 },
              message: EVIL,
            },
            { location: { file: `/${EVIL}` }, message: EVIL },
          ],
        }),
      ],
    },
    { path: `${EVIL}2`, verdict: 'runs', diagnostics: [] },
  ],
  { nodeName: EVIL, starts: false, stage: 'flags', error: EVIL, kubeletVersionOrigin: EVIL },
);

/** As many findings as a file's answer holds at most. */
export function manyFindings(count: number): LintReport {
  const path = 'pods/many.yaml';
  const diagnostics = Array.from({ length: count }, (_, i) =>
    found(i % 2 ? 'warning' : 'error', [path, i + 1, 1, 4], `finding number ${i + 1}`, {
      help: 'do something',
    }),
  );
  return reportOf([{ path, verdict: 'refused', text: 'key: value\n'.repeat(count), diagnostics }]);
}

/** What two kubelets make of a file. */
export function twoVersions(): LintReport {
  const { answer, ...report } = SAMPLE;
  const [first] = answer.files;
  const files = [first!];
  const older = [{ ...first!, verdict: 'runs' as const, diagnostics: first!.diagnostics.slice(1) }];
  const run = { starts: null, stage: null, error: null, diagnostics: [] };
  return {
    ...report,
    answer: {
      ...answer,
      files: older,
      kubeletVersion: '1.33',
      versions: [
        { ...run, kubeletVersion: '1.33', files: older },
        { ...run, kubeletVersion: '1.34', files },
      ],
    },
  };
}
