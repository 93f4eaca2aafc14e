import { describe, expect, it } from 'vitest';
import type { Diagnostic, Severity } from '../../src/diagnostics/diagnostic.ts';
import type { FileReport } from '../../src/directory/judge-directory.ts';
import type { LintResult } from '../../src/lint/lint.ts';
import { applySettings, isExcluded, regrader } from '../../src/settings/apply-settings.ts';
import { effectiveSettings, type GivenFlags } from '../../src/settings/effective-settings.ts';
import { settings } from './support.ts';

const here = (path: string) => path;
const finding = (ruleId: string, severity: Severity, file?: string): Diagnostic => ({
  ruleId,
  severity,
  message: 'm',
  ...(file !== undefined && { location: { file } }),
});
const file = (path: string, ...diagnostics: Diagnostic[]): FileReport => ({
  path,
  verdict: 'runs',
  stage: 'ok',
  diagnostics,
});
const result = (files: FileReport[], more: Partial<LintResult> = {}): LintResult => ({
  files,
  diagnostics: [],
  unchecked: [],
  ...more,
});
const shown = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.map(({ ruleId, severity }) => `${ruleId} ${severity}`);

describe('settings applied to findings', () => {
  it('switch rules off, and grade them', () => {
    const regrade = regrader(settings('checks: {fixed-uid: off, empty-argument: info}'), here);
    const found = [
      finding('fixed-uid', 'warning'),
      finding('empty-argument', 'warning'),
      finding('x', 'info'),
    ];
    expect(shown(regrade(found))).toEqual(['empty-argument info', 'x info']);
  });

  it('leave every error as it is, whatever its rule', () => {
    const regrade = regrader(settings('checks: {fixed-uid: off, empty-argument: info}'), here);
    const found = [finding('fixed-uid', 'error'), finding('empty-argument', 'error')];
    expect(shown(regrade(found))).toEqual(['fixed-uid error', 'empty-argument error']);
  });

  it('have other levels for some paths, of which the last counts, rule by rule', () => {
    const regrade = regrader(
      settings(`
checks: {fixed-uid: off}
overrides:
- paths: [a]
  checks: {fixed-uid: on, empty-argument: off}
- paths: [a/special.yaml]
  checks: {empty-argument: info}
`),
      here,
    );
    const at = (path: string) =>
      shown(regrade([finding('fixed-uid', 'warning'), finding('empty-argument', 'warning')], path));
    expect(at('/repo/b.yaml')).toEqual(['empty-argument warning']);
    expect(at('/repo/a/x.yaml')).toEqual(['fixed-uid warning']);
    expect(at('/repo/a/special.yaml')).toEqual(['fixed-uid warning', 'empty-argument info']);
    expect(at('/repo/b.yaml')).toEqual(['empty-argument warning']);
  });

  it('go by where a finding is, if it is of no file of the list; and by nothing where it is nowhere', () => {
    const regrade = regrader(settings('overrides: [{paths: ["**"], checks: {fixed-uid: off}}]'), (path) =>
      path.startsWith('/repo') ? path : undefined,
    );
    const found = [
      finding('fixed-uid', 'info', '/repo/x'),
      finding('fixed-uid', 'info'),
      finding('fixed-uid', 'info', '/n'),
    ];
    expect(regrade(found)).toEqual(found.slice(1));
  });
});

describe('settings applied to files', () => {
  const excluding = settings('exclude: [charts, "*.tmpl"]');

  it('take files out, with what was found in them and suppressed in them', () => {
    const unread: FileReport = { path: '/repo/b.tmpl', verdict: 'unknown', stage: null, diagnostics: [] };
    const { excluded, result: left } = applySettings(
      result(
        [
          file('/repo/a.yaml', finding('x', 'warning')),
          file('/repo/charts/b.yaml', finding('x', 'error')),
          unread,
        ],
        {
          unchecked: ['/repo/b.tmpl'],
          suppressed: [{ diagnostic: finding('x', 'info', '/repo/b.tmpl'), by: 'comment', reason: 'r' }],
        },
      ),
      excluding,
      here,
    );
    expect(excluded).toEqual(['/repo/charts/b.yaml', '/repo/b.tmpl']);
    expect(left.files.map(({ path }) => path)).toEqual(['/repo/a.yaml']);
    expect([left.unchecked, left.suppressed]).toEqual([[], []]);
  });

  it.each([
    ['all files', [file('/repo/a.tmpl')], []],
    [
      'all that the kubelet reads',
      [file('/repo/a.tmpl'), { ...file('/repo/.x'), verdict: 'ignored' as const }],
      [],
    ],
    ['every path', [], ['/repo/a.tmpl']],
  ])('leave nothing checked where they take %s out', (_, files, leftOut) => {
    const { excluded, result: left } = applySettings(result(files), excluding, here, leftOut);
    expect(excluded).toEqual(['/repo/a.tmpl']);
    expect(left.unchecked).toEqual(['/repo/a.tmpl']);
    expect(shown(left.diagnostics)).toEqual(['everything-excluded error']);
  });

  it('are in order where they take out all files that were named', () => {
    const files = new Set(['/repo/a.tmpl']);
    const { result: left } = applySettings(result([]), excluding, here, ['/repo/a.tmpl'], files);
    expect([left.unchecked, left.diagnostics]).toEqual([[], []]);
    const other = applySettings(result([]), excluding, here, ['/repo/a.tmpl', '/repo/charts'], files);
    expect(shown(other.result.diagnostics)).toEqual(['everything-excluded error']);
  });

  it('say nothing of what was empty before', () => {
    expect(applySettings(result([]), excluding, here).result).toEqual(result([]));
  });

  it('exclude nothing that is not on this machine', () => {
    expect([isExcluded(excluding, undefined), isExcluded(excluding, '/repo/charts')]).toEqual([false, true]);
  });
});

describe('effective settings', () => {
  const none: GivenFlags = {
    kubeletVersions: { value: undefined, given: false },
    nodeName: { value: undefined, given: false },
    featureGates: { value: undefined, given: false },
    formats: { value: undefined, given: false },
    failOn: { value: 'warning', given: false },
    checksEnabled: { value: true, given: false },
  };
  const some = settings(
    'kubeletVersions: ["1.33"]\nnodeName: node1\nfailOn: error\nchecksEnabled: false\nfeatureGates: {A: true, B: true}\nformats: [json]\n',
  );

  it('are the flags, then the file, then the defaults, each with its origin', () => {
    const { failOn, nodeName, kubeletVersions, featureGates, checksEnabled } = effectiveSettings(
      some,
      {
        ...none,
        failOn: { value: 'info', given: true },
        featureGates: { value: new Map([['A', false]]), given: true },
      },
      false,
    );
    expect(failOn).toMatchObject({
      value: 'info',
      origin: { kind: 'flag', flag: '--fail-on' },
      overridden: [{ value: 'error', origin: { location: { line: 3 } } }],
    });
    expect(nodeName).toMatchObject({ value: 'node1', origin: { kind: 'settings', location: { line: 2 } } });
    expect(kubeletVersions.value).toEqual([33]);
    expect(checksEnabled.value).toBe(false);
    expect([...featureGates].map(([name, { value, origin }]) => [name, value, origin.kind])).toEqual([
      ['A', false, 'flag'],
      ['B', true, 'settings'],
    ]);
  });

  it('are the defaults where there is no file', () => {
    const { failOn, nodeName, exclude } = effectiveSettings(null, none, false);
    expect(failOn).toEqual({ value: 'warning', origin: { kind: 'default' }, overridden: [] });
    expect([nodeName.value, exclude]).toEqual([undefined, []]);
  });

  it('leave the kubelet to a node that is looked at', () => {
    const { kubeletVersions, nodeName, featureGates, failOn } = effectiveSettings(some, none, true);
    expect([kubeletVersions.value, nodeName.value, featureGates.size]).toEqual([undefined, undefined, 0]);
    expect(failOn.value).toBe('error');
  });
});
