import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/bytes/text.ts';
import type { LintReport } from '../../src/report/lint-report.ts';
import { sarifReport } from '../../src/report/sarif.ts';
import {
  ANSWER,
  at,
  goldenReport,
  HOSTILE,
  hostileReport,
  linted,
  lintReport,
  longReport,
  RULE,
  SOURCES,
  versionsReport,
} from './lint-reports.ts';

// The official schema is of a draft that ajv knows by other names only.
const {
  $schema: _,
  id: $id,
  ...schema
} = JSON.parse(
  readFileSync(new URL('../../fixtures/report/sarif-schema-2.1.0.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv.default({
  strict: false,
  allErrors: true,
  formats: {
    uri: /^[a-z][a-z0-9+.-]*:(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-F]{2})*$/i,
    'uri-reference': /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-F]{2})*$/,
    'date-time': true,
  },
});
const validate = ajv.compile({ ...schema, $id });

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations?: readonly {
    readonly physicalLocation: { readonly artifactLocation: { uri: string } };
  }[];
  readonly relatedLocations?: readonly { readonly id: number }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

interface Run {
  readonly tool: { readonly driver: Record<string, unknown> & { readonly rules: readonly { id: string }[] } };
  readonly automationDetails: { readonly id: string };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly {
      message: { text: string };
      descriptor?: { id: string };
    }[];
  }[];
  readonly results: readonly Result[];
  readonly properties: Readonly<Record<string, string>>;
}

/** The runs of a log, which holds the schema and what GitHub documents beyond it. */
function runsOf(report: LintReport): readonly Run[] {
  const log = JSON.parse(sarifReport(report)) as { runs: readonly Run[] };
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(log.runs.length).toBeLessThanOrEqual(20);
  const categories = log.runs.map(({ automationDetails: { id } }) => id.slice(0, id.lastIndexOf('/')));
  expect(new Set(categories).size).toBe(categories.length);
  for (const { tool, results } of log.runs) {
    const { rules } = tool.driver;
    expect(results.length).toBeLessThanOrEqual(25_000);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules)
      expect(rule).toMatchObject({
        shortDescription: { text: expect.stringMatching(/./) },
        fullDescription: { text: expect.stringMatching(/./) },
        help: { text: expect.stringMatching(/./), markdown: expect.stringMatching(/./) },
        defaultConfiguration: { level: expect.stringMatching(/^(error|warning|note)$/) },
      });
    for (const { ruleId, ruleIndex, message } of results) {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
      expect(message.text).toMatch(/./);
    }
    const hashes = results.map(({ partialFingerprints }) => partialFingerprints['findingHash/v1']);
    expect(new Set(hashes).size).toBe(results.length);
  }
  return log.runs;
}

const uriOf = (path: string) =>
  runsOf(
    lintReport({
      files: [
        linted('x', {
          diagnostics: [{ ruleId: 'a', severity: 'info', message: 'm', location: { file: path } }],
        }),
      ],
    }),
  )[0]!.results[0]!.locations![0]!.physicalLocation.artifactLocation;

describe('the SARIF report', () => {
  it('holds the official schema and the limits of GitHub', () => {
    const [run, ...more] = runsOf(goldenReport());
    expect(more).toEqual([]);
    expect(run!.automationDetails.id).toBe('spctl/1.34/');
    expect(run!.properties).toEqual({
      kubeletVersion: '1.34',
      kubeletVersionOrigin: 'flag',
      nodeName: 'node01',
    });
    expect(run!.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['dot-file-manifest', 'note'],
      ['pod-invalid-value', 'error'],
      ['manifest-duplicate-key', 'warning'],
      ['manifest-shadowed', 'warning'],
      ['swap-on', 'warning'],
    ]);
  });

  it('tells of a rule what there is to tell, and of no rule that did not come', () => {
    const { rules } = runsOf(goldenReport())[0]!.tool.driver;
    expect(rules).toHaveLength(5);
    const rule = rules.find(({ id }) => id === RULE.id) as unknown as {
      help: { text: string; markdown: string };
    };
    expect(rule).toMatchObject({
      helpUri: RULE.links[1],
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['kubernetes', 'static-pods', 'file'] },
    });
    expect(rule.help.text).toContain('Since kubelet 1.30.');
    // A message may hold no HTML.
    expect(rule.help.markdown).toContain('\\`refuses\\` \\<all\\> of it');
  });

  it('tells what could not be looked at apart from what was found', () => {
    const [run] = runsOf(goldenReport());
    const [invocation] = run!.invocations;
    expect(invocation!.executionSuccessful).toBe(false);
    expect(invocation!.toolExecutionNotifications.map(({ descriptor }) => descriptor?.id)).toEqual([
      'manifest-unreadable',
      'path-missing',
    ]);
    expect(runsOf(lintReport(ANSWER, { exitCode: 1 }))[0]!.invocations[0]!.executionSuccessful).toBe(true);
  });

  it('has a run for each kubelet, each of a category of its own', () => {
    const runs = runsOf(versionsReport());
    expect(runs.map(({ automationDetails }) => automationDetails.id)).toEqual(['spctl/1.33/', 'spctl/1.34/']);
    expect(runs.map(({ results }) => results.length)).toEqual([4, 5]);
  });

  it('names files by relative URIs, and absolute ones by their own', () => {
    expect(uriOf('/repo/a b/%41ö[1]:x.yaml')).toEqual({
      uri: 'a%20b/%2541%C3%B6%5B1%5D%3Ax.yaml',
      uriBaseId: '%SRCROOT%',
    });
    expect(uriOf('/etc/x y')).toEqual({ uri: 'file:///etc/x%20y' });
    expect(uriOf(decode(Uint8Array.of(0x2f, 0x65, 0xff)))).toEqual({ uri: 'file:///e%FF' });
    expect(uriOf('/repo/./x')).toEqual({ uri: 'x', uriBaseId: '%SRCROOT%' });
  });

  it('lets no text of a file become a link', () => {
    const [run] = runsOf(hostileReport('[here](0) {0}'));
    expect(run!.results[0]!.message.text).toBe('[here\\](0) {0}\nhelp: [here\\](0) {0}');
  });

  it('leaves out the least severe where GitHub takes no more, and says so', () => {
    const [run] = runsOf(longReport(30_000));
    expect(run!.results).toHaveLength(25_000);
    expect(run!.results.filter(({ level }) => level === 'error')).toHaveLength(15_000);
    expect(run!.invocations[0]!.toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      '5000 more findings are left out, the least severe',
    ]);
  });

  describe('its fingerprints', () => {
    const hashes = (report: LintReport) =>
      runsOf(report)[0]!.results.map(({ partialFingerprints }) => partialFingerprints['findingHash/v1']);
    const finding = (line: number, message = 'm') =>
      ({ ruleId: 'r', severity: 'info', message, location: at('/repo/f', line, 1, 2) }) as const;
    const report = (text: string, ...diagnostics: readonly ReturnType<typeof finding>[]) =>
      lintReport({ files: [linted('f', { diagnostics })] }, { sources: { '/repo/f': text } });

    it('stay where lines come before and the message is worded anew', () => {
      expect(hashes(report('\n\n  a: b', finding(3, 'other')))).toEqual(hashes(report('a: b', finding(1))));
    });

    it('differ by file, rule, field and the line’s text', () => {
      const [one] = hashes(report('a: b', finding(1)));
      expect(hashes(report('a: c', finding(1)))).not.toContain(one);
      const golden = hashes(lintReport(ANSWER, { sources: SOURCES }));
      expect(new Set(golden).size).toBe(golden.length);
    });

    it('number what is equal otherwise', () => {
      expect(new Set(hashes(report('a: b', finding(1), finding(1)))).size).toBe(2);
    });
  });

  it('holds the schema whatever stands in the files', () => {
    runsOf(hostileReport(HOSTILE));
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)) }),
        (text) => {
          runsOf(hostileReport(text));
        },
      ),
      { numRuns: 50 },
    );
  });
});
