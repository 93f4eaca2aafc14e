import { defineCheck, NOTHING } from './define-check.ts';
import { startOnNode } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'node-name-invalid',
  scope: 'node',
  area: 'command-line',
  summary: 'the kubelet gives its node a name that no API server takes',
  severity: 'warning',
  why: 'The name of a node is that of its host, or --hostname-override, in small letters. It must be a DNS name: with an underscore, a space or a dot at its end the API server refuses the node, and its kubelet tries for ever.',
  bad: '--hostname-override=node_01',
  good: '--hostname-override=node-01',
  fix: 'Correct the name, and have the node join again under it.',
  links: [
    'staging/src/k8s.io/component-helpers/node/util/hostname.go GetHostname',
    'pkg/apis/core/validation/validation.go ValidateNodeName',
  ],
  check: ({ report }) => {
    const start = startOnNode(report);
    const written = start?.flags.hostnameOverride.trim().toLowerCase();
    const location = start?.commandLine.flagOrigins.hostnameOverride?.location;
    // What a flag without a value has swallowed is said already.
    if (!written || !location || /^-|[$%{]/.test(written) || isSubdomain(written)) return NOTHING;
    return [
      {
        message: `the node never registers: no API server takes "${written}" of --hostname-override for the name of a node`,
        location,
        help: 'write small letters, digits, "-" and ".", as in "node-01"',
      },
    ];
  },
});

function isSubdomain(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/.test(label));
}
