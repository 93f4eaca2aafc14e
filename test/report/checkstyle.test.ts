import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkstyleReport } from '../../src/report/checkstyle.ts';
import type { LintReport } from '../../src/report/lint-report.ts';
import { goldenReport, HOSTILE, hostileReport, longReport, versionsReport } from './lint-reports.ts';
import { readXml, type XmlElement } from './read-xml.ts';

/** The files of a report, as Checkstyle writes them. */
function filesOf(report: LintReport): readonly XmlElement[] {
  const root = readXml(checkstyleReport(report));
  expect([root.name, root.attributes]).toEqual(['checkstyle', { version: '4.3' }]);
  for (const { name, attributes, children } of root.children) {
    expect([name, Object.keys(attributes)]).toEqual(['file', ['name']]);
    for (const { name, attributes } of children) {
      expect(name).toBe('error');
      expect(attributes.severity).toMatch(/^(error|warning|info)$/);
      expect(attributes.source).toMatch(/^spctl\.[a-z-]+$/);
      expect(attributes).toHaveProperty('message');
      for (const key of ['line', 'column'])
        if (key in attributes) expect(attributes[key]).toMatch(/^[1-9]\d*$/);
    }
  }
  const names = root.children.map(({ attributes }) => attributes.name);
  expect(new Set(names).size).toBe(names.length);
  return root.children;
}

describe('the Checkstyle report', () => {
  it('lists every file, those without findings too', () => {
    const counts = filesOf(goldenReport()).map(({ attributes, children }) => [
      attributes.name,
      children.length,
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      'manifests/.hidden.yaml': 1,
      'manifests/bad, 100%.yaml': 2,
      'manifests/locked.yaml': 1,
      'manifests/old.yaml': 1,
      'manifests/web.yaml': 0,
      node01: 1,
      'nosuch.yaml': 1,
    });
  });

  it('has a place only where one is known', () => {
    const [hidden, bad] = filesOf(goldenReport());
    expect(hidden!.children[0]!.attributes).not.toHaveProperty('line');
    expect(bad!.children[0]!.attributes).toMatchObject({
      line: '3',
      column: '18',
      severity: 'error',
      source: 'spctl.pod-invalid-value',
    });
  });

  it('has each finding once, with the kubelets that have it where not all do', () => {
    const bad = filesOf(versionsReport()).find(({ attributes }) => attributes.name?.includes('bad'));
    expect(
      bad!.children.map(({ attributes }) => / \(kubelets? [^)]*\)$/.exec(attributes.message!)?.[0]),
    ).toEqual([undefined, ' (kubelet 1.34)']);
  });

  it('is well-formed whatever stands in the files', () => {
    filesOf(longReport(500));
    filesOf(hostileReport(HOSTILE));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)) }),
        (text) => {
          filesOf(hostileReport(text));
        },
      ),
    );
  });
});
