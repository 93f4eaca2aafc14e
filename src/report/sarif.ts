import { EXIT } from '../answers/header.ts';
import { encode } from '../bytes/text.ts';
import { couldNotLook } from '../diagnostics/could-not-look.ts';
import { SEVERITIES } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/location.ts';
import { fingerprints } from './fingerprint.ts';
import { jsonText } from './json.ts';
import type { LintReport } from './lint-report.ts';
import { findingsOfRun, type LintRun, runsOf, type ShownFinding, shownPath } from './lint-runs.ts';
import { LEVELS, notificationsOf, rulesOf } from './sarif-rules.ts';
import { printable } from './text/escape.ts';
import { TOOL } from './tool.ts';

/** GitHub refuses a run with more results, and one of them with more locations. */
const MAX_RESULTS = 25_000;
const MAX_LOCATIONS = 1_000;

/** What paths are relative to: where the command ran, which only its user knows. */
const BASE = '%SRCROOT%';

/**
 * SARIF 2.1.0, one run for each kubelet. What a comment or a baseline suppresses is left out, not written with
 * `suppressions` (3.27.23): GitHub does not look at these, and shows each such result as an open alert
 * (https://github.com/github/codeql-action/issues/1230).
 */
export function sarifReport(report: LintReport): string {
  return jsonText(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: runsOf(report.answer).map((run) => sarifRun(run, report)),
    },
    2,
  );
}

function sarifRun(run: LintRun, report: LintReport) {
  const { kubeletVersion } = run;
  const { kubeletVersionOrigin, nodeName } = report.answer;
  const findings = findingsOfRun(run, report);
  const found = findings.filter(({ diagnostic }) => !couldNotLook(diagnostic));
  const unseen = findings.filter(({ diagnostic }) => couldNotLook(diagnostic));
  const kept = mostSevere(found);
  const rules = rulesOf(kept, report);
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprintOf = fingerprints(report);
  return {
    tool: {
      driver: {
        name: TOOL.name,
        semanticVersion: TOOL.version,
        ...(TOOL.homepage !== undefined && { informationUri: TOOL.homepage }),
        rules,
        ...(unseen.length > 0 && { notifications: notificationsOf(unseen, report) }),
      },
    },
    // GitHub takes what stands before the last slash for the category, in which it wants one run.
    automationDetails: { id: `${TOOL.name}/${kubeletVersion}/` },
    columnKind: 'unicodeCodePoints',
    originalUriBaseIds: { [BASE]: { description: { text: 'The directory in which spctl ran' } } },
    invocations: [
      {
        executionSuccessful: report.exitCode !== EXIT.couldNotLook,
        exitCode: report.exitCode,
        toolExecutionNotifications: [
          ...unseen.map(({ diagnostic, path }) => ({
            descriptor: { id: diagnostic.ruleId },
            level: LEVELS[diagnostic.severity],
            message: message(diagnostic),
            ...(path !== null && { locations: [location(path, diagnostic.location)] }),
          })),
          ...leftOut(found.length - kept.length),
        ],
      },
    ],
    results: kept.map((finding) => {
      const { diagnostic, path } = finding;
      const { related = [] } = diagnostic;
      return {
        ruleId: diagnostic.ruleId,
        ruleIndex: ruleIndex.get(diagnostic.ruleId),
        level: LEVELS[diagnostic.severity],
        message: message(diagnostic),
        ...(path !== null && { locations: [location(path, diagnostic.location)] }),
        ...(related.length > 0 && {
          relatedLocations: related.slice(0, MAX_LOCATIONS - 1).map((one, id) => ({
            id,
            ...location(shownPath(report.showPath(one.location.file)), one.location),
            message: { text: plainText(one.message) },
          })),
        }),
        partialFingerprints: { 'findingHash/v1': fingerprintOf(finding) },
      };
    }),
    properties: { kubeletVersion, kubeletVersionOrigin, nodeName: printable(nodeName) },
  };
}

/** As many as GitHub takes, the most severe first where they are too many. */
function mostSevere(findings: readonly ShownFinding[]): readonly ShownFinding[] {
  if (findings.length <= MAX_RESULTS) return findings;
  const bySeverity = SEVERITIES.flatMap((severity) =>
    findings.filter(({ diagnostic }) => diagnostic.severity === severity),
  );
  return bySeverity.slice(0, MAX_RESULTS);
}

function leftOut(count: number) {
  if (count === 0) return [];
  return [{ level: 'warning', message: { text: `${count} more findings are left out, the least severe` } }];
}

function message({ message, help }: { readonly message: string; readonly help?: string }) {
  return { text: plainText(message) + (help === undefined ? '' : `\nhelp: ${plainText(help)}`) };
}

/**
 * No text of a file becomes a link of a viewer's (SARIF 3.11.6). Braces stay single, against the letter of 3.11.5:
 * viewers look at them only where a message has arguments, and would show doubled ones.
 */
function plainText(text: string): string {
  return printable(text).replaceAll('](', '\\](');
}

function location(path: string, { line, column, endLine, endColumn }: Partial<Location> = {}) {
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return {
    physicalLocation: {
      artifactLocation: artifactLocation(path),
      ...(line !== undefined && { region }),
    },
  };
}

function artifactLocation(path: string) {
  return path.startsWith('/')
    ? { uri: `file://${percentEncoded(path)}` }
    : { uri: percentEncoded(path), uriBaseId: BASE };
}

/** RFC 3986: what is not unreserved as the bytes of its UTF-8. */
function percentEncoded(path: string): string {
  return path.replace(/[^\w.~/-]+/g, (text) => {
    const bytes = Array.from(encode(text), (byte) => byte.toString(16).toUpperCase().padStart(2, '0'));
    return bytes.map((hex) => `%${hex}`).join('');
  });
}
