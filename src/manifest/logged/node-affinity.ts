import { FieldPath } from '../../validation/field-path.ts';
import { shorten } from '../shown.ts';
import { type LoggedRule, NOTHING, type Remark, type TakenPod } from './rule.ts';

const SPEC = FieldPath.of('spec');
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** Labels that every kubelet on Linux gives its own node (pkg/kubelet/kubelet_node_status.go initialNode). */
const OS_LABELS: ReadonlySet<string> = new Set(['kubernetes.io/os', 'beta.kubernetes.io/os']);
const HOSTNAME_LABEL = 'kubernetes.io/hostname';

/** No scheduler chose the node, but admission looks at its labels. */
export const nodeAffinity: LoggedRule = {
  id: 'pod-node-affinity',
  evidence: [
    'pkg/kubelet/lifecycle/predicate.go generalFilter',
    'seen with 1.34.10 and 1.37.1: "Pod admission denied", reason "NodeAffinity"; not tried again until the file changes',
  ],
  look: (taken) => {
    const { nodeSelector, affinity } = taken.spec;
    if (!nodeSelector?.size && !affinity?.nodeAffinity) return NOTHING;
    return [...ofSelector(taken), ...ofAffinity(taken)];
  },
};

function ofSelector({ spec, facts }: TakenPod): readonly Remark[] {
  return [...(spec.nodeSelector ?? [])].flatMap(([key, value]): Remark[] => {
    const path = SPEC.child('nodeSelector').key(key);
    if (OS_LABELS.has(key)) return value === 'linux' ? [] : [neverOnLinux(path, key, value)];
    if (key === HOSTNAME_LABEL && value === facts.nodeName && !facts.nodeNameIsStandIn) return [];
    return [
      {
        path,
        severity: 'info',
        message: `the kubelet rejects the pod unless its node has the label "${shorten(key)}" with the value "${shorten(value)}"`,
        help: 'nodeSelector chooses no node here: the file lies on the node already',
      },
    ];
  });
}

function neverOnLinux(path: FieldPath, key: string, value: string): Remark {
  return {
    path,
    severity: 'warning',
    message: `a kubelet on Linux takes the file and then rejects the pod: its own "${key}" is "linux" and not "${shorten(value)}"`,
    help: 'put the file on a node of that system, or remove the selector',
  };
}

function ofAffinity({ spec }: TakenPod): readonly Remark[] {
  if (!spec.affinity?.nodeAffinity?.[REQUIRED]) return NOTHING;
  return [
    {
      path: SPEC.child('affinity').child('nodeAffinity').child(REQUIRED),
      severity: 'info',
      message: 'the kubelet rejects the pod unless the labels of its node match this',
      help: 'affinity chooses no node here: the file lies on the node already',
    },
  ];
}
