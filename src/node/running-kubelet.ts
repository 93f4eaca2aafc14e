import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FoundKubelet } from './find-kubelet.ts';
import type { Host } from './host/host.ts';
import type { KubeletCommand, KubeletStart } from './kubelet/start-kubelet.ts';
import { chooseKubelet } from './process/choose-kubelet.ts';
import { commandOfProcess } from './process/command-of-process.ts';
import { compareWithFiles } from './process/compare-with-files.ts';
import { diagnoseNotRunning } from './process/diagnose-not-running.ts';
import type { RunningKubelet } from './process/running-kubelet.ts';
import { runningKubelets } from './process/running-kubelets.ts';
import type { StaticPodSource } from './sources.ts';

/** The kubelet that runs on a live machine. */
export interface Running {
  /** Null where none runs, or it can't be seen. */
  readonly process: RunningKubelet | null;
  /**
   * Its command line where that is not what the files give: it decides what is read now, and the files what is read
   * after a restart. Null where the files' own command line serves.
   */
  readonly command: KubeletCommand | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Looks for the process; a copy of a node has none. */
export function lookForProcess(host: Host, found: FoundKubelet): Running {
  const { unit, started } = found.service;
  const all = runningKubelets(host);
  const chosen = chooseKubelet(all.processes, { unit: unit.id });
  const { process } = chosen;
  const own = process && commandOfProcess(process);
  return {
    process,
    command: own && !isSame(own, process, found) ? inPlace(own, process, found) : null,
    diagnostics: [
      ...all.diagnostics,
      ...chosen.diagnostics,
      ...(started ? diagnoseNotRunning(all, chosen, { name: unit.name, wrapped: found.via.length > 0 }) : []),
    ],
  };
}

/** Whether both read the same: flags, working directory, and files. */
function isSame(own: KubeletCommand, process: RunningKubelet, found: FoundKubelet): boolean {
  const { command: files } = found;
  if (!files || files.unknownFlags.length > 0 || own.argv.length !== files.argv.length) return false;
  if (!files.nodePath && !sharesPaths(process, found)) return false;
  return own.cwd === files.cwd && own.argv.every(({ value }, i) => i === 0 || value === files.argv[i]!.value);
}

/**
 * Whether the process's paths are the node's, be it with some mounts more. Where that may not be seen, what systemd
 * runs for the unit itself has the node's files.
 */
export function sharesPaths(
  { ownMountNamespace, ownRoot, unit }: RunningKubelet,
  { service, command }: FoundKubelet,
): boolean {
  if (ownRoot !== undefined) return ownRoot;
  return ownMountNamespace === undefined && unit === service.unit.id && !command?.nodePath;
}

/** Where the paths of a process in a container lie, the container's mounts tell. */
function inPlace(own: KubeletCommand, process: RunningKubelet, found: FoundKubelet): KubeletCommand {
  if (sharesPaths(process, found)) return own;
  return { ...own, nodePath: found.command?.nodePath ?? (() => null) };
}

/** What a start reads its configuration from: files, and the directory of drop-ins. */
export function configurationFiles(start: KubeletStart | null): readonly string[] {
  const files = (start?.files ?? []).map(({ document }) => document.source.file);
  return start && start.flags.configDir !== '' ? [...files, start.flags.configDir] : files;
}

/** Every difference between the running kubelet and the one that the files would start. */
export function differences(
  host: Host,
  process: RunningKubelet,
  { service, command, via }: FoundKubelet,
  start: KubeletStart | null,
): readonly Diagnostic[] {
  const { unit } = service;
  return compareWithFiles(
    process,
    {
      unit: unit.fragment === undefined ? null : unit.id,
      argv: command?.argv ?? null,
      unknownFlags: command?.unknownFlags ?? [],
      environment: service.described?.environment ?? null,
      cwd: command?.cwd ?? service.workingDirectory,
      exe: command?.exe ?? null,
      configFiles: configurationFiles(start),
      unitFiles: [
        ...(unit.fragment === undefined ? [] : [unit.fragment]),
        ...unit.dropIns,
        ...unit.environmentFiles.filter(({ loaded }) => loaded).map(({ path }) => path),
      ],
      wrapped: via.length > 0,
    },
    host,
  );
}

/** Says that the kubelet will read elsewhere once it is restarted. */
export function diagnoseRestart(now: StaticPodSource, then: StaticPodSource): readonly Diagnostic[] {
  const [from, to] = [placeOf(now), placeOf(then)];
  if (from === to) return [];
  return [
    {
      ruleId: 'static-pods-after-restart',
      severity: 'warning',
      message: `the running kubelet reads static pods from ${from}; as the files are now, it would read them from ${to} after a restart`,
      help: 'find out which of the two is meant before anything is moved or deleted',
    },
  ];
}

function placeOf({ kind, resolvedPath, staticPodPath, url }: StaticPodSource): string {
  if (kind === 'unknown') return 'a place that is not known';
  const path = resolvedPath ?? staticPodPath;
  const places = [...(path === null ? [] : [`"${path}"`]), ...(url === null ? [] : [`"${url}"`])];
  return places.join(' and ') || 'nowhere';
}
