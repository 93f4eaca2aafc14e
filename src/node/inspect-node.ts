import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Facts } from '../manifest/judgement.ts';
import type { Minor } from '../versions/minor.ts';
import { diagnoseAssumedCgroupV2, hasCgroupV1 } from './cgroup-version.ts';
import { diagnoseRoot, notRead, withoutClaims } from './diagnose-look.ts';
import { type FoundKubelet, findKubelet } from './find-kubelet.ts';
import type { Host, LookFailure } from './host/host.ts';
import { notingFailures } from './host/noting-failures.ts';
import { type KubeletCommand, type KubeletStart, startKubelet } from './kubelet/start-kubelet.ts';
import { type JudgedVersion, judgedVersion } from './kubelet-version.ts';
import { type NodeName, nodeNameOf } from './node-name.ts';
import { type StaticPodSource, staticPodSource } from './sources.ts';

/** Everything that one look at a node found; every command prints a part of it. */
export interface NodeReport {
  readonly version: JudgedVersion;
  readonly nodeName: NodeName;
  /** How the kubelet was found; null for a command line that the caller gave. */
  readonly found: FoundKubelet | null;
  readonly command: KubeletCommand | null;
  /** What the kubelet makes of its command line; null where there is none. */
  readonly start: KubeletStart | null;
  readonly source: StaticPodSource;
  /** What decides unit, command line or configuration and could not be read here: then neither is known. */
  readonly unread: readonly LookFailure[];
  /** What a manifest on this node is judged by. */
  readonly facts: Facts;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the caller knows better than the node. */
export interface InspectOptions {
  /** The unit that starts the kubelet; `kubelet.service` by default. */
  readonly unit?: string;
  readonly kubeletVersion?: Minor;
  /** Taken literally, as the file source gets it. */
  readonly nodeName?: string;
  /** A command line instead of a unit. */
  readonly command?: KubeletCommand;
}

/** A machine → what its kubelet reads: unit, command line, configuration, source. */
export function inspectNode(door: Host, options: InspectOptions = {}): NodeReport {
  // systemd and the kubelet are root, and know no such limits.
  const { host, noted } = notingFailures(door, ['denied', 'tooLarge']);
  const version = judgedVersion(options.kubeletVersion);
  const found = options.command ? null : findKubelet(host, options.unit);
  const command = options.command ?? found?.command ?? null;
  // An explicit command line need not be this machine's.
  const knowsHost = host.live && !options.command;
  const start =
    command && startKubelet(host, command, version.minor, { cgroupV1: knowsHost && hasCgroupV1(host) });
  const unread = [...noted.values()];
  const source = staticPodSource(host, unread.length > 0 ? null : start, command ?? { cwd: '/' });
  const nodeName = nodeNameOf({
    flag: options.nodeName,
    hostnameOverride: start?.flags.hostnameOverride,
    hostName: host.hostName(),
  });
  const said = [...(found?.diagnostics ?? []), ...(start?.diagnostics ?? [])];
  return {
    version,
    nodeName,
    found,
    command,
    start,
    source,
    unread,
    facts: { version: version.minor, gates: start?.gates ?? new Map(), nodeName: nodeName.name },
    diagnostics: diagnoseRoot(host) ?? [
      ...withoutClaims(said, unread),
      ...unread.map(notRead),
      ...nodeName.diagnostics,
      ...source.diagnostics,
      ...(knowsHost ? [] : diagnoseAssumedCgroupV2(start)),
    ],
  };
}

/** What files are judged by when no node is known: what the caller says, else the newest kubelet and any name. */
export function unknownNode(options: InspectOptions): Pick<NodeReport, 'version' | 'nodeName' | 'facts'> {
  const version = judgedVersion(options.kubeletVersion);
  const nodeName = nodeNameOf({ flag: options.nodeName });
  return { version, nodeName, facts: { version: version.minor, gates: new Map(), nodeName: nodeName.name } };
}
