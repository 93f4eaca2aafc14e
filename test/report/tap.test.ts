import fc from 'fast-check';
import * as yaml from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { LintReport } from '../../src/report/lint-report.ts';
import { tapReport } from '../../src/report/tap.ts';
import { printable } from '../../src/report/text/escape.ts';
import {
  goldenReport,
  HOSTILE,
  hostileReport,
  lintReport,
  longReport,
  versionsReport,
} from './lint-reports.ts';

interface Point {
  readonly ok: boolean;
  readonly description: string;
  readonly skip?: string;
  readonly yaml?: { readonly findings?: readonly { readonly rule: string; readonly message: string }[] };
}

/** The points of a document, by the grammar of TAP 14. */
function pointsOf(report: LintReport): readonly Point[] {
  const [version, comment, plan, ...lines] = tapReport(report).split('\n');
  expect(version).toBe('TAP version 14');
  expect(comment).toMatch(/^# spctl \S+, kubelets? 1\./);
  expect(lines.pop()).toBe('');
  const points: Point[] = [];
  while (lines.length > 0) {
    const line = lines.shift()!;
    const [, not, number, rest] = /^(not )?ok (\d+) - (.*)$/s.exec(line) ?? [];
    expect(Number(number)).toBe(points.length + 1);
    const [, description = '', directive] = /^((?:\\[\\#]|[^\\#])*?)(?: # SKIP (.*))?$/s.exec(rest!) ?? [];
    expect(rest).toMatch(/^((?:\\[\\#]|[^\\#])*?)(?: # SKIP (.*))?$/s);
    const block: string[] = [];
    if (lines[0] === '  ---') {
      lines.shift();
      for (let next = lines.shift()!; next !== '  ...'; next = lines.shift()!) {
        expect(next).toMatch(/^ {2}/);
        block.push(next.slice(2));
      }
    }
    points.push({
      ok: not === undefined,
      description: description.replace(/\\([\\#])/g, '$1'),
      ...(directive !== undefined && { skip: directive }),
      ...(block.length > 0 && { yaml: yaml.load(block.join('\n')) as NonNullable<Point['yaml']> }),
    });
  }
  expect(plan).toBe(`1..${points.length}`);
  return points;
}

describe('the TAP report', () => {
  it('has a point for each file, skipped where the kubelet never reads it', () => {
    expect(
      pointsOf(goldenReport()).map(({ ok, skip, description }) => [ok, skip !== undefined, description]),
    ).toEqual([
      [true, true, 'manifests/.hidden.yaml'],
      [false, false, 'manifests/bad, 100%.yaml'],
      [false, false, 'manifests/locked.yaml'],
      [false, false, 'manifests/old.yaml'],
      [true, false, 'manifests/web.yaml'],
      [false, false, 'node01'],
      [false, false, 'nosuch.yaml'],
    ]);
  });

  it('has the findings as YAML below a point', () => {
    const [, bad] = pointsOf(goldenReport());
    expect(bad!.yaml).toEqual({
      verdict: 'refused',
      findings: [
        {
          rule: 'pod-invalid-value',
          severity: 'error',
          message: '"spec.containers[0].ports[0].containerPort" is 70000, which is invalid',
          at: { file: 'manifests/bad, 100%.yaml', line: 3, column: 18 },
          help: 'write a number from 1 to 65535',
        },
        {
          rule: 'manifest-duplicate-key',
          severity: 'warning',
          message: 'the key "name" is there twice, and the last one counts',
          at: { file: 'manifests/bad, 100%.yaml', line: 4, column: 1 },
        },
      ],
    });
  });

  it('tells apart what several kubelets make of a file', () => {
    const points = pointsOf(versionsReport());
    expect(points.map(({ description }) => description)).toContain('manifests/web.yaml (kubelet 1.33)');
    expect(points).toHaveLength(14);
  });

  it('skips where there is nothing to judge', () => {
    expect(pointsOf(lintReport({}))).toEqual([
      { ok: true, description: 'node01', skip: 'there is nothing to judge' },
    ]);
  });

  it('comes as it was written whatever stands in the files', () => {
    const same = (text: string) => {
      const [first] = pointsOf(hostileReport(text));
      if (!text.startsWith('./')) expect(first!.description).toBe(printable(text));
      expect(first!.yaml!.findings![0]!.message).toBe(printable(text));
    };
    same(HOSTILE);
    same('a # SKIP b \\# TODO');
    pointsOf(longReport(500));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)) }),
        same,
      ),
    );
  });
});
