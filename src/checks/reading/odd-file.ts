import type { Host } from '../../node/host/host.ts';

/** What is in the place of a file, and no program reads: that is certain in a copy too. */
export function oddFile(host: Host, path: string): string | undefined {
  const look = host.stat(path);
  if (!look.ok) return LOST[look.failure.reason];
  return INSTEAD[look.value.type];
}

const LOST: Readonly<Record<string, string>> = {
  loop: 'its symbolic links lead in a circle',
  notDirectory: 'what it lies in is a file, and no directory',
};

const INSTEAD: Readonly<Record<string, string>> = {
  directory: 'it is a directory',
  fifo: 'it is a named pipe',
  socket: 'it is a socket',
};

/** What a program does when it starts and reads such a file: opening a pipe lasts until somebody writes (fifo(7)). */
export function endsOrWaits(host: Host, path: string): 'ends' | 'waits for ever' {
  const look = host.stat(path);
  return look.ok && look.value.type === 'fifo' ? 'waits for ever' : 'ends';
}
