import type { UnitState } from '../runtime/machine-state.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { endNow, unitNow } from './kubelet-now.ts';

export default defineCheck({
  id: 'kubelet-unit-fails',
  scope: 'live',
  area: 'unit',
  stopsKubelet: true,
  summary: "systemd can't start the kubelet, or ends it",
  severity: 'warning',
  why: "A status of 200 and above is systemd's own: it did not come as far as to run the kubelet. Other results tell that systemd or the kernel ended it. The kubelet's log says nothing of either.",
  bad: 'ExecStart=/usr/local/bin/kubelet, and /usr/bin/kubelet on the disk: status=203/EXEC',
  good: 'ExecStart=/usr/bin/kubelet',
  fix: 'Correct the setting of the unit that the status names, and run "systemctl daemon-reload && systemctl restart kubelet".',
  links: [
    'systemd.exec(5) Process Exit Codes',
    'systemd src/shared/exit-status.c',
    'systemd.service(5) Result',
  ],
  check: (subject) => {
    const unit = unitNow(subject);
    if (!unit || subject.report.process || endNow(subject) || !isDown(unit)) return NOTHING;
    const reason = reasonOf(unit);
    if (!reason) return NOTHING;
    const evidence = (subject.machine.kubeletLog?.lines ?? [])
      .slice(-20)
      .filter(({ text }) => /Failed to locate executable|Failed at step|Failed to set up/.test(text))
      .slice(-1)
      .map(({ text }) => text);
    const again = unit.result === 'start-limit-hit' ? ' and systemd does not try again' : '';
    const finding: Finding = {
      message: `the kubelet does not run${again}: ${reason}`,
      help: `see "systemctl status ${unit.name}"; correct it, and run "systemctl daemon-reload && systemctl reset-failed ${unit.name} && systemctl restart ${unit.name}"`,
      ...(evidence.length > 0 && { evidence }),
    };
    return [finding];
  },
});

function isDown({ activeState, subState }: UnitState): boolean {
  return activeState === 'failed' || subState === 'auto-restart' || subState === 'auto-restart-queued';
}

function reasonOf({ result, exitStatus, name }: UnitState & { readonly name: string }): string | undefined {
  const step = STEPS[exitStatus];
  if (result === 'exit-code' || result === 'start-limit-hit') {
    if (step) return `of ${name}, systemd ${step[1]} (status=${exitStatus}/${step[0]})`;
    const tried =
      result === 'start-limit-hit' ? `${name} was started too often in too short a time, and` : `${name}`;
    return exitStatus === 0
      ? undefined
      : `${tried} ended with status ${exitStatus}, and its log does not say why`;
  }
  const why = RESULTS[result];
  return why && `${name} ${why}`;
}

/** The service manager's own statuses that a kubelet's unit may meet, and what systemd could not do. */
const STEPS: Readonly<Record<number, readonly [name: string, words: string]>> = {
  200: ['CHDIR', 'can not change to the "WorkingDirectory="'],
  201: ['NICE', 'can not set "Nice="'],
  202: ['FDS', 'can not set up the file descriptors'],
  203: ['EXEC', 'can not execute the program of "ExecStart="'],
  204: ['MEMORY', 'has not enough memory to start it'],
  205: ['LIMITS', 'can not set the limits of "Limit…="'],
  206: ['OOM_ADJUST', 'can not set "OOMScoreAdjust="'],
  208: ['STDIN', 'can not open "StandardInput="'],
  209: ['STDOUT', 'can not open "StandardOutput="'],
  210: ['CHROOT', 'can not change to the "RootDirectory="'],
  214: ['SETSCHEDULER', 'can not set "CPUSchedulingPolicy="'],
  215: ['CPUAFFINITY', 'can not set "CPUAffinity="'],
  216: ['GROUP', 'can not become the group of "Group="'],
  217: ['USER', 'can not become the user of "User="'],
  218: ['CAPABILITIES', 'can not set the capabilities'],
  219: ['CGROUP', 'can not set up the control group'],
  222: ['STDERR', 'can not open "StandardError="'],
  226: ['NAMESPACE', 'can not set up the mounts of "ReadOnlyPaths=", "PrivateTmp=" and their like'],
  228: ['SECCOMP', 'can not set "SystemCallFilter="'],
  229: ['SELINUX_CONTEXT', 'can not set "SELinuxContext="'],
  231: ['APPARMOR_PROFILE', 'can not set "AppArmorProfile="'],
  233: ['RUNTIME_DIRECTORY', 'can not make the "RuntimeDirectory="'],
  238: ['STATE_DIRECTORY', 'can not make the "StateDirectory="'],
  239: ['CACHE_DIRECTORY', 'can not make the "CacheDirectory="'],
  240: ['LOGS_DIRECTORY', 'can not make the "LogsDirectory="'],
  241: ['CONFIGURATION_DIRECTORY', 'can not make the "ConfigurationDirectory="'],
  243: ['CREDENTIALS', 'can not set up the credentials'],
};

/** systemd.service(5), the results of a service that are not the program's own. */
const RESULTS: Readonly<Record<string, string>> = {
  timeout: 'did not become ready or stop in time',
  signal: 'was killed by a signal',
  'core-dump': 'crashed and left a core dump',
  watchdog: 'did not report to the watchdog of its unit in time, and was killed',
  'oom-kill': 'was killed because the memory ran out',
  resources: 'could not be started for want of a resource or a file that its unit names',
  protocol: 'did not do what "Type=" of its unit asks of it',
  'exec-condition': 'was not started because its "ExecCondition=" says so',
};
