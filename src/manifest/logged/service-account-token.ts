import { FieldPath } from '../../validation/field-path.ts';
import { getMember } from '../../yaml/navigate.ts';
import { type LoggedRule, NOTHING } from './rule.ts';

/** A token that nobody mounts. */
export const serviceAccountToken: LoggedRule = {
  id: 'pod-token-not-mounted',
  evidence: [
    'plugin/pkg/admission/serviceaccount/admission.go Admit: it is the API server that adds the token volume, and not to mirror pods',
    'seen with 1.34.10 and 1.37.1: mirrors have no serviceAccountName and no token volume',
  ],
  look: ({ spec, document }) => {
    if (!spec.automountServiceAccountToken) return NOTHING;
    if (getMember(document.root, 'spec', 'automountServiceAccountToken')?.kind !== 'boolean') return NOTHING;
    return [
      {
        path: FieldPath.of('spec').child('automountServiceAccountToken'),
        severity: 'info',
        message:
          'a static pod gets no token of a service account: the API server would mount it, and the kubelet does not ask it',
        help: 'mount a kubeconfig of the node with a hostPath volume',
      },
    ];
  },
};
