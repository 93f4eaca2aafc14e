import type { EnvironmentVariable, Word } from '../systemd/service-start.ts';

/** What the node's files give a kubelet that starts now, for comparison with the one that runs. */
export interface FilesOfStart {
  /** The unit's own name, for systemctl; null where no unit starts the kubelet. */
  readonly unit: string | null;
  /** argv[0] included; null when the files don't tell. */
  readonly argv: readonly Word[] | null;
  /** Flags that are on the command line with a value which the files don't tell; not in `argv`. */
  readonly unknownFlags?: readonly string[];
  readonly environment: ReadonlyMap<string, EnvironmentVariable> | null;
  readonly cwd: string;
  readonly exe: string | null;
  /**
   * Every configuration file that the start reads, absolute paths on the node: --config, drop-ins, and their
   * directory too, which tells that one was added or removed.
   */
  readonly configFiles: readonly string[];
  /** The unit, its drop-ins and environment files. */
  readonly unitFiles: readonly string[];
  /**
   * Something stands between systemd and the kubelet: a script, a container runtime. It may write files and set
   * variables on the way, after the process has begun.
   */
  readonly wrapped?: boolean;
}

/** Whether a file is read by systemd when it loads the unit; the others are environment files, read at each start. */
export function isUnitFile(path: string): boolean {
  return /\.service$|service\.d\/[^/]+\.conf$/.test(path);
}
