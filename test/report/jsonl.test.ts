import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonReport } from '../../src/report/json.ts';
import { jsonlReport } from '../../src/report/jsonl.ts';
import type { LintReport } from '../../src/report/lint-report.ts';
import {
  goldenReport,
  HOSTILE,
  hostileReport,
  lintReport,
  longReport,
  versionsReport,
} from './lint-reports.ts';

const ajv = new Ajv2020.default({ strict: false, allErrors: true });
for (const name of ['definitions', 'lint', 'lint-jsonl']) {
  const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
  ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')));
}
const validate = ajv.getSchema('lint-jsonl.schema.json')!;

type Line = Readonly<Record<string, unknown>> & { readonly type: string };

/** The lines of a report, each of which holds the schema. */
function linesOf(report: LintReport): readonly Line[] {
  const lines = jsonlReport(report).split('\n');
  expect(lines.pop()).toBe('');
  const values = lines.map((line) => JSON.parse(line) as Line);
  for (const value of values)
    expect([validate(value), value.type, validate.errors]).toEqual([true, value.type, null]);
  expect(values[0]!.type).toBe('header');
  expect(values.at(-1)!.type).toBe('summary');
  expect(values.slice(1, -1).every(({ type }) => type === 'file' || type === 'finding')).toBe(true);
  return values;
}

describe('the JSON lines', () => {
  it('are a header, each file with its findings, and a summary', () => {
    const lines = linesOf(goldenReport());
    expect(lines.map(({ type }) => type.slice(0, 4)).join(' ')).toBe(
      'head file find file find find file find file find file find find summ',
    );
    expect(lines[0]).toMatchObject({ tool: 'spctl', schemaVersion: 1, kubeletVersion: '1.34' });
    for (const [i, { type, findings }] of lines.entries())
      if (type === 'file')
        for (let n = 1; n <= Number(findings); n++) expect(lines[i + n]!.type).toBe('finding');
  });

  it('say what the JSON says', () => {
    const report = goldenReport();
    const view = { show: report.showPath, tellsNodePath: false };
    const { files } = JSON.parse(jsonReport(report.answer, view)) as { files: { diagnostics: unknown[] }[] };
    const { type: _, kubeletVersion: __, path: ___, ...finding } = linesOf(report)[4]!;
    expect(finding).toEqual(files[1]!.diagnostics[0]);
  });

  it('tell paths on the node where a copy is looked at', () => {
    const lines = linesOf({ ...goldenReport(), tellsNodePath: true });
    expect(lines[4]!.location).toMatchObject({
      file: 'manifests/bad, 100%.yaml',
      nodePath: '/repo/manifests/bad, 100%.yaml',
    });
  });

  it('have everything once for each kubelet', () => {
    const lines = linesOf(versionsReport());
    expect(lines[0]).toMatchObject({ kubeletVersions: ['1.33', '1.34'] });
    const files = lines.filter(({ type }) => type === 'file');
    expect(files.filter(({ kubeletVersion }) => kubeletVersion === '1.33')).toHaveLength(5);
    expect(files).toHaveLength(10);
  });

  it('hold the schema whatever stands in the files', () => {
    linesOf(lintReport({}));
    linesOf(longReport(500));
    linesOf(hostileReport(HOSTILE));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)) }),
        (text) => {
          linesOf(hostileReport(text));
        },
      ),
    );
  });
});
