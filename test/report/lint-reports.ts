import type { LintAnswer, LintedFile } from '../../src/answers/lint.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Location } from '../../src/diagnostics/location.ts';
import type { LintReport } from '../../src/report/lint-report.ts';
import type { Rule } from '../../src/rules/rule.ts';

/** A report on an answer with these members; its files are called by their paths on the node without `/repo/`. */
export function lintReport(
  answer: Partial<LintAnswer>,
  more: Partial<LintReport> & { readonly sources?: Readonly<Record<string, string>> } = {},
): LintReport {
  const { sources = {}, ...members } = more;
  return {
    answer: {
      schemaVersion: 1,
      kubeletVersion: '1.34',
      kubeletVersionOrigin: 'flag',
      nodeName: 'node01',
      starts: null,
      stage: null,
      error: null,
      approximate: false,
      paths: ['manifests'],
      settings: null,
      files: [],
      summary: { runs: 0, refused: 0, ignored: 0, shadowed: 0, unknown: 0, error: 0, warning: 0, info: 0 },
      diagnostics: [],
      ...answer,
    },
    showPath: (path) => path.replace(/^\/repo\//, ''),
    tellsNodePath: false,
    lineOf: (path, line) => sources[path]?.split('\n')[line - 1],
    ruleOf: (id) => (id === RULE.id ? RULE : undefined),
    failOn: 'warning',
    exitCode: 1,
    ...members,
  };
}

/** A file of an answer. */
export function linted(path: string, file: Partial<LintedFile> = {}): LintedFile {
  return { path, verdict: 'runs', stage: 'ok', pod: null, diagnostics: [], ...file };
}

/** A place within one line. */
export function at(file: string, line: number, column: number, endColumn: number): Location {
  return { file, line, column, endLine: line, endColumn };
}

export const RULE: Rule = {
  id: 'pod-invalid-value',
  scope: 'file',
  area: 'manifests',
  severities: ['warning', 'error'],
  summary: 'a field has a value that the kubelet refuses',
  why: 'The kubelet validates a pod before it runs it, and `refuses` <all> of it.',
  bad: 'containerPort: 70000',
  good: 'containerPort: 7000',
  fix: 'Write a value that the message allows.',
  links: ['pkg/apis/core/validation ValidatePod_Spec', 'https://kubernetes.io/docs/concepts/workloads/pods/'],
  since: 30,
};

const BAD = '/repo/manifests/bad, 100%.yaml';

/** Every verdict and severity, and what belongs to no file. */
export const ANSWER: Partial<LintAnswer> = {
  files: [
    linted('./manifests/.hidden.yaml', {
      verdict: 'ignored',
      stage: null,
      diagnostics: [
        {
          ruleId: 'dot-file-manifest',
          severity: 'info',
          message: 'the kubelet passes over names that begin with a dot',
          location: { file: '/repo/manifests/.hidden.yaml' },
        },
      ],
    }),
    linted('./manifests/bad, 100%.yaml', {
      verdict: 'refused',
      stage: 'validate',
      pod: { namespace: 'default', name: 'bad-node01' },
      diagnostics: [
        {
          ruleId: 'pod-invalid-value',
          severity: 'error',
          message: '"spec.containers[0].ports[0].containerPort" is 70000, which is invalid',
          location: at(BAD, 3, 18, 23),
          help: 'write a number from 1 to 65535',
          kubelet: {
            type: 'FieldValueInvalid',
            field: 'spec.containers[0].ports[0].containerPort',
            detail: 'must be between 1 and 65535, inclusive',
            index: 0,
          },
        },
        {
          ruleId: 'manifest-duplicate-key',
          severity: 'warning',
          message: 'the key "name" is there twice, and the last one counts',
          location: at(BAD, 4, 1, 5),
          related: [{ location: at(BAD, 1, 1, 5), message: 'the first one' }],
        },
      ],
    }),
    linted('./manifests/locked.yaml', {
      verdict: 'unknown',
      stage: 'read',
      diagnostics: [
        {
          ruleId: 'manifest-unreadable',
          severity: 'info',
          message: 'the file could not be read here: permission denied',
          location: { file: '/repo/manifests/locked.yaml' },
          help: 'look as root, as the kubelet does',
        },
      ],
    }),
    linted('./manifests/old.yaml', {
      verdict: 'shadowed',
      pod: { namespace: 'default', name: 'web-node01' },
      diagnostics: [
        {
          ruleId: 'manifest-shadowed',
          severity: 'warning',
          message: '"web.yaml" holds the same pod and wins',
          location: { file: '/repo/manifests/old.yaml', line: 2, column: 3, endLine: 4, endColumn: 1 },
          related: [{ location: at('/repo/manifests/web.yaml', 2, 3, 6), message: 'this pod wins' }],
        },
      ],
    }),
    linted('./manifests/web.yaml', { pod: { namespace: 'default', name: 'web-node01' } }),
  ],
  summary: { runs: 1, refused: 1, ignored: 1, shadowed: 1, unknown: 1, error: 2, warning: 3, info: 2 },
  diagnostics: [
    { ruleId: 'swap-on', severity: 'warning', message: 'swap is on, which a kubelet does not start with' },
    {
      ruleId: 'path-missing',
      severity: 'error',
      message: 'there is no such file or directory',
      location: { file: '/repo/nosuch.yaml' },
    },
  ],
};

export const SOURCES = { [BAD]: 'name: a\nports:\n- containerPort: 70000\nname: b\n' };

/** What no format may trip over. */
export const HOSTILE = [
  String.fromCharCode(...Array.from({ length: 0xa0 }, (_, i) => i)),
  '\u00ad\u2028\u202e\ufeff\ufffe\uffff 😀 \ud800 \udcff \ud83d',
  `"'<>&;]]>--><?%>%0A::error::##[error] # SKIP # TODO \\# {0} {{1}} [a](http://b) \`\`\` ~~~`,
  '\n  ...\n  ---\nnot ok 1\nBail out!\n::error::x\n1..9',
].join('');

/** A report that is hostile wherever a file or a node can be so. */
export function hostileReport(text: string): LintReport {
  const file = `/repo/${text}`;
  const diagnostic: Diagnostic = {
    ruleId: 'pod-invalid-value',
    severity: 'error',
    message: text,
    location: at(file, 1, 1, 3),
    help: text,
    related: [{ location: at(file, 1, 2, 3), message: text }],
    kubelet: { type: 'FieldValueInvalid', field: text, detail: text, index: 0 },
  };
  const files = (['refused', 'ignored', 'unknown'] as const).map((verdict) =>
    linted(text, { verdict, pod: { namespace: text, name: text }, diagnostics: [diagnostic] }),
  );
  const diagnostics = [diagnostic, { ruleId: 'path-missing', severity: 'error', message: text } as const];
  return lintReport({ nodeName: text, files, diagnostics }, { sources: { [file]: text } });
}

/** A file with as many findings. */
export function longReport(count: number): LintReport {
  const diagnostics = Array.from(
    { length: count },
    (_, i): Diagnostic => ({
      ruleId: 'pod-invalid-value',
      severity: i % 2 === 0 ? 'info' : 'error',
      message: `finding ${i}`,
      location: at('/repo/long.yaml', 1, 1, 2),
    }),
  );
  const line = 'x'.repeat(1_000_000);
  return lintReport(
    { files: [linted('long.yaml', { verdict: 'refused', diagnostics })] },
    { lineOf: () => line },
  );
}

/** The report on two kubelets: the older one takes what the newer one refuses. */
export function versionsReport(): LintReport {
  const files = ANSWER.files!;
  const older = files.map((file) => ({
    ...file,
    diagnostics: file.diagnostics.filter(({ severity }) => severity !== 'error'),
  }));
  const look = { starts: null, stage: null, error: null, diagnostics: ANSWER.diagnostics! };
  return lintReport(
    {
      ...ANSWER,
      kubeletVersion: '1.33',
      files: older,
      versions: [
        { ...look, kubeletVersion: '1.33', files: older },
        { ...look, kubeletVersion: '1.34', files },
      ],
    },
    { sources: SOURCES },
  );
}

/** The report that golden files show. */
export function goldenReport(): LintReport {
  return lintReport(ANSWER, { sources: SOURCES, exitCode: 3 });
}
