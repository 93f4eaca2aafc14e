import { FieldPath } from '../../validation/field-path.ts';
import { shorten } from '../shown.ts';
import { type LoggedRule, NOTHING, type Remark } from './rule.ts';

/** LabelOSStable (k8s.io/api core/v1). */
const OS_LABEL = 'kubernetes.io/os';
const LABEL = FieldPath.of('metadata').child('labels').key(OS_LABEL);
const FIELD = FieldPath.of('spec').child('os').child('name');

/** What admission compares with the system that the kubelet was built for. */
export const operatingSystem: LoggedRule = {
  id: 'pod-os-not-supported',
  evidence: [
    'pkg/kubelet/lifecycle/predicate.go rejectPodAdmissionBasedOnOSField, rejectPodAdmissionBasedOnOSSelector',
    'seen with 1.34.10 and 1.37.1: "Pod admission denied", reason "PodOSNotSupported"',
    'seen with 1.37.1: the same for the label, reason "PodOSSelectorNodeLabelDoesNotMatch"',
  ],
  look: ({ pod, spec }) => {
    const label = pod.metadata?.labels?.get(OS_LABEL);
    const field = spec.os?.name;
    if ((label === undefined || label === 'linux') && (!field || field === 'linux')) return NOTHING;
    const remarks: Remark[] = [];
    if (field && field !== 'linux') {
      remarks.push({
        path: FIELD,
        severity: 'warning',
        message: `a kubelet on Linux takes the file and then rejects the pod, for it is for "${field}": its phase is Failed, and nothing runs`,
        help: 'put the file on a node of that system, or remove os',
      });
    }
    if (label !== undefined && label !== 'linux') {
      remarks.push({
        path: LABEL,
        severity: 'warning',
        message: `a kubelet on Linux takes the file and then rejects the pod, for its label "${OS_LABEL}" says "${shorten(label)}": its phase is Failed, and nothing runs`,
        help: `remove the label: the kubelet compares it with its own system`,
      });
    }
    return remarks;
  },
};
