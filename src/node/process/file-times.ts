import type { Host } from '../host/host.ts';
import { type RunningKubelet, START_PRECISION } from './running-kubelet.ts';

/** A file and when it last changed, milliseconds since the epoch. */
export interface FileTime {
  readonly path: string;
  readonly mtime: number;
  /** The time is that of its entries: when one was added, removed or renamed. */
  readonly isDirectory: boolean;
}

/** When files changed that can be looked at. */
export function fileTimes(host: Host, paths: readonly string[]): readonly FileTime[] {
  return [...new Set(paths)].flatMap((path) => {
    const info = host.stat(path);
    if (!info.ok) return [];
    return { path, mtime: info.value.mtime, isDirectory: info.value.type === 'directory' };
  });
}

/** Those that surely changed after the process started. What a copy kept as its old time is not seen. */
export function changedSince(
  process: Pick<RunningKubelet, 'startTime'>,
  times: readonly FileTime[],
): readonly FileTime[] {
  const { startTime } = process;
  return startTime === null ? [] : times.filter(({ mtime }) => mtime >= startTime + START_PRECISION);
}

/** A time as people and logs write it: `2026-11-21T14:46:08Z`; undefined beyond what a Date can tell. */
export function isoTime(time: number): string | undefined {
  return Math.abs(time) <= 8.64e15 ? `${new Date(time).toISOString().slice(0, -5)}Z` : undefined;
}

/** The same for a sentence: beyond that a number says it as well as anything. */
export function formatTime(time: number): string {
  return isoTime(time) ?? `${time} ms`;
}
