import { FieldPath } from '../../validation/field-path.ts';
import { type LoggedRule, NOTHING } from './rule.ts';

/** Since then NamespacesForPod gets the runtime class manager, which a kubelet without an API server has not. */
const PANICS_SINCE = 30;

const AT = FieldPath.of('spec').child('runtimeClassName');

/** A RuntimeClass is an object of the API server. */
export const runtimeClass: LoggedRule = {
  id: 'pod-runtime-class',
  evidence: [
    'pkg/kubelet/kuberuntime/util/util.go NamespacesForPod, a nil *runtimeclass.Manager in an interface since 1.30',
    'pkg/kubelet/kuberuntime/kuberuntime_sandbox.go createPodSandbox',
    'seen with 1.34.10 and 1.37.1: without --kubeconfig the kubelet panics, and at each start again',
  ],
  look: ({ spec, facts }) => {
    const standalone = facts.node?.standalone;
    if (!spec.runtimeClassName || standalone === false) return NOTHING;
    const without = standalone ? 'this kubelet has no API server' : 'without an API server';
    const fate =
      facts.version >= PANICS_SINCE
        ? `${without}${standalone ? ', so' : ''} it panics on runtimeClassName, and again at each start, and no pod of this node runs any more`
        : `${without}${standalone ? ', so' : ''} it does not look at runtimeClassName, and the pod runs with the default handler`;
    return [
      {
        path: AT,
        severity: 'warning',
        message: standalone ? fate : `a kubelet ${fate.replace(' it ', ' ')}`,
        help: 'remove runtimeClassName, or make the handler the default one of the container runtime',
      },
    ];
  },
};
