import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problems, read, settings } from './support.ts';

const FULL = `# yaml-language-server: $schema=settings.schema.json
checks:
  fixed-uid: off
  empty-argument: warning
  pod-invalid: on
exclude: [charts/, '*.tmpl']
checksEnabled: true
kubeletVersions: ['1.33', v1.34.10]
nodeName: node01
featureGates: {InPlacePodVerticalScaling: true}
formats: [text, {sarif: out/report.sarif}]
failOn: error
overrides:
- paths: [legacy/**]
  checks: {empty-argument: info}
`;

describe('a settings file', () => {
  it('is read, each value with its place', () => {
    const read = settings(FULL);
    expect(read.checks.get('fixed-uid')).toEqual({
      value: 'off',
      origin: {
        kind: 'settings',
        location: { file: '.spctl.yaml', line: 3, column: 3, endLine: 3, endColumn: 12 },
      },
      overridden: [],
    });
    expect([...read.checks].map(([rule, { value }]) => [rule, value])).toEqual([
      ['empty-argument', 'warning'],
      ['fixed-uid', 'off'],
      ['pod-invalid', 'on'],
    ]);
    expect(read.exclude.map(({ value }) => value.text)).toEqual(['charts/', '*.tmpl']);
    expect(read.kubeletVersions).toMatchObject({ value: [33, 34], origin: { location: { line: 8 } } });
    expect(read.nodeName?.value).toBe('node01');
    expect(read.featureGates?.get('InPlacePodVerticalScaling')?.value).toBe(true);
    expect(read.formats?.value).toEqual([{ format: 'text' }, { format: 'sarif', file: 'out/report.sarif' }]);
    expect(read.failOn?.value).toBe('error');
    expect(read.checksEnabled?.value).toBe(true);
    expect(read.overrides.map(({ paths, checks }) => [paths[0]?.value.text, [...checks.keys()]])).toEqual([
      ['legacy/**', ['empty-argument']],
    ]);
  });

  it.each(['', '# nothing\n', '---\n', '{}', 'checks: {}\noverrides: []\nexclude: []\n'])(
    'may say nothing: %j',
    (text) => {
      expect(settings(text)).toEqual({ directory: '/repo', checks: new Map(), overrides: [], exclude: [] });
    },
  );

  it('may be JSON, with its schema', () => {
    expect(settings('{"$schema": "x", "checks": {"fixed-uid": "off"}}').checks.size).toBe(1);
  });

  it.each([
    ['off', 'off'],
    ['"off"', 'off'],
    ['false', 'off'],
    ['on', 'on'],
    ["'on'", 'on'],
    ['info', 'info'],
  ])('has the level %s for %s', (written, level) => {
    expect(settings(`checks: {fixed-uid: ${written}}`).checks.get('fixed-uid')?.value).toBe(level);
  });

  it.each([
    ['chekcs: {}', '1:1 there is no member "chekcs" here (did you mean "checks"?)'],
    ['fail-on: error', '1:1 there is no member "fail-on" here (did you mean "failOn"?)'],
    ['checks:\n  fixed-udi: off', '2:3 there is no rule "fixed-udi" (did you mean "fixed-uid"?)'],
    ['checks: {nothing-like-it: off}', '1:10 there is no rule "nothing-like-it"'],
    [
      'checks:\n  pod-invalid: off',
      '2:16 "pod-invalid" is an error, which settings can neither switch off nor lower (what is refused stays refused; "exclude" takes out files that are not for a kubelet)',
    ],
    [
      'checks: {fixed-uid: error}',
      '1:21 only what the kubelet refuses is an error (to fail on a warning, say "failOn: warning")',
    ],
    ['checks: {fixed-uid: warn}', '1:21 a level is off, on, info or warning, not "warn"'],
    ['checks: {fixed-uid: }', '1:20 a level is off, on, info or warning, not nothing'],
    ['checks: [fixed-uid]', '1:9 this is rules with their levels, not a list'],
    ['kubeletVersions: [1.30]', '1:19 this is a kubelet version, not the number 1.3 (put it in quotes)'],
    ['kubeletVersions: ["2.0"]', '1:19 "2.0" is not a Kubernetes version such as "1.34"'],
    ['kubeletVersions: []', '1:18 this list is empty'],
    ['kubeletVersions: "1.34"', '1:18 this is a list of kubelet versions, not "1.34"'],
    ['nodeName: 17', "1:11 this is the node's name, not the number 17 (put it in quotes)"],
    ['nodeName: ""', "1:11 this is the node's name, not empty"],
    ['featureGates: {A: "true"}', '1:19 this is true or false, not "true"'],
    ['failOn: warn', '1:9 failOn is error, warning, info or never, not "warn"'],
    ['formats: [yaml]', '1:11 a format is text, json or sarif, not "yaml"'],
    [
      'formats: [text, json]',
      '1:17 only one format can go to standard output (give the others a file: "json: report.json")',
    ],
    ['formats: [{srif: x}]', '1:12 a format is text, json or sarif, not "srif" (did you mean "sarif"?)'],
    [
      'formats: [{sarif: a, json: b}]',
      '1:11 this is a format, or one format with its file: "sarif: report.sarif"',
    ],
    [
      'formats: [{sarif: /etc/kubernetes/manifests/x}]',
      '1:19 a report goes into a file below the directory of the settings (give another place as a flag: -o FORMAT=FILE)',
    ],
    [
      'formats: [{sarif: a/../../b}]',
      '1:19 a report goes into a file below the directory of the settings (give another place as a flag: -o FORMAT=FILE)',
    ],
    ['exclude: ["!a"]', '1:11 the pattern "!a" can\'t begin with "!": nothing takes a file back in'],
    ['exclude: [../a]', '1:11 the pattern "../a" leads out of the directory of the settings'],
    ['exclude: ["a*[b"]', '1:11 the pattern "a*[b" is malformed: "[" is not closed, or "\\" is the end'],
    ['exclude: [/]', '1:11 the pattern "/" names nothing'],
    ['overrides: [{paths: [a]}]', '1:13 an override has "paths" and "checks"; here is no "checks"'],
    ['overrides: [{checks: {}}]', '1:13 an override has "paths" and "checks"; here is no "paths"'],
    ['overrides: [{paths: [a], checks: {}, failOn: error}]', '1:38 there is no member "failOn" here'],
    ['checks: {}\nchecks: {}', '2:1 "checks" is here a second time'],
    ['checks: {}\n---\nchecks: {}', '2:1 settings are one document, and this begins another'],
    ['- a', '1:1 this is an object with members, not a list'],
  ])('tells what is wrong and where: %j', (text, problem) => {
    expect(problems(text)).toEqual([problem]);
  });

  it('tells all that is wrong, and uses what is right', () => {
    expect(problems('checks: {a-b: off}\nnodeName: 1\nexclude: [1, b]\n')).toHaveLength(3);
    expect(read('exclude: [1, b]').settings.exclude).toHaveLength(1);
  });

  it('takes what an anchor or a merge brings', () => {
    expect(
      settings(
        'exclude: &a [x]\noverrides:\n- paths: *a\n  checks: {<<: {fixed-uid: on}, fixed-uid: off}\n',
      ).overrides[0]?.checks.get('fixed-uid')?.value,
    ).toBe('off');
  });

  it.each([
    ['what is no YAML', 'checks: ['],
    ['what is no UTF-8', Uint8Array.of(0xff, 0xfe, 0x41)],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'.replaceAll(/./g, (c) => `${c}: &${c} [${Array(9).fill(`*${String.fromCharCode(c.charCodeAt(0) - 1)}`)}]\n`)}`,
    ],
    ['deep nesting', `checks: ${'['.repeat(9000)}${']'.repeat(9000)}`],
    ['members with the names of prototypes', '__proto__: {}\nconstructor: {}\n'],
    ['rules with the names of prototypes', 'checks: {__proto__: off, toString: off}'],
  ])('refuses %s with a sentence', (_, text) => {
    const found = read(text).diagnostics;
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ severity, location }) => severity === 'error' && location?.line)).toBe(true);
  });

  it('is read in time, however much is wrong with it', () => {
    const members = Array.from({ length: 40_000 }, (_, i) => `  no-such-rule-${i}: off`);
    const start = performance.now();
    expect(problems(`checks:\n${members.join('\n')}\n`)).toHaveLength(20);
    expect(performance.now() - start).toBeLessThan(3000);
  });

  it('is read whatever it says', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), (text) => {
        for (const { message, location } of read(text).diagnostics) {
          expect([message.endsWith('.'), location?.file]).toEqual([false, '.spctl.yaml']);
        }
      }),
    );
  });
});
