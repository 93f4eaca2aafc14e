import { flagValue } from '../control-plane/component.ts';
import { placeOf } from '../control-plane/container-path.ts';
import { defineCheck, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'audit-log-read-only',
  scope: 'file',
  summary: 'the audit log is to be written to a mount that is read-only',
  severity: 'warning',
  programs: ['kube-apiserver'],
  why: 'The API server opens the audit log for writing when it starts, and ends where it may not: with "read-only file system".',
  bad: '--audit-log-path=/var/log/kubernetes/audit.log below a volumeMount with readOnly: true',
  good: 'a volumeMount without readOnly for the directory of the log',
  fix: 'Take readOnly from the volumeMount.',
  links: [
    'staging/src/k8s.io/apiserver/pkg/server/options/audit.go AuditLogOptions.ensureLogFile',
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend',
  ],
  check: ({ components }) => {
    return components.flatMap((component) => {
      const flag = component.name === 'kube-apiserver' ? flagValue(component, 'audit-log-path') : undefined;
      if (!flag?.value) return NOTHING;
      const place = placeOf(component, flag.value);
      if ((place.kind !== 'node' && place.kind !== 'volume') || !place.mount.readOnly) return NOTHING;
      const { mountPath } = place.mount;
      const { source } = component;
      return [
        {
          message: `the mount at "${mountPath.text}" is read-only, so that kube-apiserver can't write its audit log "${flag.value}" and ends when it starts`,
          location: source.locate(flag.valueWord.range),
          help: 'take readOnly from that volumeMount',
          related: [{ location: source.locate(mountPath.range), message: 'this mount is read-only' }],
        },
      ];
    });
  },
});
