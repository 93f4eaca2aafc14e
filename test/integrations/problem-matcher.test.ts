import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { spctl } from '../commands/cli.ts';

interface Pattern {
  readonly regexp: string;
  readonly [group: string]: string | number;
}

interface Matcher {
  readonly owner: string;
  readonly severity?: string;
  readonly pattern: readonly [Pattern];
}

const { problemMatcher: matchers }: { problemMatcher: readonly Matcher[] } = JSON.parse(
  readFileSync(new URL('../../.github/spctl-problem-matcher.json', import.meta.url), 'utf8'),
);

type Problem = Readonly<Record<string, string | undefined>>;

/** What the runner makes of a line: the first matcher that fits, by the groups it names. */
function problemOf(line: string): Problem | undefined {
  for (const { severity, pattern } of matchers) {
    const [{ regexp, ...groups }] = pattern;
    const match = new RegExp(regexp).exec(line);
    if (!match) continue;
    const found = Object.entries(groups).map(([name, group]) => [name, match[group as number]]);
    return { ...(severity && { severity }), ...Object.fromEntries(found) };
  }
  return undefined;
}

const problemsOf = (text: string) =>
  text.split('\n').flatMap((line): readonly Problem[] => {
    const problem = problemOf(line);
    return problem ? [problem] : [];
  });

it('has one owner a matcher, and severities that GitHub knows', () => {
  expect(new Set(matchers.map(({ owner }) => owner)).size).toBe(matchers.length);
  for (const { severity } of matchers) expect(['error', 'warning', 'notice', undefined]).toContain(severity);
});

it.each(['fixtures/nodes/node01', 'fixtures/conformance/kubeadm/1.34-default'])(
  'finds in the text about %s what the JSON tells',
  (node) => {
    const args = ['lint', '--root', node, '--kubelet-version', '1.37'];
    const { files, diagnostics } = JSON.parse(spctl([...args, '-o', 'json']).stdout);
    const told = [...files.flatMap((file: { diagnostics: unknown[] }) => file.diagnostics), ...diagnostics];
    const shown = problemsOf(spctl([...args, '-v']).stdout);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.map(({ message, code }) => `${message} [${code}]`).sort()).toEqual(
      told.map(({ message, ruleId }: Record<string, string>) => `${message} [${ruleId}]`).sort(),
    );
  },
);

it('reads place, severity and rule, whatever else a line holds', () => {
  const file = 'a.yaml';
  expect(problemOf('  a.yaml:3:7: error: "x: y: 3" is 7: error: no [pod-invalid-value]')).toEqual({
    file,
    line: '3',
    column: '7',
    severity: 'error',
    message: '"x: y: 3" is 7: error: no',
    code: 'pod-invalid-value',
  });
  expect(problemOf('a.yaml:3: warning: a [b] [c-d]')).toMatchObject({
    file,
    line: '3',
    message: 'a [b]',
    code: 'c-d',
  });
  expect(problemOf('a.yaml: warning: m [c]')).toMatchObject({ file, line: undefined, column: undefined });
  expect(problemOf('error: a: warning: b [c]')).toMatchObject({ file: undefined, message: 'a: warning: b' });
  expect(problemOf('C:\\a b\\c.yaml:1:2: error: m [c]')).toMatchObject({
    file: 'C:\\a b\\c.yaml',
    line: '1',
  });
  expect(problemOf('a.yaml:1:2: info: m [c]')).toMatchObject({ severity: 'notice', message: 'm', code: 'c' });
});

it.each([
  'a.yaml: refused',
  'a.yaml: runs as default/web',
  '    help: remove it',
  '    3 | kind: Pod',
  '4 files: 1 runs; 0 errors',
])('passes %j by', (line) => expect(problemOf(line)).toBeUndefined());

it('takes no time on a long line', () => {
  const begin = performance.now();
  problemOf(`${' :1'.repeat(50_000)}x`);
  problemOf(`${' '.repeat(100_000)}x: error: ${'['.repeat(100_000)}`);
  expect(performance.now() - begin).toBeLessThan(2000);
});
