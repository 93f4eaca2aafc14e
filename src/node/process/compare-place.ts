import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../host/host.ts';
import { isOutsideUnit, restartAdvice } from './advice.ts';
import type { FilesOfStart } from './files-of-start.ts';
import { relativePathIn } from './relative-path.ts';
import type { RunningKubelet } from './running-kubelet.ts';

/** Where the process lives: mount namespace, unit, working directory. */
export function comparePlace(
  host: Host,
  process: RunningKubelet,
  files: FilesOfStart,
): readonly Diagnostic[] {
  return [
    ...otherNamespace(process),
    ...outsideUnit(process, files),
    ...(process.ownRoot === false ? [] : otherDirectory(host, process, files)),
  ];
}

/** A container has another root; a unit with PrivateTmp= and the like has the node's, with some mounts more. */
function otherNamespace({
  pid,
  ownMountNamespace,
  ownRoot,
  rootPath,
}: RunningKubelet): readonly Diagnostic[] {
  if (ownRoot !== false && ownMountNamespace !== false) return [];
  const kubelet = `the running kubelet (process ${pid})`;
  const told: Pick<Diagnostic, 'ruleId' | 'severity' | 'message'> =
    ownRoot === true
      ? {
          ruleId: 'running-in-mount-namespace',
          severity: 'info',
          message: `${kubelet} has a mount namespace of its own, so in some places it may see other files than the node has there`,
        }
      : {
          ruleId: 'running-in-other-root',
          severity: 'warning',
          message:
            ownRoot === false
              ? `${kubelet} has a root file system of its own, as in a container or by chroot, so the paths it uses are not the node's`
              : `${kubelet} has a mount namespace of its own, as in a container, so the paths it uses may not be the node's`,
        };
  const help = rootPath && `look at its files with "spctl where --root ${rootPath} --live"`;
  return [{ ...told, location: { file: `/proc/${pid}/root` }, ...(help && { help }) }];
}

function outsideUnit(process: RunningKubelet, files: FilesOfStart): readonly Diagnostic[] {
  if (!isOutsideUnit(process, files)) return [];
  const where = process.unit ? `belongs to ${process.unit}` : 'belongs to no systemd unit';
  return [
    {
      ruleId: 'running-outside-unit',
      severity: 'info',
      message: `the running kubelet (process ${process.pid}) ${where}, so ${files.unit} did not start it`,
      location: { file: `/proc/${process.pid}/cgroup` },
      help: `see "systemctl status ${process.pid}"; a kubelet that was started by hand does not come back after a reboot`,
    },
  ];
}

function otherDirectory(host: Host, process: RunningKubelet, files: FilesOfStart): readonly Diagnostic[] {
  const { pid, cwd, flags } = process;
  if (cwd === null || process.embedded) return [];
  const real = host.realPath(files.cwd);
  if (cwd === (real.ok ? real.value : files.cwd)) return [];
  const relative =
    relativePathIn(flags ?? []) ?? relativePathIn((files.argv ?? []).slice(1).map(({ value }) => value));
  const difference = `the running kubelet (process ${pid}) works in "${cwd}", but the files say "${files.cwd}"`;
  const location = files.argv?.[0]?.origin.location;
  return [
    {
      ruleId: 'running-directory-differs',
      severity: relative ? 'warning' : 'info',
      message: relative ? `${difference}, where "${relative}" is another path` : difference,
      ...(location && { location }),
      help: `${restartAdvice(files.unit, true)} to start it where the files say`,
    },
  ];
}
