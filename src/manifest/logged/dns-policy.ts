import { FieldPath } from '../../validation/field-path.ts';
import { getMember } from '../../yaml/navigate.ts';
import { type LoggedRule, NOTHING } from './rule.ts';

/** A policy that means another on the host's network. Only where the file says it: it is the default too. */
export const dnsPolicy: LoggedRule = {
  id: 'pod-dns-policy',
  evidence: ['pkg/kubelet/network/dns/dns.go getPodDNSType'],
  look: ({ spec, document }) => {
    if (!spec.hostNetwork || spec.dnsPolicy !== 'ClusterFirst') return NOTHING;
    if (getMember(document.root, 'spec', 'dnsPolicy')?.kind !== 'string') return NOTHING;
    return [
      {
        path: FieldPath.of('spec').child('dnsPolicy'),
        severity: 'info',
        message:
          'with hostNetwork the policy "ClusterFirst" means "Default": the pod gets the resolv.conf of the node',
        help: 'for the DNS of the cluster write "ClusterFirstWithHostNet"',
      },
    ];
  },
};
