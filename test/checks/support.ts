import { existsSync, readFileSync } from 'node:fs';
import type { Subjects } from '../../src/checks/define-check.ts';
import { checkNode } from '../../src/checks/index.ts';
import { LIVE_CHECKS } from '../../src/checks/live-checks.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lint } from '../../src/lint/lint.ts';
import { lintNode } from '../../src/lint/lint-node.ts';
import type { Host } from '../../src/node/host/host.ts';
import { rootHost } from '../../src/node/host/root-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import type { ApiState } from '../../src/runtime/api/api-state.ts';
import { parseLog } from '../../src/runtime/log-file.ts';
import type { ListeningPort, MachineState, UnitState } from '../../src/runtime/machine-state.ts';
import { type Minor, NEWEST_MINOR, parseMinor } from '../../src/versions/minor.ts';

/** The time of all fixtures: 2026-06-01. */
export const NOW = Date.UTC(2026, 5, 1);

/**
 * All findings in a fixture: a manifest directory for the scopes file and directory, a node's root for node, and
 * with a machine.json in it for live.
 * `@1.33` is the kubelet's version; `@own`: the node tells it.
 */
export function findingsIn(path: string, scope: keyof Subjects): readonly Diagnostic[] {
  const written = path.split('@')[1] ?? '';
  const version = parseMinor(written) ?? NEWEST_MINOR;
  if (scope === 'file' || scope === 'directory') return findingsOn(rootHost(path), '/', version);
  const machine = scope === 'live' ? machineIn(path) : undefined;
  return findingsOnNode(rootHost(path), written === 'own' ? undefined : version, machine, apiIn(path));
}

/** A machine as a fixture tells it: what it does not say was not asked, and lines of the log are those of a file. */
interface WrittenMachine {
  readonly units?: Readonly<Record<string, Partial<UnitState>>>;
  readonly log?: readonly string[];
  readonly listening?: { readonly tcp: readonly ListeningPort[]; readonly unix: readonly string[] };
  readonly fileSystems?: MachineState['fileSystems'];
}

const UNIT: UnitState = {
  loadState: 'loaded',
  activeState: 'active',
  subState: 'running',
  unitFileState: 'enabled',
  result: 'success',
  exitStatus: 0,
  restarts: 0,
  needDaemonReload: false,
};

/** What the API server says, in the same file; what is not said is as of one that is well and has no node. */
function apiIn(path: string): ApiState | undefined {
  const file = `${path}/machine.json`;
  if (!existsSync(file)) return undefined;
  const { api } = JSON.parse(readFileSync(file, 'utf8')) as { readonly api?: Partial<ApiState> };
  return api && { ...API, ...api };
}

const API: ApiState = {
  server: 'https://192.0.2.10:6443',
  location: { file: '/etc/kubernetes/admin.conf', line: 6, column: 13 },
  failure: null,
  readiness: { ready: true, failing: [] },
  version: 'v1.37.1',
  node: null,
  events: [],
};

function machineIn(path: string): MachineState {
  const file = `${path}/machine.json`;
  const { units, log, listening, fileSystems }: WrittenMachine = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {};
  return {
    units: units
      ? new Map(Object.entries(units).map(([name, state]) => [name, { ...UNIT, ...state }]))
      : null,
    kubeletLog: log
      ? { source: 'journalctl -u kubelet.service', lines: parseLog(log, NOW, false), looked: NOW }
      : null,
    listening: listening ? { tcp: listening.tcp, unix: new Set(listening.unix) } : null,
    fileSystems: fileSystems ?? [],
    unasked: [],
  };
}

/** All findings in a manifest directory of a host. */
export function findingsOn(host: Host, path: string, version: Minor = NEWEST_MINOR): readonly Diagnostic[] {
  const facts = { version, gates: new Map(), nodeName: 'node01' };
  const { files, diagnostics } = lint(host, { paths: [path], facts });
  return [...diagnostics, ...files.flatMap((file) => file.diagnostics)];
}

/** All findings on a node; of one that runs, where a machine is given. */
export function findingsOnNode(
  host: Host,
  version?: Minor,
  machine?: MachineState,
  api?: ApiState,
): readonly Diagnostic[] {
  const report = inspectNode(host, version === undefined ? {} : { kubeletVersion: version });
  const { files, diagnostics } = lintNode(host, report);
  return [
    ...report.diagnostics,
    ...diagnostics,
    ...files.flatMap((file) => file.diagnostics),
    ...checkNode({ host, report, files, now: NOW }),
    ...(machine
      ? runChecks(LIVE_CHECKS, { host, report, files, now: NOW, machine, ...(api && { api }) })
      : []),
  ];
}

/** A finding as expected.txt has it. */
export function asExpected(
  variant: string,
  { location, message, help, related = [], evidence = [] }: Diagnostic,
): string {
  const place = ({ file, line, column }: NonNullable<Diagnostic['location']>) =>
    [`${variant}${file}`, line, column].filter((part) => part !== undefined).join(':');
  return [
    `${location ? place(location) : variant} ${message}`,
    ...related.map((one) => `    ${place(one.location)} ${one.message}`),
    ...evidence.map((line) => `    | ${line}`),
    ...(help === undefined ? [] : [`    help: ${help}`]),
    '',
  ].join('\n');
}
