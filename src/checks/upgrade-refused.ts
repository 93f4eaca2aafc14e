import { refusedLater } from '../manifest/refused-later.ts';
import { formatMinor, NEWEST_MINOR } from '../versions/minor.ts';
import { defineCheck, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'upgrade-refused',
  scope: 'file',
  summary: 'this kubelet runs the pod, and a later one refuses the file',
  severity: 'warning',
  why: 'A kubelet says in its log alone that it refuses a file. After the upgrade of the node the pod is gone, on a control plane perhaps the API server itself.',
  bad: 'secret: {secretName: tls} in a volume, for a kubelet 1.33',
  good: 'hostPath: {path: /etc/tls} in its place',
  fix: 'Change the file before the node is upgraded; what the later kubelets take, this one takes as well in most cases.',
  links: [
    'pkg/kubelet/config/common.go tryDecodeSinglePod',
    'pkg/apis/core/validation/validation.go ValidatePodCreate',
    'pkg/api/pod/util.go HasAPIObjectReference, since 1.34; the gate PreventStaticPodAPIReferences went in 1.37',
  ],
  check: ({ document, judgement, pod, facts }) => {
    if (facts.version >= NEWEST_MINOR || !pod) return NOTHING;
    const refusal = refusedLater(document, pod, judgement, facts);
    if (!refusal) return NOTHING;
    const who =
      refusal.since === NEWEST_MINOR
        ? `a kubelet ${formatMinor(NEWEST_MINOR)} refuses`
        : `kubelets from ${formatMinor(refusal.since)} on refuse`;
    return refusal.errors.map(({ message, location, help }) => ({
      message: `${who} this file: ${message}`,
      ...(location && { location }),
      ...(help !== undefined && { help }),
    }));
  },
});
