import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../host/host.ts';
import { baseName } from '../host/path.ts';
import { restartAdvice } from './advice.ts';
import type { FilesOfStart } from './files-of-start.ts';
import type { RunningKubelet } from './running-kubelet.ts';

/** Whether the process runs the executable that the files would start now. */
export function compareBinary(
  host: Host,
  process: RunningKubelet,
  files: FilesOfStart,
): readonly Diagnostic[] {
  const { pid, exe, exeDeleted } = process;
  if (exe === null) return [];
  if (exeDeleted) {
    return [
      {
        ruleId: 'running-binary-deleted',
        severity: 'warning',
        message: `the running kubelet (process ${pid}) executes a "${exe}" that was removed or replaced since it started, as an upgrade does`,
        location: { file: exe },
        help: `${restartAdvice(files.unit)} to run what is there now`,
      },
    ];
  }
  // In another root a path means another file; and what embeds the kubelet unpacks itself elsewhere (k3s).
  if (process.embedded || process.ownRoot === false || files.exe === null) return [];
  if (isSame(host, exe, files.exe)) return [];
  const location = files.argv?.[0]?.origin.location;
  return [
    {
      ruleId: 'running-binary-differs',
      severity: 'warning',
      message: `the running kubelet (process ${pid}) executes "${exe}", but the files say "${files.exe}"`,
      ...(location && { location }),
      help: `${restartAdvice(files.unit, true)} to run what the files say`,
    },
  ];
}

/** The kernel tells the path without symlinks; a bare name is looked up in a PATH. */
function isSame(host: Host, running: string, written: string): boolean {
  if (!written.startsWith('/')) return baseName(running) === baseName(written);
  const real = host.realPath(written);
  return running === (real.ok ? real.value : written);
}
