import { casesOf, type LintCase } from './lint-cases.ts';
import type { LintReport } from './lint-report.ts';
import { kubeletWords, type LintRun, runsOf } from './lint-runs.ts';
import { plainFindings } from './plain-finding.ts';
import { printable } from './text/escape.ts';
import { xmlAttributes, xmlText } from './xml.ts';

/**
 * JUnit XML as Jenkins, GitLab and GitHub's reporters read it: a suite for each file with the file as its one case.
 * What makes the exit code 1 is a failure, a file that the kubelet never reads is skipped, one that could not be
 * looked at is an error; what else there is to say is the case's output. A case has one failure with all findings
 * in it, for readers take the first or stumble over more.
 */
export function junitReport(report: LintReport): string {
  const runs = runsOf(report.answer);
  const cases = runs.flatMap((run) => casesOf(run, report).map((one) => ({ one, run })));
  const count = (outcome: LintCase['outcome']) => cases.filter(({ one }) => one.outcome === outcome).length;
  const head = { name: 'spctl', tests: cases.length, failures: count('failed'), errors: count('error') };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${xmlAttributes(head)}>`,
    ...cases.flatMap(({ one, run }) => suite(one, run, runs.length > 1, report)),
    '</testsuites>\n',
  ].join('\n');
}

function suite(one: LintCase, run: LintRun, isOneOfSeveral: boolean, report: LintReport): string[] {
  const { name, isFile, outcome } = one;
  const { kubeletVersion } = run;
  const attributes = {
    name: isOneOfSeveral ? `${name} (${kubeletWords([kubeletVersion])})` : name,
    tests: 1,
    failures: Number(outcome === 'failed'),
    errors: Number(outcome === 'error'),
    skipped: Number(outcome === 'skipped'),
    time: 0,
    file: isFile ? name : undefined,
  };
  // Jenkins takes what stands before the last dot for a package.
  const classname = `spctl.kubelet-${kubeletVersion.replace('.', '-')}`;
  return [
    `  <testsuite${xmlAttributes(attributes)}>`,
    '    <properties>',
    `      <property${xmlAttributes({ name: 'kubeletVersion', value: kubeletVersion })}/>`,
    '    </properties>',
    `    <testcase${xmlAttributes({ name, classname, time: 0 })}>`,
    ...outcomeElement(one, report),
    ...output(one, report),
    '    </testcase>',
    '  </testsuite>',
  ];
}

function outcomeElement({ outcome, words, failing, others }: LintCase, report: LintReport): string[] {
  if (outcome === 'passed') return [];
  if (outcome === 'skipped') return [`      <skipped${xmlAttributes({ message: words })}/>`];
  const reasons = failing.length > 0 ? failing : others;
  const [first] = reasons;
  const more = reasons.length > 1 ? ` (and ${reasons.length - 1} more)` : '';
  const message = first ? `${words}: ${printable(first.message)}${more}` : words;
  const element = outcome === 'error' ? 'error' : 'failure';
  const text = xmlText(plainFindings(reasons, report));
  return [`      <${element}${xmlAttributes({ message, type: first?.ruleId })}>${text}</${element}>`];
}

function output({ outcome, words, failing, others }: LintCase, report: LintReport): string[] {
  const isSaid = outcome === 'error' && failing.length === 0;
  const text = [...(outcome === 'passed' ? [words] : []), ...(isSaid ? [] : [plainFindings(others, report)])]
    .filter((part) => part !== '')
    .join('\n');
  return text === '' ? [] : [`      <system-out>${xmlText(text)}</system-out>`];
}
