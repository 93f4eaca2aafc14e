import type { UnitState } from '../runtime/machine-state.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { endNow, unitNow } from './reading/kubelet-now.ts';

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
    // What files tell of a unit that does not start has been said.
    if (
      subject.report.diagnostics.some(
        ({ ruleId, severity }) => severity === 'error' && ruleId.startsWith('unit-'),
      )
    )
      return NOTHING;
    if (!unit || subject.report.process || endNow(subject) || !isDown(unit)) return NOTHING;
    const evidence = (subject.machine.kubeletLog?.lines ?? [])
      .slice(-20)
      .filter(({ text }) => /Failed to locate executable|Failed at step|Failed to set up/.test(text))
      .slice(-1)
      .map(({ text }) => text);
    const reason = reasonOf(unit, evidence[0]);
    if (!reason) return NOTHING;
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

function reasonOf(
  { result, exitStatus, name }: UnitState & { readonly name: string },
  line: string | undefined,
): string | undefined {
  const step = STEPS[exitStatus];
  if (result === 'exit-code' || result === 'start-limit-hit') {
    const [, program, why] = /Failed at step EXEC spawning (\S+): (.*)$/.exec(line ?? '') ?? [];
    if (step && program !== undefined)
      return `systemd can't execute "${program}" of "ExecStart=" in ${name}: ${why} (status=203/EXEC)`;
    if (step) return `of ${name}, systemd can't ${step[1]} (status=${exitStatus}/${step[0]})`;
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
  200: ['CHDIR', 'change to the "WorkingDirectory="'],
  201: ['NICE', 'set "Nice="'],
  202: ['FDS', 'set up the file descriptors'],
  203: ['EXEC', 'execute the program of "ExecStart="'],
  204: ['MEMORY', 'find the memory to start it'],
  205: ['LIMITS', 'set the limits of "Limit…="'],
  206: ['OOM_ADJUST', 'set "OOMScoreAdjust="'],
  208: ['STDIN', 'open "StandardInput="'],
  209: ['STDOUT', 'open "StandardOutput="'],
  210: ['CHROOT', 'change to the "RootDirectory="'],
  214: ['SETSCHEDULER', 'set "CPUSchedulingPolicy="'],
  215: ['CPUAFFINITY', 'set "CPUAffinity="'],
  216: ['GROUP', 'become the group of "Group="'],
  217: ['USER', 'become the user of "User="'],
  218: ['CAPABILITIES', 'set the capabilities'],
  219: ['CGROUP', 'set up the control group'],
  222: ['STDERR', 'open "StandardError="'],
  226: ['NAMESPACE', 'set up the mounts of "ReadOnlyPaths=", "PrivateTmp=" and their like'],
  228: ['SECCOMP', 'set "SystemCallFilter="'],
  229: ['SELINUX_CONTEXT', 'set "SELinuxContext="'],
  231: ['APPARMOR', 'set "AppArmorProfile="'],
  233: ['RUNTIME_DIRECTORY', 'make the "RuntimeDirectory="'],
  238: ['STATE_DIRECTORY', 'make the "StateDirectory="'],
  239: ['CACHE_DIRECTORY', 'make the "CacheDirectory="'],
  240: ['LOGS_DIRECTORY', 'make the "LogsDirectory="'],
  241: ['CONFIGURATION_DIRECTORY', 'make the "ConfigurationDirectory="'],
  243: ['CREDENTIALS', 'set up the credentials'],
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
