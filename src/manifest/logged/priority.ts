import { FieldPath } from '../../validation/field-path.ts';
import { shorten } from '../shown.ts';
import { type LoggedRule, NOTHING, type Remark, type TakenPod } from './rule.ts';

const SPEC = FieldPath.of('spec');
const NODE_CRITICAL = 'system-node-critical';

/** The classes that every API server makes (pkg/apis/scheduling/types.go). */
const SYSTEM_PRIORITIES: Readonly<Record<string, number>> = {
  [NODE_CRITICAL]: 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

/**
 * The priority of a static pod: no admission fills it in or puts it right, and the API server refuses the mirror of
 * a pod whose priority is not that of its class.
 */
export const priority: LoggedRule = {
  id: 'pod-priority',
  evidence: [
    'pkg/kubelet/config/common.go getStaticPodPriorityWarning, logged since 1.37',
    'plugin/pkg/admission/priority/admission.go admitPod',
    'seen with 1.34.10 and 1.37.1: the pod runs, and "Failed creating a mirror pod" where the two do not agree',
  ],
  look: (taken) => {
    const { priority, priorityClassName = '' } = taken.spec;
    if (priority === undefined) return priorityClassName === '' ? NOTHING : classAlone(taken);
    if (priorityClassName === NODE_CRITICAL && priority === SYSTEM_PRIORITIES[NODE_CRITICAL]) return NOTHING;
    return priorityClassName === '' ? priorityAlone(priority) : both(taken, priority, priorityClassName);
  },
};

/** The mirror pod is made; the kubelet itself does not know what the class is worth. */
function classAlone({ facts }: TakenPod): readonly Remark[] {
  if (facts.version < LOGGED_SINCE) return NOTHING;
  return [
    {
      path: SPEC.child('priorityClassName'),
      severity: 'info',
      message:
        'the kubelet does not look at priorityClassName and goes by priority, which is not set: it logs this and runs the pod',
      help: `write the priority of the class beside it, such as ${SYSTEM_PRIORITIES[NODE_CRITICAL]} for ${NODE_CRITICAL}`,
    },
  ];
}

const LOGGED_SINCE = 37;

function priorityAlone(priority: number): readonly Remark[] {
  const name = Object.keys(SYSTEM_PRIORITIES).find((known) => SYSTEM_PRIORITIES[known] === priority);
  // What a pod without a class has.
  if (priority === 0) return NOTHING;
  return [
    {
      path: SPEC.child('priority'),
      severity: 'warning',
      message:
        'a priority without priorityClassName: the pod runs, but the API server refuses its mirror pod, so "kubectl get pods" does not show it',
      help: `name the class that has this priority${name === undefined ? '' : `, priorityClassName: ${name}`}, or remove priority`,
    },
  ];
}

function both({ facts }: TakenPod, priority: number, name: string): readonly Remark[] {
  const known = Object.hasOwn(SYSTEM_PRIORITIES, name) ? SYSTEM_PRIORITIES[name] : undefined;
  if (known !== undefined && known !== priority) {
    return [
      {
        path: SPEC.child('priority'),
        severity: 'warning',
        message: `the class "${name}" has the priority ${known} and not ${priority}: the pod runs, but the API server refuses its mirror pod, so "kubectl get pods" does not show it`,
        help: `write priority: ${known}`,
      },
    ];
  }
  if (facts.version < LOGGED_SINCE) return NOTHING;
  return [
    {
      path: SPEC.child('priorityClassName'),
      severity: 'info',
      message: `a static pod can't be evicted through the API whatever its priority is: the kubelet logs that for each that is not "${NODE_CRITICAL}", here "${shorten(name)}", and runs the pod`,
    },
  ];
}
