import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { junitReport } from '../../src/report/junit.ts';
import type { LintReport } from '../../src/report/lint-report.ts';
import {
  ANSWER,
  goldenReport,
  HOSTILE,
  hostileReport,
  lintReport,
  longReport,
  SOURCES,
  versionsReport,
} from './lint-reports.ts';
import { readXml, type XmlElement } from './read-xml.ts';

/** What Jenkins' junit-10.xsd allows: children, attributes that must be there, attributes that may. */
const ELEMENTS: Readonly<Record<string, readonly [string[], string[], string[]]>> = {
  testsuites: [['testsuite'], [], ['name', 'time', 'tests', 'failures', 'errors']],
  testsuite: [
    ['properties', 'testcase', 'system-out', 'system-err'],
    ['name', 'tests', 'failures', 'errors'],
    ['skipped', 'time', 'file', 'id', 'package'],
  ],
  properties: [['property'], [], []],
  property: [[], ['name', 'value'], []],
  testcase: [['skipped', 'error', 'failure', 'system-out', 'system-err'], ['name'], ['time', 'classname']],
  skipped: [[], [], ['type', 'message']],
  error: [[], [], ['type', 'message']],
  failure: [[], [], ['type', 'message']],
  'system-out': [[], [], []],
};

function check({ name, attributes, children, text }: XmlElement): void {
  const [allowed, wanted, possible] = ELEMENTS[name]!;
  for (const child of children) expect(allowed).toContain(child.name);
  for (const attribute of wanted) expect(Object.keys(attributes)).toContain(attribute);
  for (const attribute of Object.keys(attributes)) expect([...wanted, ...possible]).toContain(attribute);
  if (allowed.length > 0) expect(text.trim()).toBe('');
  if (name === 'testcase') expect(children.filter((one) => one.name !== 'system-out').length).toBeLessThan(2);
  children.forEach(check);
}

/** The suites of a report that holds the schema and counts right. */
function suitesOf(report: LintReport): readonly XmlElement[] {
  const root = readXml(junitReport(report));
  expect(root.name).toBe('testsuites');
  check(root);
  const count = (name: string) =>
    root.children.filter(({ children }) => children.some((one) => one.children.some((e) => e.name === name)))
      .length;
  expect(root.attributes).toEqual({
    name: 'spctl',
    tests: String(root.children.length),
    failures: String(count('failure')),
    errors: String(count('error')),
  });
  return root.children;
}

/** Each case's name with what became of it. */
function outcomes(report: LintReport): Readonly<Record<string, string>> {
  return Object.fromEntries(
    suitesOf(report).map(({ attributes, children }) => {
      const [first] = children.find(({ name }) => name === 'testcase')!.children;
      return [attributes.name!, first === undefined || first.name === 'system-out' ? 'passed' : first.name];
    }),
  );
}

describe('the JUnit report', () => {
  it('has a case for each file, and for what else findings speak of', () => {
    expect(outcomes(goldenReport())).toEqual({
      'manifests/.hidden.yaml': 'skipped',
      'manifests/bad, 100%.yaml': 'failure',
      'manifests/locked.yaml': 'error',
      'manifests/old.yaml': 'failure',
      'manifests/web.yaml': 'passed',
      node01: 'failure',
      'nosuch.yaml': 'error',
    });
  });

  it('fails for what makes the exit code 1, and only says the rest', () => {
    const report = lintReport(ANSWER, { sources: SOURCES, failOn: 'error' });
    expect(outcomes(report)).toMatchObject({ 'manifests/old.yaml': 'passed', node01: 'passed' });
    const [, bad] = suitesOf(report);
    const [, testcase] = bad!.children;
    expect(testcase!.children.map(({ name }) => name)).toEqual(['failure', 'system-out']);
    expect(testcase!.children[1]!.text).toContain('the key "name" is there twice');
    expect(outcomes(lintReport(ANSWER, { failOn: 'info' }))).toMatchObject({
      'manifests/.hidden.yaml': 'failure',
    });
  });

  it('tells readers where, with the line', () => {
    const [, bad] = suitesOf(goldenReport());
    expect(bad!.attributes.file).toBe('manifests/bad, 100%.yaml');
    const [failure] = bad!.children[1]!.children;
    expect(failure!.attributes.message).toMatch(/^refused: .*\(and 1 more\)$/);
    expect(failure!.text).toMatch(/^manifests\/bad, 100%\.yaml:3:18: error: /);
    expect(failure!.text).toContain('3 | - containerPort: 70000');
  });

  it('tells apart what several kubelets make of a file', () => {
    const names = suitesOf(versionsReport()).map(({ attributes }) => attributes.name);
    expect(names).toContain('manifests/web.yaml (kubelet 1.33)');
    expect(names).toContain('manifests/web.yaml (kubelet 1.34)');
    expect(new Set(names).size).toBe(14);
  });

  it('is never without a case, which Jenkins takes for a failure', () => {
    expect(outcomes(lintReport({}))).toEqual({ node01: 'skipped' });
  });

  it('is not all well where the exit code says that not everything could be looked at', () => {
    expect(outcomes(lintReport({}, { exitCode: 3 }))).toEqual({ spctl: 'error' });
  });

  it('holds the schema whatever stands in the files', () => {
    suitesOf(longReport(500));
    suitesOf(hostileReport(HOSTILE));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)) }),
        (text) => {
          suitesOf(hostileReport(text));
        },
      ),
    );
  });
});
