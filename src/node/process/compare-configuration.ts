import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../host/host.ts';
import { restartAdvice } from './advice.ts';
import { changedSince, type FileTime, fileTimes, formatTime } from './file-times.ts';
import type { FilesOfStart } from './files-of-start.ts';
import type { RunningKubelet } from './running-kubelet.ts';

/** The drop-ins that k3s writes at each start, before its kubelet reads them (pkg/daemons/agent, writeKubeletConfig). */
const WRITTEN_BY_K3S = /\/agent\/etc\/kubelet\.conf\.d(\/|$)/;

/** Configuration that changed since the kubelet read it: it does so when it starts, and never again. */
export function compareConfiguration(
  host: Host,
  process: RunningKubelet,
  files: FilesOfStart,
): readonly Diagnostic[] {
  const read = files.configFiles.filter((path) => !(process.embedded === 'k3s' && WRITTEN_BY_K3S.test(path)));
  const changed = changedSince(process, fileTimes(host, read));
  return changed
    .filter((one) => !one.isDirectory || !changed.some(({ path }) => path.startsWith(`${one.path}/`)))
    .map((one) => stale(one, process, files));
}

function stale(
  { path, mtime, isDirectory }: FileTime,
  process: RunningKubelet,
  files: FilesOfStart,
): Diagnostic {
  const what = isDirectory ? `a file was added to or removed from "${path}"` : `"${path}" changed`;
  const when = `at ${formatTime(mtime)}, after the process of the running kubelet (${process.pid}) began at ${formatTime(process.startTime!)}`;
  const advice = restartAdvice(files.unit);
  return {
    ruleId: 'running-configuration-stale',
    severity: files.wrapped ? 'info' : 'warning',
    message: files.wrapped
      ? `${what} ${when}, so the kubelet may still run with what was there before`
      : `${what} ${when}, and a kubelet reads its configuration only when it starts: it still runs with what was there then`,
    location: { file: path },
    help: files.wrapped
      ? `all is well if what starts the kubelet wrote it on the way; else ${advice}`
      : `${advice} for the change to take effect`,
  };
}
