import { locate } from '../manifest/locate.ts';
import { isMirrorPod } from '../manifest/pod/is-mirror-pod.ts';
import type { Pod } from '../manifest/pod/types.ts';
import { type ApiReference, findApiReference } from '../manifest/references.ts';
import { showValue } from '../manifest/shown.ts';
import { FieldPath } from '../validation/field-path.ts';
import { defineCheck, type Finding, type ManifestSubject, NOTHING } from './define-check.ts';

const RESOURCE_VERSION = FieldPath.of('metadata').child('resourceVersion');
const OVERHEAD = FieldPath.of('spec').child('overhead');

/** All of them, whatever this kubelet itself looks for. */
const ANY_REFERENCE = { all: true, clusterTrustBundles: true, resourceClaims: true } as const;

/** What no mirror pod may refer to: the admission plugins ServiceAccount and NodeRestriction. */
const KEPT_FROM_MIRRORS =
  /^(?:serviceaccounts|secrets|configmaps|persistentvolumeclaims|clustertrustbundles|resourceclaims)(?: \(via (?:secret|configmap|projected) volumes\))?$/;

export default defineCheck({
  id: 'mirror-pod-refused',
  scope: 'file',
  summary: 'the pod runs, but the API server refuses its mirror pod',
  severity: 'warning',
  why: 'What kubectl shows of a static pod is its mirror pod. The API server refuses one that has a resourceVersion, an overhead without a RuntimeClass, or refers to other objects. The pod then runs where nobody sees it, and what it refers to never comes: kubelets before 1.34 take such a file, later ones refuse it.',
  bad: 'serviceAccountName: web',
  good: 'no serviceAccountName: a static pod has no service account',
  fix: 'Remove what the API server does not accept of a mirror pod; give the pod what it needs by hostPath volumes.',
  links: [
    'plugin/pkg/admission/serviceaccount/admission.go Validate',
    'plugin/pkg/admission/noderestriction/admission.go admitPodCreate',
    'plugin/pkg/auth/authorizer/node/graph.go AddPod: no edges for mirror pods',
    'plugin/pkg/admission/runtimeclass/admission.go validateOverhead',
    'k8s.io/apiserver pkg/storage/etcd3/store.go Create, ErrResourceVersionSetOnCreate',
    'pkg/kubelet/pod/mirror_client.go CreateMirrorPod',
    'https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/',
  ],
  check: (subject) => {
    const { judgement, pod, facts } = subject;
    if (judgement.verdict !== 'runs' || !pod || facts.node?.standalone || isMirrorPod(pod)) return NOTHING;
    const reference = findApiReference(pod, ANY_REFERENCE);
    const found = [
      ...(reference ? ofReference(subject, reference) : NOTHING),
      ...ofResourceVersion(subject, pod),
      ...ofOverhead(subject),
    ];
    return found.length === 0 ? NOTHING : found;
  },
});

function ofReference(
  { document }: ManifestSubject,
  { path, resource = '' }: ApiReference,
): readonly Finding[] {
  if (!KEPT_FROM_MIRRORS.test(resource)) return NOTHING;
  const message = `"${path}": ${whatHappens(resource, path)}`;
  const help =
    'a static pod must do without the API server: use a hostPath volume, or run the pod by a DaemonSet';
  return [{ message, location: locate(document, path), help }];
}

function whatHappens(resource: string, path: FieldPath): string {
  if (resource === 'serviceaccounts') {
    return 'a static pod gets no token of a service account, and the API server refuses the mirror pod of one that names a service account, so "kubectl get pods" does not show it';
  }
  const consequence = `${path}`.startsWith('spec.imagePullSecrets')
    ? 'the image is pulled without it'
    : 'the containers do not start';
  return `the API server refuses the mirror pod of a static pod that refers to ${resource}, so "kubectl get pods" does not show it, and with the Node authorizer the kubelet may not read the object, so ${consequence}`;
}

/** ParseObjectResourceVersion: one that is no number is taken for none. */
function ofResourceVersion({ document }: ManifestSubject, { metadata }: Pod): readonly Finding[] {
  const version = metadata?.resourceVersion ?? '';
  if (!/^\d{1,19}$/.test(version) || /^0*$/.test(version)) return NOTHING;
  const message = `resourceVersion ${showValue(version)}: the API server makes no pod that has one already, so the mirror pod is refused and "kubectl get pods" does not show this pod`;
  return [{ message, location: locate(document, RESOURCE_VERSION), help: 'remove resourceVersion' }];
}

function ofOverhead({ document, spec }: ManifestSubject): readonly Finding[] {
  if (!spec.overhead || spec.runtimeClassName) return NOTHING;
  const message =
    'overhead without runtimeClassName: the pod runs, but the API server refuses its mirror pod, so "kubectl get pods" does not show it';
  return [{ message, location: locate(document, OVERHEAD), help: 'remove overhead' }];
}
