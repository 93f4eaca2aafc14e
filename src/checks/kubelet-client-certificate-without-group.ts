import { defineCheck, NOTHING } from './define-check.ts';
import { listed } from './reading/certificate-files.ts';
import { kubeletClient } from './reading/kubelet-client.ts';

export default defineCheck({
  id: 'kubelet-client-certificate-without-group',
  scope: 'node',
  area: 'api-server',
  summary: 'the client certificate of the kubelet has the name of a node and not the group of nodes',
  severity: 'warning',
  why: 'The API server takes for a node who is called "system:node:NAME" and is in the group "system:nodes", which is the organization in the certificate. Without it the kubelet is somebody with no rights: "forbidden", again and again.',
  bad: 'openssl req -subj "/CN=system:node:node01"',
  good: 'openssl req -subj "/O=system:nodes/CN=system:node:node01"',
  fix: 'Make the certificate anew, with the organization "system:nodes".',
  links: [
    'pkg/auth/nodeidentifier/default.go NodeIdentity',
    'https://kubernetes.io/docs/reference/access-authn-authz/node/',
  ],
  check: (subject) => {
    const client = kubeletClient(subject);
    const [certificate] = listed(client?.shown.content ?? { kind: 'unknown' });
    // In another group somebody may have given it its rights.
    if (
      !client ||
      !certificate?.commonName.startsWith('system:node:') ||
      certificate.organizations.length > 0
    )
      return NOTHING;
    return [
      {
        message: `the API server forbids the kubelet what it asks for: its client certificate ${client.shown.name} is for "${certificate.commonName.slice(0, 100)}", without the organization "system:nodes"`,
        location: client.shown.certificate.location,
        help: 'have the node join again: "kubeadm token create --print-join-command" on a control plane node',
      },
    ];
  },
});
