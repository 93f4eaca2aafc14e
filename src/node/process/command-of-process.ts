import type { KubeletCommand } from '../kubelet/start-kubelet.ts';
import { relativePathIn } from './relative-path.ts';
import type { RunningKubelet } from './running-kubelet.ts';

/**
 * What a running kubelet was started with, as a command line; its paths are those of the process's own root. Null
 * where that is not known: its argv don't tell, or a path in them depends on a working directory that can't be read.
 */
export function commandOfProcess(process: RunningKubelet): KubeletCommand | null {
  const { argv, flags, cwd, environment } = process;
  if (!flags) return null;
  if (cwd === null && relativePathIn(flags) !== undefined) return null;
  const location = { file: `/proc/${process.pid}/cmdline` };
  return {
    argv: [argv[0] ?? 'kubelet', ...flags].map((value) => ({ value, origin: { kind: 'process', location } })),
    cwd: cwd ?? '/',
    environment,
  };
}
