import { FieldPath } from '../../validation/field-path.ts';
import { type LoggedRule, NOTHING, type Remark, type TakenPod } from './rule.ts';

const SPEC = FieldPath.of('spec');

/** DefaultSchedulerName (k8s.io/api core/v1). */
const DEFAULT = 'default-scheduler';

/** What only a scheduler reads, and none ever sees a static pod. */
export const scheduling: LoggedRule = {
  id: 'pod-scheduling-ignored',
  evidence: [
    'pkg/kubelet/lifecycle/predicate.go generalFilter: resources, node affinity and ports, nothing else',
    'seen with 1.37.1: a pod runs whose required podAffinity nothing on the node fulfils',
  ],
  look: ({ spec }: TakenPod) => {
    const { affinity, topologySpreadConstraints, schedulerName = DEFAULT } = spec;
    if (!affinity && !topologySpreadConstraints?.length && schedulerName === DEFAULT) return NOTHING;
    const paths = [
      ...(schedulerName === DEFAULT || schedulerName === '' ? [] : [SPEC.child('schedulerName')]),
      ...(affinity?.podAffinity ? [SPEC.child('affinity').child('podAffinity')] : []),
      ...(affinity?.podAntiAffinity ? [SPEC.child('affinity').child('podAntiAffinity')] : []),
      ...(topologySpreadConstraints?.length ? [SPEC.child('topologySpreadConstraints')] : []),
    ];
    return paths.map(
      (path): Remark => ({
        path,
        severity: 'info',
        message: `"${path}" is for the scheduler, which never sees a static pod, so it has no effect`,
      }),
    );
  },
};
