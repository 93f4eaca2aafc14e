import { FieldPath } from '../../validation/field-path.ts';
import { shorten } from '../shown.ts';
import { type LoggedRule, NOTHING, type Remark } from './rule.ts';

const AT = FieldPath.of('metadata').child('annotations');

/** Annotations that became fields and that no kubelet of these minors reads any more, by name or prefix. */
const DEAD: readonly {
  readonly prefix: string;
  readonly until: string;
  readonly severity: Remark['severity'];
  readonly help: string;
}[] = [
  {
    prefix: 'seccomp.security.alpha.kubernetes.io/pod',
    until: '1.26',
    severity: 'warning',
    help: 'set securityContext.seccompProfile of the pod',
  },
  {
    prefix: 'container.seccomp.security.alpha.kubernetes.io/',
    until: '1.26',
    severity: 'warning',
    help: 'set securityContext.seccompProfile of the container',
  },
  {
    prefix: 'security.alpha.kubernetes.io/sysctls',
    until: '1.10',
    severity: 'warning',
    help: 'set securityContext.sysctls of the pod',
  },
  {
    prefix: 'security.alpha.kubernetes.io/unsafe-sysctls',
    until: '1.10',
    severity: 'warning',
    help: 'set securityContext.sysctls of the pod',
  },
  {
    prefix: 'scheduler.alpha.kubernetes.io/critical-pod',
    until: '1.15',
    severity: 'info',
    help: 'remove it: the kubelet holds every static pod for critical',
  },
];

/** Annotations without an effect. */
export const ignoredAnnotations: LoggedRule = {
  id: 'pod-annotation-ignored',
  evidence: [
    'pkg/api/pod/warnings.go, whose words the API server says and the kubelet does not',
    'pkg/kubelet/kuberuntime/helpers.go getSeccompProfile: fields only',
    'pkg/kubelet/types/pod_update.go IsCriticalPod',
  ],
  look: ({ pod }) => {
    const annotations = pod.metadata?.annotations;
    // One is the kubelet's own.
    if (!annotations || annotations.size < 2) return NOTHING;
    const remarks: Remark[] = [];
    for (const key of annotations.keys()) {
      const dead = DEAD.find(({ prefix }) =>
        prefix.endsWith('/') ? key.startsWith(prefix) : key === prefix,
      );
      if (!dead) continue;
      remarks.push({
        path: AT.key(key).asKey(),
        severity: dead.severity,
        message: `kubelets read the annotation "${shorten(key)}" until ${dead.until}: it has no effect`,
        help: dead.help,
      });
    }
    return remarks;
  },
};
