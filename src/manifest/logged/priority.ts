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
 * a pod whose priority or preemptionPolicy is not that of its class.
 */
export const priority: LoggedRule = {
  id: 'pod-priority',
  evidence: [
    'pkg/kubelet/config/common.go getStaticPodPriorityWarning, logged since 1.37',
    'plugin/pkg/admission/priority/admission.go admitPod',
    'seen with 1.34.10 and 1.37.1: the pod runs, and "Failed creating a mirror pod" where they do not agree',
  ],
  look: (taken) => {
    const { priority, priorityClassName = '', preemptionPolicy } = taken.spec;
    if (priority === undefined && priorityClassName === '' && !preemptionPolicy) return NOTHING;
    if (taken.facts.node?.standalone) return priority === undefined ? ofClassAlone(taken) : NOTHING;
    const remarks = [
      ...ofPriority(taken, priorityClassName),
      ...ofPolicy(preemptionPolicy, priorityClassName),
    ];
    return isUnknown(priorityClassName) ? [...remarks, unknownClass(priorityClassName)] : remarks;
  },
};

const LOGGED_SINCE = 37;
const NOT_SHOWN =
  'the pod runs, but the API server refuses its mirror pod, so "kubectl get pods" does not show it';

function ofPriority(taken: TakenPod, name: string): readonly Remark[] {
  const { priority } = taken.spec;
  if (priority === undefined) return ofClassAlone(taken);
  return name === '' ? ofPriorityAlone(priority) : ofBoth(taken, priority, name);
}

/** The mirror pod is made; the kubelet itself does not know what the class is worth. */
function ofClassAlone({ spec, facts }: TakenPod): readonly Remark[] {
  if (facts.version < LOGGED_SINCE || !spec.priorityClassName) return NOTHING;
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

function ofPriorityAlone(priority: number): readonly Remark[] {
  const name = Object.keys(SYSTEM_PRIORITIES).find((known) => SYSTEM_PRIORITIES[known] === priority);
  // What a pod without a class has.
  if (priority === 0) return NOTHING;
  return [
    {
      path: SPEC.child('priority'),
      severity: 'warning',
      message: `a priority without priorityClassName: ${NOT_SHOWN}`,
      help: `name the class that has this priority${name === undefined ? '' : `, priorityClassName: ${name}`}, or remove priority`,
    },
  ];
}

function ofBoth({ facts }: TakenPod, priority: number, name: string): readonly Remark[] {
  if (!isOfSystem(name)) return NOTHING;
  if (SYSTEM_PRIORITIES[name] !== priority) {
    return [
      {
        path: SPEC.child('priority'),
        severity: 'warning',
        message: `the class "${name}" has the priority ${SYSTEM_PRIORITIES[name]} and not ${priority}: ${NOT_SHOWN}`,
        help: `write priority: ${SYSTEM_PRIORITIES[name]}`,
      },
    ];
  }
  if (name === NODE_CRITICAL || facts.version < LOGGED_SINCE) return NOTHING;
  return [
    {
      path: SPEC.child('priorityClassName'),
      severity: 'info',
      message: `a static pod can't be evicted through the API whatever its priority is: the kubelet logs that for each that is not "${NODE_CRITICAL}", here "${name}", and runs the pod`,
    },
  ];
}

/** The system's classes, and the lack of one, preempt what is of lower priority. */
function ofPolicy(policy: string | undefined, name: string): readonly Remark[] {
  if (policy !== 'Never' || (name !== '' && !isOfSystem(name))) return NOTHING;
  const whose = name === '' ? 'a pod without priorityClassName' : `the class "${name}"`;
  return [
    {
      path: SPEC.child('preemptionPolicy'),
      severity: 'warning',
      message: `${whose} has the preemptionPolicy "PreemptLowerPriority" and not "Never": ${NOT_SHOWN}`,
      help: 'remove preemptionPolicy',
    },
  ];
}

function isOfSystem(name: string): boolean {
  return Object.hasOwn(SYSTEM_PRIORITIES, name);
}

/** Whether somebody has to make a class; OpenShift brings its own. */
function isUnknown(name: string): boolean {
  return name !== '' && !isOfSystem(name) && !name.startsWith('openshift-');
}

function unknownClass(name: string): Remark {
  return {
    path: SPEC.child('priorityClassName'),
    severity: 'info',
    message: `no cluster has the priority class "${shorten(name)}" by itself: the pod runs without it, but then the API server refuses its mirror pod, so "kubectl get pods" does not show it`,
    help: `make sure that the class is there, or use ${NODE_CRITICAL}`,
  };
}
