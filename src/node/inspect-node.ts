import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Facts } from '../manifest/judgement.ts';
import type { Minor } from '../versions/minor.ts';
import { diagnoseAssumedCgroupV2, hasCgroupV1 } from './cgroup-version.ts';
import { diagnoseDoor, notRead, withoutAbsences, withoutClaims } from './diagnose-look.ts';
import { type FoundKubelet, findKubelet } from './find-kubelet.ts';
import type { Host, LookFailure } from './host/host.ts';
import { mountedHost } from './host/mounted-host.ts';
import { notingFailures } from './host/noting-failures.ts';
import { type KubeletCommand, type KubeletStart, startKubelet } from './kubelet/start-kubelet.ts';
import { decidesSource, diagnoseUnknownFlags } from './launch/unknown-flags.ts';
import { manifestFacts } from './manifest-facts.ts';
import { type NodeName, nodeNameOf } from './node-name.ts';
import type { RunningKubelet } from './process/running-kubelet.ts';
import {
  configurationFiles,
  diagnoseRestart,
  differences,
  lookForProcess,
  sharesPaths,
} from './running-kubelet.ts';
import { type StaticPodSource, staticPodSource } from './sources.ts';
import { detectKubeletVersion } from './version/detect-kubelet-version.ts';
import { type JudgedVersion, judgedVersion } from './version/judged-version.ts';
import { legacyConfigFlag } from './version/legacy-config-flag.ts';
import { softened } from './version/soften.ts';
import { watchedSource } from './watched-source.ts';

/** Everything that one look at a node found; every command prints a part of it. */
export interface NodeReport {
  readonly version: JudgedVersion;
  readonly nodeName: NodeName;
  /** How the kubelet was found; null for a command line that the caller gave. */
  readonly found: FoundKubelet | null;
  /** The kubelet that runs; null where none does, where none can be seen, and for a copy of a node. */
  readonly process: RunningKubelet | null;
  /** What decides: the caller's command line, the running process's where it differs from the files', the files'. */
  readonly command: KubeletCommand | null;
  /** What the kubelet makes of its command line; null where there is none. */
  readonly start: KubeletStart | null;
  readonly source: StaticPodSource;
  /** What decides unit, command line or configuration and could not be read here: then neither is known. */
  readonly unread: readonly LookFailure[];
  /** What a manifest on this node is judged by. */
  readonly facts: Facts;
  /** How the running kubelet differs from what the files say; among the diagnostics too. */
  readonly drift: readonly Diagnostic[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the caller knows better than the node. */
export interface InspectOptions {
  /** The unit that starts the kubelet; by default `kubelet.service`, else one that a distribution has. */
  readonly unit?: string;
  readonly kubeletVersion?: Minor;
  /** Taken literally, as the file source gets it. */
  readonly nodeName?: string;
  /** A command line instead of a unit. */
  readonly command?: KubeletCommand;
  /** Not to look for the running process of a live machine. */
  readonly filesOnly?: boolean;
  /** What the kubelet at a path of the node prints for `--version`; absent where nothing may be run. */
  readonly askVersion?: (exe: string) => string | null;
  /** What was found on the way to the node. */
  readonly diagnostics?: readonly Diagnostic[];
}

/** A machine → what its kubelet reads: unit, command line, configuration, source. */
export function inspectNode(door: Host, options: InspectOptions = {}): NodeReport {
  const ofDoor = options.diagnostics ?? [];
  // systemd and the kubelet are root, and know no such limits.
  const { host, noted } = notingFailures(door, ['denied', 'tooLarge', 'notCopied']);
  const found = options.command ? null : findKubelet(host, options.unit, options.kubeletVersion);
  const running = found && !options.filesOnly && door.live ? lookForProcess(door, found) : null;
  const command = options.command ?? running?.command ?? found?.command ?? null;
  const { version, legacy } = versionOf(door, options, found, running?.process ?? null, command);
  // An explicit command line need not be this machine's.
  const knowsHost = host.live && !options.command;
  const look = (one: KubeletCommand | null) =>
    readStart({ host, noted }, one, version, knowsHost && hasCgroupV1(host));
  const reading = look(command && legacy ? { ...command, argv: legacy.argv } : command);
  const afterRestart = running?.command ? look(found?.command ?? null) : reading;
  const { start, unread } = reading;
  const source = running?.process
    ? watchedSource(door, running.process, reading.source, configurationFiles(start))
    : reading.source;
  const nodeName = nodeNameOf({
    flag: options.nodeName,
    hostnameOverride: start?.flags.hostnameOverride,
    hostName: command?.unknownFlags?.includes('hostname-override') ? undefined : host.hostName(),
  });
  const drift = [
    ...(running?.diagnostics ?? []),
    ...(found && running?.process ? differences(door, running.process, found, afterRestart.start) : []),
    ...diagnoseRestart(source, afterRestart.source),
  ];
  const said = [
    ...(found?.diagnostics ?? []),
    ...(legacy?.diagnostics ?? []),
    ...diagnoseUnknownFlags(command),
    ...softened(start?.diagnostics ?? [], version),
  ];
  return {
    version,
    nodeName,
    found,
    process: running?.process ?? null,
    command,
    start,
    source,
    unread,
    facts: {
      version: version.minor,
      gates: start?.gates ?? new Map(),
      ...manifestFacts(nodeName, { command, start: unread.length > 0 ? null : start }),
    },
    drift,
    diagnostics: diagnoseDoor(host, ofDoor) ?? [
      ...ofDoor,
      ...withoutAbsences(withoutClaims(said, unread), ofDoor),
      ...unread.map(notRead),
      ...version.diagnostics,
      ...nodeName.diagnostics,
      ...withoutAbsences(source.diagnostics, ofDoor),
      ...drift,
      ...(knowsHost ? [] : diagnoseAssumedCgroupV2(start)),
    ],
  };
}

/** What files are judged by when no node is known: what the caller says, else the newest kubelet and any name. */
export function unknownNode(options: InspectOptions): Pick<NodeReport, 'version' | 'nodeName' | 'facts'> {
  const version = judgedVersion({ asked: options.kubeletVersion });
  const nodeName = nodeNameOf({ flag: options.nodeName });
  const known = manifestFacts(nodeName, { command: null, start: null });
  return { version, nodeName, facts: { version: version.minor, gates: new Map(), ...known } };
}

/** The version to judge by, and the command line as a kubelet of before 1.6 reads it, where it is one. */
function versionOf(
  host: Host,
  options: InspectOptions,
  found: FoundKubelet | null,
  process: RunningKubelet | null,
  command: KubeletCommand | null,
) {
  const { kubeletVersion: asked, askVersion } = options;
  const exe = found?.command?.exe;
  const binary = binaryOf(process, found);
  // A machine without a kubelet has nothing to tell of the one that files are judged for.
  const tells = asked === undefined && (!host.live || (found !== null && command !== null));
  const told = tells
    ? detectKubeletVersion(host, {
        exe,
        processExe: process?.exe,
        images: (found?.via ?? []).flatMap(({ image, location }) =>
          image === undefined ? [] : [{ image, ...(location && { location }) }],
        ),
        environment: new Map(
          [...(found?.service.described?.environment ?? [])].map(([name, { value }]) => [name, value]),
        ),
        ...(askVersion && binary !== null && { exec: () => askVersion(binary) }),
      })
    : null;
  // The control plane beside it says less than the kubelet's own flags.
  const own = told?.origin === 'control-plane' ? undefined : told?.minor;
  const legacy = command && legacyConfigFlag(command.argv, asked ?? own);
  return { version: judgedVersion({ asked, found: legacy?.version ?? told }), legacy };
}

/** The kubelet's executable, where it is one of the node's files: what a container runs is not. */
function binaryOf(process: RunningKubelet | null, found: FoundKubelet | null): string | null {
  if (process?.exeDeleted === false) return found && sharesPaths(process, found) ? process.exe : null;
  const { exe, nodePath } = found?.command ?? {};
  // A bare name was not found in PATH, or is what a distribution calls its own.
  if (!exe?.startsWith('/')) return null;
  return nodePath ? nodePath(exe) : exe;
}

interface Reading {
  readonly start: KubeletStart | null;
  readonly source: StaticPodSource;
  readonly unread: readonly LookFailure[];
}

/** What a kubelet makes of a command line and of the files that it names, as its process sees them. */
function readStart(
  { host, noted }: ReturnType<typeof notingFailures>,
  command: KubeletCommand | null,
  { minor }: JudgedVersion,
  cgroupV1: boolean,
): Reading {
  const view = command?.nodePath ? mountedHost(host, command.nodePath) : host;
  const inside = notingFailures(view, ['inImage']);
  const start = command && startKubelet(inside.host, command, minor, { cgroupV1 });
  const unread = [...noted.values(), ...inside.noted.values()];
  const isKnown = unread.length === 0 && !command?.unknownFlags?.some(decidesSource);
  return { start, source: staticPodSource(view, isKnown ? start : null, command ?? { cwd: '/' }), unread };
}
