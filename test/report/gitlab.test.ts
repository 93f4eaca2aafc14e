import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gitlabReport } from '../../src/report/gitlab.ts';
import type { LintReport } from '../../src/report/lint-report.ts';
import {
  goldenReport,
  HOSTILE,
  hostileReport,
  lintReport,
  longReport,
  versionsReport,
} from './lint-reports.ts';

interface Issue {
  readonly check_name: string;
  readonly description: string;
  readonly severity: string;
  readonly fingerprint: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** The issues of a report, as GitLab validates and shows them (app/validators/json_schemas/codeclimate.json). */
function issuesOf(report: LintReport): readonly Issue[] {
  const issues = JSON.parse(gitlabReport(report)) as readonly Issue[];
  for (const { description, check_name, severity, fingerprint, location } of issues) {
    expect(typeof description).toBe('string');
    expect(check_name).toMatch(/^[a-z-]+$/);
    expect(['blocker', 'critical', 'major', 'minor', 'info']).toContain(severity);
    expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
    expect(Number.isInteger(location.lines.begin)).toBe(true);
    expect(location.path).not.toMatch(/^\.\//);
  }
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  return issues;
}

describe('the Code Quality report for GitLab', () => {
  it('has what GitLab reads', () => {
    expect(issuesOf(goldenReport())[1]).toMatchObject({
      check_name: 'pod-invalid-value',
      description: '"spec.containers[0].ports[0].containerPort" is 70000, which is invalid (kubelet 1.34)',
      severity: 'critical',
      location: {
        path: 'manifests/bad, 100%.yaml',
        lines: { begin: 3, end: 3 },
        positions: { begin: { line: 3, column: 18 }, end: { line: 3, column: 23 } },
      },
    });
  });

  it('is an empty list where there is nothing to say', () => {
    expect(issuesOf(lintReport({}))).toEqual([]);
  });

  it('has each finding once, with the kubelets that have it', () => {
    expect(
      issuesOf(versionsReport()).map(({ description }) => /\((kubelets? .*)\)$/.exec(description)?.[1]),
    ).toEqual([
      'kubelets 1.33, 1.34',
      'kubelets 1.33, 1.34',
      'kubelet 1.34',
      'kubelets 1.33, 1.34',
      'kubelets 1.33, 1.34',
      'kubelets 1.33, 1.34',
      'kubelets 1.33, 1.34',
    ]);
  });

  it('is valid whatever stands in the files', () => {
    issuesOf(longReport(500));
    issuesOf(hostileReport(HOSTILE));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)) }),
        (text) => {
          issuesOf(hostileReport(text));
        },
      ),
    );
  });
});
