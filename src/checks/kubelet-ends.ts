import { defineCheck, NOTHING } from './define-check.ts';
import { endNow, loggedFinding, unitNow } from './kubelet-now.ts';

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
    if (!end) return NOTHING;
    const finding = loggedFinding(end);
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
