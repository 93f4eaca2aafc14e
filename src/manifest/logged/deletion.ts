import { FieldPath } from '../../validation/field-path.ts';
import { type LoggedRule, NOTHING, type Remark } from './rule.ts';

const METADATA = FieldPath.of('metadata');

/** A pod whose text says that it is being deleted, or that others must agree before it is. */
export const deletion: LoggedRule = {
  id: 'pod-deletion',
  evidence: [
    'pkg/kubelet/pod_workers.go UpdatePod: a pod with a deletionTimestamp is torn down',
    'seen with 1.37.1: it stays Pending without a sandbox',
    'seen with 1.34.10 and 1.37.1: finalizers go into the mirror pod, which then stays Terminating for ever',
  ],
  look: ({ pod, facts }) => {
    const { deletionTimestamp, finalizers } = pod.metadata ?? {};
    if (!deletionTimestamp && !finalizers?.length) return NOTHING;
    const remarks: Remark[] = [];
    if (deletionTimestamp) {
      remarks.push({
        path: METADATA.child('deletionTimestamp'),
        severity: 'warning',
        message: 'a pod with a deletionTimestamp is being deleted, so the kubelet never starts it',
        help: 'remove deletionTimestamp',
      });
    }
    if (finalizers?.length && !facts.node?.standalone) {
      remarks.push({
        path: METADATA.child('finalizers'),
        severity: 'warning',
        message:
          'the kubelet copies the finalizers to the mirror pod in the API server, which then stays "Terminating" for ever when this file is removed',
        help: 'remove finalizers',
      });
    }
    return remarks;
  },
};
