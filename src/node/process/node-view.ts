import { decode } from '../../bytes/text.ts';
import type { Host } from '../host/host.ts';
import { cgroupRootOf, parseBootTime, rootMount, systemdCgroups } from './proc-files.ts';

/** What a process is held against: the node's PID 1 and the machine's clock. */
export interface NodeView {
  /** Seconds since the epoch. */
  readonly bootTime: number | undefined;
  /** The mount namespace in which the node's paths are meant. */
  readonly mountNamespace: string | undefined;
  /** What PID 1 has at `/`, looked up when asked for. */
  readonly rootMount: () => string | undefined;
  /** Where its systemd has its units, for each hierarchy in the order of {@link systemdCgroups}. */
  readonly cgroupRoots: readonly string[];
  /** The reader's UTS namespace; undefined where the reader is not in this /proc. */
  readonly readersHostName: string | undefined;
}

/** A machine has a line for each mount of each pod. */
export const MAX_MOUNTINFO = 16 * 1024 * 1024;

/** Looks at PID 1, or where that may not be looked at and this is the machine itself, at the reader. */
export function viewNode(host: Host): NodeView {
  const link = (path: string) => {
    const target = host.readLink(path);
    return target.ok ? target.value : undefined;
  };
  const text = (path: string, limit?: number) => {
    const file = host.readFile(path, limit);
    return file.ok ? decode(file.value) : '';
  };
  // Below another root the reader, who looks in from outside, says nothing about the node.
  const isMachine = host.hostPath('/') === '/';
  let root: { readonly mount: string | undefined } | undefined;
  return {
    bootTime: parseBootTime(text('/proc/stat')),
    mountNamespace: link('/proc/1/ns/mnt') ?? (isMachine ? link('/proc/self/ns/mnt') : undefined),
    rootMount: () => {
      root ??= { mount: rootMount(text('/proc/1/mountinfo', MAX_MOUNTINFO)) };
      return root.mount;
    },
    cgroupRoots: systemdCgroups(text('/proc/1/cgroup')).map(cgroupRootOf),
    readersHostName: link('/proc/self/ns/uts'),
  };
}
