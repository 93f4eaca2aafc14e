import type { FileSystemSpace } from '../node/host/host.ts';

/**
 * What a running machine tells beyond its files, at one moment. What was not asked, or could not be, is null: that is
 * not the same as "there is nothing".
 */
export interface MachineState {
  /** By name, `kubelet.service`: what systemd itself says of the units that matter here. */
  readonly units: ReadonlyMap<string, UnitState> | null;
  /** The kubelet's own last lines, oldest first. */
  readonly kubeletLog: KubeletLog | null;
  readonly listening: ListeningSockets | null;
  /** The file systems that the kubelet, the runtime and etcd write to; one entry for each path that exists. */
  readonly fileSystems: readonly FileSystemUse[];
  /** What could not be asked, and why. */
  readonly unasked: readonly Unasked[];
}

/** `systemctl show`, the properties as systemd spells them. */
export interface UnitState {
  /** `loaded`, `not-found`, `masked`, `bad-setting`, `error`. */
  readonly loadState: string;
  /** `active`, `activating`, `inactive`, `failed` … */
  readonly activeState: string;
  /** `running`, `auto-restart`, `dead` … */
  readonly subState: string;
  /** `enabled`, `disabled`, `masked` …; empty where there is no unit file. */
  readonly unitFileState: string;
  /** `success`, `exit-code`, `signal`, `oom-kill`, `start-limit-hit` … */
  readonly result: string;
  /** Of the main process's last end; 0 while it has not ended. systemd's own are 200 and above: 203 is EXEC. */
  readonly exitStatus: number;
  /** Restarts by systemd since somebody started it. */
  readonly restarts: number;
  readonly needDaemonReload: boolean;
}

/** The kubelet's log, as far back as was read. */
export interface KubeletLog {
  /** For people: `journalctl -u kubelet.service`, or the path of a file on the node. */
  readonly source: string;
  readonly lines: readonly LogLine[];
  /** When it was looked at, by the clock of its lines: a line of long before is of something that may be over. */
  readonly looked: number;
}

/** A line of a log. */
export interface LogLine {
  /** Milliseconds since the epoch; undefined where the line has no time. */
  readonly time?: number;
  /** The process that wrote it: 1 is systemd, whose words of the unit are among them. */
  readonly pid?: number;
  /** Without a trailing line end. */
  readonly text: string;
}

/** Who listens on the node's own network. */
export interface ListeningSockets {
  readonly tcp: readonly ListeningPort[];
  /** Paths of Unix sockets on which somebody accepts connections. */
  readonly unix: ReadonlySet<string>;
}

/** A TCP port on which somebody listens. */
export interface ListeningPort {
  /** As bound: `0.0.0.0`, `127.0.0.1`, `::`. */
  readonly address: string;
  readonly port: number;
  /** Who holds it; null where this user may not see that, or nobody asked for this port. */
  readonly owner: { readonly pid: number; readonly name: string } | null;
}

/** How full a file system is. */
export interface FileSystemUse extends FileSystemSpace {
  /** A directory on it, the one that was asked for. */
  readonly path: string;
}

/** What is not known because it could not be asked. */
export interface Unasked {
  /** What was to be learned, for people: `the state of kubelet.service`. */
  readonly what: string;
  readonly why: string;
}
