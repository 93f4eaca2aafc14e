import containerdWithoutCri from './containerd-without-cri.ts';
import { type Check, defineCheck, type Finding, NOTHING } from './define-check.ts';
import kubeletFileMissing from './kubelet-file-missing.ts';
import kubeletPortTaken from './kubelet-port-taken.ts';
import { endNow, finds, loggedFinding, unitNow } from './reading/kubelet-now.ts';
import runtimeEndpointWrong from './runtime-endpoint-wrong.ts';
import runtimeNotListening from './runtime-not-listening.ts';
import swapIsOn from './swap-is-on.ts';
import swapOn from './swap-on.ts';

/** Checks that find the same in files or sockets, and can say more. */
const SAID_BY: Readonly<Record<string, readonly (Check<'node'> | Check<'live'>)[]>> = {
  'port-taken': [kubeletPortTaken],
  'runtime-not-there': [runtimeEndpointWrong, runtimeNotListening],
  'runtime-without-cri': [containerdWithoutCri],
  swap: [swapOn, swapIsOn],
};

export default defineCheck({
  id: 'kubelet-ends',
  scope: 'live',
  area: 'kubelet',
  stopsKubelet: true,
  summary: 'the kubelet ends right after its start, and its log says why',
  severity: 'warning',
  why: 'A kubelet that can not go on writes one line with the reason and exits; systemd starts it again ten seconds later, and it does the same. The line is the last of each start.',
  bad: '"command failed" err="failed to parse kubelet flag: unknown flag: --network-plugin"',
  good: '"Started kubelet"',
  fix: 'Correct what the line says, and run "systemctl restart kubelet".',
  links: [
    'k8s.io/component-base/cli/run.go Run',
    'pkg/kubelet/kubelet.go Run, initializeRuntimeDependentModules',
  ],
  check: (subject) => {
    // Why it does not start with these files has been said.
    if (subject.report.start?.starts === false) return NOTHING;
    const end = endNow(subject);
    if (!end || SAID_BY[end.cause.id]?.some((check) => finds(check, subject))) return NOTHING;
    if (isNamed(kubeletFileMissing.check(subject), end.entry.text)) return NOTHING;
    const finding = loggedFinding(subject, end);
    const unit = unitNow(subject);
    if (unit?.result !== 'start-limit-hit') return [finding];
    return [
      {
        ...finding,
        help: `${finding.help} (before that "systemctl reset-failed ${unit.name}": systemd has given up)`,
      },
    ];
  },
});

/** Whether findings name a path that the words name too. */
function isNamed(findings: readonly Finding[], words: string): boolean {
  return findings.some(({ message }) =>
    [...message.matchAll(/"(\/[^"]+)"/g)].some(([, path]) => words.includes(path!)),
  );
}
