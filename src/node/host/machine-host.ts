import { hostname } from 'node:os';
import { compareBytes } from '../../bytes/text.ts';
import { type Host, MAX_FILE_SIZE } from './host.ts';
import { failed, found } from './look.ts';
import * as system from './operating-system.ts';

/** This machine, whose operating system resolves the paths. What it lacks is missing. */
export function machineHost(): Host {
  return {
    live: true,
    stat: system.stat,
    lstat: system.lstat,
    readLink: system.readLink,
    readFile(path, limit = MAX_FILE_SIZE) {
      const info = system.stat(path);
      if (!info.ok) return info;
      if (info.value.type === 'directory') return failed('isDirectory', path);
      // Opening a fifo or a device may wait, or do something.
      if (info.value.type !== 'file') return failed('notRegular', path);
      return system.read(path, limit, 'follow');
    },
    readDir(path) {
      const names = system.list(path);
      return names.ok ? found(names.value.sort(compareBytes)) : names;
    },
    realPath: system.realPath,
    hostPath: (path) => path,
    hostName: hostname,
  };
}
