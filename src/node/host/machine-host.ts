import { hostname } from 'node:os';
import { compareBytes } from '../../bytes/text.ts';
import { type Host, type Looked, MAX_FILE_SIZE } from './host.ts';
import { failed, found } from './look.ts';
import * as system from './operating-system.ts';

/** This machine, whose operating system resolves the paths. What it lacks is missing. */
export function machineHost(): Host {
  return {
    live: true,
    stat: system.stat,
    lstat: system.lstat,
    readLink: system.readLink,
    readFile: (path, limit = MAX_FILE_SIZE) => notAFile(path) ?? system.read(path, limit, 'follow'),
    readHead: (path, length) => notAFile(path) ?? system.readHead(path, length, 'follow'),
    readDir(path) {
      const names = system.list(path);
      return names.ok ? found(names.value.sort(compareBytes)) : names;
    },
    realPath: system.realPath,
    hostPath: (path) => path,
    hostName: hostname,
  };
}

/** Why something is not opened: opening a fifo or a device may wait, or do something. */
function notAFile(path: string): Looked<never> | undefined {
  const info = system.stat(path);
  if (!info.ok) return info;
  if (info.value.type === 'directory') return failed('isDirectory', path);
  return info.value.type === 'file' ? undefined : failed('notRegular', path);
}
