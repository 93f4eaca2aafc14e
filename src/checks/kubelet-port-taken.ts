import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { evidenceOfEnd, isStopped } from './reading/kubelet-now.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';
import { mayBeKubelet, ownersAt } from './reading/port-owners.ts';

export default defineCheck({
  id: 'kubelet-port-taken',
  scope: 'live',
  area: 'machine',
  stopsKubelet: true,
  summary: 'another program has the port that the kubelet listens at',
  severity: 'warning',
  why: 'The kubelet ends when it can not listen at its port, 10250 by default, or at the read-only one. Another kubelet, as in k3s or MicroK8s, is mostly who has it.',
  bad: 'k3s and kubelet.service on one machine',
  good: 'one of the two',
  fix: 'Stop the other program, or give the kubelet another "port".',
  links: ['pkg/kubelet/server/server.go ListenAndServeKubeletServer'],
  check: (subject) => {
    const start = startOnNode(subject.report);
    if (!start || subject.report.process || isStopped(subject)) return NOTHING;
    const address = settingOf(start, 'address')?.value;
    return ['port', 'readOnlyPort'].flatMap((field): readonly Finding[] => {
      const setting = settingOf(start, field);
      if (typeof setting?.value !== 'number' || setting.value <= 0) return NOTHING;
      const owner = ownersAt(subject, setting.value, typeof address === 'string' ? address : '').find(
        ({ name }) => !mayBeKubelet(name),
      );
      if (!owner) return NOTHING;
      return [
        {
          message: `the kubelet ends right after its start: port ${setting.value} is taken by "${owner.name}" (process ${owner.pid})`,
          ...(setting.location && { location: setting.location }),
          ...evidenceOfEnd(subject, 'port-taken'),
          help: `stop "${owner.name}" ("systemctl status ${owner.pid}" tells its unit), then run "systemctl restart kubelet"`,
        },
      ];
    });
  },
});
