import { wordOfCommand } from '../diagnostics/shell-word.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { listed } from './reading/certificate-files.ts';
import { kubeletClient } from './reading/kubelet-client.ts';

const NODE = 'system:node:';

export default defineCheck({
  id: 'kubelet-client-certificate-of-other-node',
  scope: 'node',
  area: 'api-server',
  summary: "the kubelet's client certificate is for a node of another name",
  severity: 'warning',
  why: 'The host name was changed, --hostname-override was set, or the machine is a copy of another. The kubelet registers under its own name, and the API server lets the user "system:node:NAME" touch the node NAME alone: "can only access node lease with the same name as the requesting node".',
  bad: 'a certificate for "system:node:localhost.localdomain" on the node "node01"',
  good: 'a certificate for "system:node:node01" on the node "node01"',
  fix: 'Give the node its name back, or have it join again under the new one.',
  links: [
    'plugin/pkg/auth/authorizer/node/node_authorizer.go',
    'plugin/pkg/admission/noderestriction/admission.go',
    'pkg/kubelet/certificate/kubelet.go NewKubeletClientCertificateManager',
  ],
  check: (subject) => {
    const { nodeName } = subject.report;
    const client = kubeletClient(subject);
    const [certificate] = listed(client?.shown.content ?? { kind: 'unknown' });
    if (!client || !certificate || !['hostname', 'hostname-override'].includes(nodeName.origin))
      return NOTHING;
    const { commonName, organizations } = certificate;
    // Who is not a node to the API server is bound to no name.
    if (!commonName.startsWith(NODE) || !organizations.includes('system:nodes')) return NOTHING;
    if (organizations.includes('system:masters')) return NOTHING;
    const other = commonName.slice(NODE.length);
    if (other === nodeName.name || namedByCloud(subject.report.command?.argv ?? [])) return NOTHING;
    const word = wordOfCommand(other);
    return [
      {
        message: `the kubelet signs in as "${commonName}" and calls its node "${nodeName.name}": the API server lets it touch the node "${other}" alone`,
        location: client.shown.certificate.location,
        help:
          nodeName.origin === 'hostname'
            ? `set the host name back${word === undefined ? '' : `, "hostnamectl set-hostname ${word}"`}, and restart the kubelet; or join again as "${nodeName.name}"`
            : `remove "--hostname-override", or join again as "${nodeName.name}"`,
      },
    ];
  },
});

/** A cloud provider inside the kubelet, as there was before 1.31, names the node (cmd/kubelet/app/server.go getNodeName). */
function namedByCloud(argv: readonly { readonly value: string }[]): boolean {
  const at = argv.findLastIndex(({ value }) => /^--?cloud[-_]provider(?:=|$)/.test(value));
  if (at < 0) return false;
  const { value } = argv[at]!;
  const given = value.includes('=') ? value.slice(value.indexOf('=') + 1) : argv[at + 1]?.value;
  return given !== '' && given !== 'external';
}
