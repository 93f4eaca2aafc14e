import { decode } from '../../bytes/text.ts';
import type { FileInfo, Host } from '../host/host.ts';

/** Descriptors that are looked at; a kubelet has some hundred. */
const MAX_DESCRIPTORS = 10_000;
const MAX_FDINFO = 1024 * 1024;

/** Directories by device and inode. */
export interface WatchedDirectories {
  readonly has: (directory: FileInfo) => boolean;
}

/**
 * What a process watches by inotify, from /proc/PID/fdinfo (proc(5)): a kubelet watches the directory of its
 * static pods (pkg/kubelet/config/file_linux.go, doWatch) among others. Null where that may not be read.
 */
export function watchedDirectories(host: Host, pid: number): WatchedDirectories | null {
  const names = host.readDir(`/proc/${pid}/fd`);
  if (!names.ok) return null;
  const watched = new Set<string>();
  for (const name of names.value.slice(0, MAX_DESCRIPTORS)) {
    const link = host.readLink(`/proc/${pid}/fd/${name}`);
    if (!link.ok || !/^anon_inode:\[?inotify\]?$/.test(link.value)) continue;
    const info = host.readFile(`/proc/${pid}/fdinfo/${name}`, MAX_FDINFO);
    if (!info.ok) return null;
    const lines = decode(info.value).matchAll(/^inotify wd:\S+ ino:([0-9a-f]{1,16}) sdev:([0-9a-f]{1,8}) /gm);
    for (const [, ino, sdev] of lines) watched.add(`${deviceOf(parseInt(sdev!, 16))} ${parseInt(ino!, 16)}`);
  }
  return { has: ({ dev, ino }) => dev !== undefined && ino !== undefined && watched.has(`${dev} ${ino}`) };
}

/** The kernel's own number of a device (linux/kdev_t.h MKDEV) as stat(2) tells it (new_encode_dev). */
function deviceOf(sdev: number): number {
  const [major, minor] = [sdev >>> 20, sdev & 0xfffff];
  return (minor & 0xff) + major * 0x100 + (minor & ~0xff) * 0x1000;
}
