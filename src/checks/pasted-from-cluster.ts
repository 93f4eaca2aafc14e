import { type FilledIn, filledIn } from '../manifest/filled-in.ts';
import { locate, rangeAt } from '../manifest/locate.ts';
import type { FieldPath } from '../validation/field-path.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Document, Node } from '../yaml/tree.ts';
import { defineCheck, type ManifestSubject, NOTHING } from './define-check.ts';
import { suffixTwice } from './reading/node-suffix.ts';

export default defineCheck({
  id: 'pasted-from-cluster',
  scope: 'file',
  summary: 'a pod that was saved out of a cluster, with what the cluster filled in',
  severity: 'warning',
  why: 'What "kubectl get -o yaml" prints is no manifest: the mirror annotation keeps the kubelet from running the pod, the token volume and the service account are refused since 1.34, a uid of its own keeps edits of the file from restarting it, and the rest is replaced.',
  bad: 'metadata:\n  name: web\n  uid: 0c5b8a9e-6a55-4d0e-9a5c-1f6e3c0a7d21\n  resourceVersion: "4711"',
  good: 'metadata:\n  name: web',
  fix: "Remove what the cluster filled in, and the name of the node from the end of the pod's name.",
  links: [
    'pkg/kubelet/config/common.go applyDefaults',
    'pkg/kubelet/types/pod_update.go IsMirrorPod',
    'pkg/api/pod/util.go HasAPIObjectReference',
    'plugin/pkg/admission/serviceaccount/admission.go mountServiceAccountToken',
  ],
  supersedes: ['pod-mirror-annotation', 'pod-field-overwritten'],
  check: (subject) => {
    const { document, pod } = subject;
    const fields = pod ? filledIn(document) : [];
    if (fields.length === 0) return NOTHING;
    const consequence = consequenceOf(subject);
    const suffix = suffixTwice(subject);
    const rename = suffix ? `, and call it "${suffix.short}": the kubelet adds "-${suffix.node}" itself` : '';
    return [
      {
        message: `this pod was saved out of a cluster, with what only the cluster fills in${consequence && `: ${consequence}`}`,
        location: locate(document, firstOf(document, fields)),
        help: `remove ${list(fields.map(({ shown }) => shown))}${rename}`,
      },
    ];
  },
});

/** The one that stands first in the file. */
function firstOf(document: Document, fields: readonly FilledIn[]): FieldPath {
  const startOf = (path: FieldPath) => rangeAt(document, path)?.start ?? 0;
  return fields.map(({ path }) => path.asKey()).reduce((a, b) => (startOf(b) < startOf(a) ? b : a));
}

/** The worst first: what keeps the pod from running. */
function consequenceOf({ document, judgement, pod }: ManifestSubject): string {
  const { annotations, uid } = pod?.metadata ?? {};
  if (judgement.stage === 'reference') return 'the kubelet refuses it, for it needs the API server';
  if (annotations?.has('kubernetes.io/config.mirror'))
    return 'the kubelet takes it for a mirror pod and never runs it';
  if (uid && isText(getMember(document.root, 'metadata', 'uid'))) {
    return 'with a fixed uid an edit of this file does not start the pod anew';
  }
  return '';
}

function isText(node: Node | undefined): boolean {
  return node?.kind === 'string' && node.value !== '';
}

function list(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
