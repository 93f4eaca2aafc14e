import { defineCheck, NOTHING } from './define-check.ts';
import { isStartedBySystemd } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'kubelet-not-root',
  scope: 'node',
  area: 'unit',
  stopsKubelet: true,
  summary: "the kubelet's unit starts it as another user than root",
  severity: 'warning',
  why: 'The kubelet mounts volumes, makes cgroups and reads credentials that root alone may read. As another user it says "kubelet needs to run as uid `0`", goes on, and ends at the first of these.',
  bad: 'User=kubelet',
  good: 'no User=: the kubelet runs as root',
  fix: 'Take "User=" away, run "systemctl daemon-reload" and restart the kubelet.',
  links: [
    'cmd/kubelet/app/server_others.go checkPermissions',
    'cmd/kubelet/app/server.go run',
    'systemd.exec(5) User=',
  ],
  check: ({ report }) => {
    const user = report.found?.service.user;
    // Without such a user at all systemd does not start it, which is said already.
    const isThere = !report.diagnostics.some(({ ruleId }) => ruleId === 'unit-user-missing');
    if (!user || !isThere || !isStartedBySystemd(report) || user.value === 'root' || /^0+$/.test(user.value))
      return NOTHING;
    return [
      {
        message: `the kubelet does not get far: its unit starts it as the user "${user.value}", and it needs root`,
        location: user.location,
        help: 'take "User=" away, and run "systemctl daemon-reload"',
      },
    ];
  },
});
