import type { Subjects } from '../../src/checks/define-check.ts';
import { checkNode } from '../../src/checks/index.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lint } from '../../src/lint/lint.ts';
import { lintNode } from '../../src/lint/lint-node.ts';
import type { Host } from '../../src/node/host/host.ts';
import { rootHost } from '../../src/node/host/root-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import { type Minor, NEWEST_MINOR, parseMinor } from '../../src/versions/minor.ts';

/** The time of all fixtures: 2026-06-01. */
export const NOW = Date.UTC(2026, 5, 1);

/**
 * All findings in a fixture: a manifest directory for the scopes file and directory, a node's root for node.
 * `@1.33` is the kubelet's version; `@own`: the node tells it.
 */
export function findingsIn(path: string, scope: keyof Subjects): readonly Diagnostic[] {
  const written = path.split('@')[1] ?? '';
  const version = parseMinor(written) ?? NEWEST_MINOR;
  return scope === 'node'
    ? findingsOnNode(rootHost(path), written === 'own' ? undefined : version)
    : findingsOn(rootHost(path), '/', version);
}

/** All findings in a manifest directory of a host. */
export function findingsOn(host: Host, path: string, version: Minor = NEWEST_MINOR): readonly Diagnostic[] {
  const facts = { version, gates: new Map(), nodeName: 'node01' };
  const { files, diagnostics } = lint(host, { paths: [path], facts });
  return [...diagnostics, ...files.flatMap((file) => file.diagnostics)];
}

/** All findings on a node. */
export function findingsOnNode(host: Host, version?: Minor): readonly Diagnostic[] {
  const report = inspectNode(host, version === undefined ? {} : { kubeletVersion: version });
  const { files, diagnostics } = lintNode(host, report);
  return [
    ...report.diagnostics,
    ...diagnostics,
    ...files.flatMap((file) => file.diagnostics),
    ...checkNode({ host, report, files, now: NOW }),
  ];
}

/** A finding as expected.txt has it. */
export function asExpected(variant: string, { location, message, help, related = [] }: Diagnostic): string {
  const place = ({ file, line, column }: NonNullable<Diagnostic['location']>) =>
    [`${variant}${file}`, line, column].filter((part) => part !== undefined).join(':');
  return [
    `${location ? place(location) : variant} ${message}`,
    ...related.map((one) => `    ${place(one.location)} ${one.message}`),
    ...(help === undefined ? [] : [`    help: ${help}`]),
    '',
  ].join('\n');
}
