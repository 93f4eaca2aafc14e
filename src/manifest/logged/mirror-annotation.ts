import { FieldPath } from '../../validation/field-path.ts';
import { isMirrorPod, MIRROR_ANNOTATION } from '../pod/is-mirror-pod.ts';
import { type LoggedRule, NOTHING } from './rule.ts';

const AT = FieldPath.of('metadata').child('annotations').key(MIRROR_ANNOTATION).asKey();

/** What a pod has that was saved with "kubectl get pod -o yaml": the kubelet takes it for a mirror pod. */
export const mirrorAnnotation: LoggedRule = {
  id: 'pod-mirror-annotation',
  evidence: [
    'pkg/kubelet/types/pod_update.go IsMirrorPod',
    'pkg/kubelet/kubelet.go HandlePodAdditions',
    'seen with 1.34.10 and 1.37.1: "Unable to find pod for mirror pod, skipping", and no sandbox',
  ],
  look: ({ pod }) =>
    isMirrorPod(pod)
      ? [
          {
            path: AT,
            severity: 'warning',
            message: `with the annotation "${MIRROR_ANNOTATION}" the kubelet takes this pod for the mirror of another one and never runs it`,
            help: 'remove the annotation: only the kubelet itself sets it, on the copy that it makes in the API server',
          },
        ]
      : NOTHING,
};
