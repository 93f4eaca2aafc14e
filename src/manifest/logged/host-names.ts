import { FieldPath } from '../../validation/field-path.ts';
import { type LoggedRule, NOTHING, type Remark } from './rule.ts';

const SPEC = FieldPath.of('spec');

/** The name of the host, for a pod that shares the host's. */
export const hostNames: LoggedRule = {
  id: 'pod-host-name-ignored',
  evidence: [
    'pkg/kubelet/kuberuntime/kuberuntime_sandbox.go generatePodSandboxConfig: a host name where there is no hostNetwork',
    'pkg/kubelet/kubelet_pods.go ensureHostsFile: with hostNetwork the hosts file of the node',
  ],
  look: ({ spec }) => {
    if (!spec.hostNetwork || !(spec.hostname || spec.subdomain || spec.setHostnameAsFQDN)) return NOTHING;
    return (['hostname', 'subdomain', 'setHostnameAsFQDN'] as const)
      .filter((field) => spec[field])
      .map(
        (field): Remark => ({
          path: SPEC.child(field),
          severity: 'info',
          message: `with hostNetwork the pod has the host name of its node, so "${field}" has no effect`,
          help: `remove ${field}`,
        }),
      );
  },
};
