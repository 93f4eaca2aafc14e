import { flagValue } from '../control-plane/component.ts';
import { placeOf } from '../control-plane/container-path.ts';
import { defineCheck, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'audit-log-not-mounted',
  scope: 'file',
  summary: 'the audit log is written into the container, where it is lost with it',
  severity: 'info',
  programs: ['kube-apiserver'],
  why: 'Where no volume is mounted, a file goes into the container and away with it: on every restart of the API server the audit log begins anew, and on the node it is not to be found.',
  bad: '--audit-log-path=/var/log/kubernetes/audit.log without a volumeMount for it',
  good: 'a hostPath volume for /var/log/kubernetes, mounted at the same path',
  fix: 'Mount a hostPath volume at the directory of the log, or write to standard output with "-".',
  links: [
    'staging/src/k8s.io/apiserver/pkg/server/options/audit.go AuditLogOptions.ensureLogFile, getWriter',
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend',
  ],
  check: ({ components }) => {
    return components.flatMap((component) => {
      const flag = component.name === 'kube-apiserver' ? flagValue(component, 'audit-log-path') : undefined;
      const path = flag?.value;
      if (!flag || !path?.startsWith('/') || path.startsWith('/dev/')) return NOTHING;
      if (placeOf(component, path).kind !== 'image') return NOTHING;
      return [
        {
          message: `no volume is mounted at "${path}" of --audit-log-path: the audit log stays in the container and is lost with it`,
          location: component.source.locate(flag.valueWord.range),
          help: 'mount a hostPath volume at its directory',
        },
      ];
    });
  },
});
