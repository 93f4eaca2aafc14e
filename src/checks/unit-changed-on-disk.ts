import { defineCheck, NOTHING } from './define-check.ts';
import { unitNow } from './reading/kubelet-now.ts';

export default defineCheck({
  id: 'unit-changed-on-disk',
  scope: 'live',
  area: 'unit',
  summary: "the kubelet's unit was changed, and systemd has not read it again",
  severity: 'warning',
  why: 'systemd keeps units in memory. What was changed in a unit or a drop-in takes effect after "systemctl daemon-reload"; a restart alone starts what systemd had read before.',
  bad: 'vi /etc/systemd/system/kubelet.service.d/10-kubeadm.conf; systemctl restart kubelet',
  good: 'systemctl daemon-reload; systemctl restart kubelet',
  fix: 'Run "systemctl daemon-reload && systemctl restart kubelet".',
  links: ['systemctl(1) daemon-reload', 'org.freedesktop.systemd1(5) NeedDaemonReload'],
  check: (subject) => {
    const unit = unitNow(subject);
    if (!unit?.needDaemonReload || unit.loadState !== 'loaded') return NOTHING;
    const { fragment } = subject.report.found!.service.unit;
    return [
      {
        message: `${unit.name} was changed after systemd read it: systemd still starts the kubelet as the unit was before`,
        ...(fragment !== undefined && { location: { file: fragment } }),
        help: `run "systemctl daemon-reload && systemctl restart ${unit.name}"`,
      },
    ];
  },
});
