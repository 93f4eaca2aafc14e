import { defineCheck, NOTHING } from './define-check.ts';
import { isStopped, unitNow } from './reading/kubelet-now.ts';

export default defineCheck({
  id: 'kubelet-stopped',
  scope: 'live',
  area: 'unit',
  stopsKubelet: true,
  summary: "the kubelet's unit is stopped or masked",
  severity: 'warning',
  why: 'systemd restarts a kubelet that ends by itself. One that somebody has stopped, or that nothing has started since boot, stays down: the node turns NotReady, and no change of a static pod is seen.',
  bad: 'systemctl stop kubelet',
  good: 'systemctl enable --now kubelet',
  fix: 'Run "systemctl enable --now kubelet", after "systemctl unmask kubelet" where it is masked.',
  links: ['systemctl(1) start, enable, mask', 'org.freedesktop.systemd1(5) ActiveState'],
  check: (subject) => {
    const unit = unitNow(subject);
    if (!unit || subject.report.process) return NOTHING;
    const { name } = unit;
    const { service } = subject.report.found!;
    const location = service.unit.fragment === undefined ? {} : { location: { file: service.unit.fragment } };
    if (unit.loadState === 'masked') {
      // Files that say so have been reported.
      if (service.state === 'masked') return NOTHING;
      return [
        {
          message: `the kubelet does not run, and systemd refuses to start it: ${name} is masked`,
          ...location,
          help: `run "systemctl unmask ${name} && systemctl enable --now ${name}"`,
        },
      ];
    }
    if (!isStopped(subject) || unit.loadState !== 'loaded') return NOTHING;
    const enable = unit.unitFileState === 'disabled' ? 'enable --now' : 'start';
    return [
      {
        message: `the kubelet does not run: ${name} is stopped${unit.unitFileState === 'disabled' ? ' and disabled' : ''}, and systemd starts it only when it is told to`,
        ...location,
        help: `run "systemctl ${enable} ${name}"`,
      },
    ];
  },
});
