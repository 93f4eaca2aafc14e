import type { Host } from '../host/host.ts';
import { changedSince, type FileTime, fileTimes, formatTime } from './file-times.ts';
import { type FilesOfStart, isUnitFile } from './files-of-start.ts';
import type { RunningKubelet } from './running-kubelet.ts';

/** What to do so that the kubelet runs as the files say. */
export function restartAdvice(unit: string | null, reload = false): string {
  if (unit === null) return 'restart the kubelet';
  const restart = `systemctl restart ${unit}`;
  return `run "${reload ? `systemctl daemon-reload && ${restart}` : restart}"`;
}

/** Whether the process was started by the unit, as far as its cgroup tells. */
export function isOutsideUnit(process: RunningKubelet, files: FilesOfStart): boolean {
  return files.unit !== null && !files.wrapped && process.unit !== undefined && process.unit !== files.unit;
}

/**
 * Why a process may have other arguments than the files give, and what to do: from what is known of times and
 * cgroup, no more.
 */
export function argumentAdvice(host: Host, process: RunningKubelet, files: FilesOfStart): string {
  const started = process.startTime === null ? null : formatTime(process.startTime);
  if (isOutsideUnit(process, files)) {
    const where = process.unit ? `in ${process.unit}, not in ${files.unit}` : 'in no systemd unit';
    return `the process is ${where}, so it was started in another way: stop it and ${restartAdvice(files.unit)} to have what the files say`;
  }
  const times = fileTimes(host, files.unitFiles);
  const changed = changedSince(process, times);
  if (changed.length > 0) {
    const advice = restartAdvice(
      files.unit,
      changed.some(({ path }) => isUnitFile(path)),
    );
    return `${namesOf(changed)} changed after the process started (${started}): ${advice}`;
  }
  const advice = restartAdvice(files.unit, true);
  const newest = newestOf(times);
  if (started === null || !newest) return advice;
  return `by its time the newest of the unit's files, "${newest.path}" (${formatTime(newest.mtime)}), was there when the process started (${started}), so systemd may have used an older version from memory: ${advice}`;
}

function namesOf(changed: readonly FileTime[]): string {
  const [first, ...rest] = [...changed].sort((a, b) => b.mtime - a.mtime);
  const others = rest.length === 0 ? '' : ` and ${rest.length} more`;
  return `"${first!.path}" (${formatTime(first!.mtime)})${others}`;
}

function newestOf(times: readonly FileTime[]): FileTime | undefined {
  return times.reduce<FileTime | undefined>(
    (newest, one) => (newest && newest.mtime >= one.mtime ? newest : one),
    undefined,
  );
}
