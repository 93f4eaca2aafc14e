import { hostname } from 'node:os';
import { compareBytes } from '../../bytes/text.ts';
import { type Host, type Looked, MAX_FILE_SIZE } from './host.ts';
import { failed, found } from './look.ts';
import * as system from './operating-system.ts';

const MAX_REMEMBERED = 100_000;

/** This machine, whose operating system resolves the paths. What it lacks is missing. */
export function machineHost(): Host {
  // What stat(2) has shown to be regular files: who reads one then need not look once more.
  const files = new Set<string>();
  return {
    live: true,
    stat(path) {
      const info = system.stat(path);
      if (info.ok && info.value.type === 'file' && files.size < MAX_REMEMBERED) files.add(path);
      return info;
    },
    lstat: system.lstat,
    readLink: system.readLink,
    readFile(path, limit = MAX_FILE_SIZE) {
      const failure = files.delete(path) ? undefined : notAFile(path);
      return failure ?? system.read(path, limit, 'follow');
    },
    readHead: (path, length) => notAFile(path) ?? system.readHead(path, length, 'follow'),
    readTail: (path, length) => notAFile(path) ?? system.readTail(path, length, 'follow'),
    readDir(path) {
      const names = system.list(path);
      return names.ok ? found(names.value.sort(compareBytes)) : names;
    },
    realPath: system.realPath,
    hostPath: (path) => path,
    hostName: hostname,
    fileSystem: system.fileSystem,
  };
}

/** Why something is not opened: opening a fifo or a device may wait, or do something. */
function notAFile(path: string): Looked<never> | undefined {
  const info = system.stat(path);
  if (!info.ok) return info;
  if (info.value.type === 'directory') return failed('isDirectory', path);
  return info.value.type === 'file' ? undefined : failed('notRegular', path);
}
