import { type LogCause, MINUTE } from './cause.ts';

/** What a kubelet logs of each of its ways to the API server: its lease, its node, its status, what it watches. */
const REQUESTS =
  /^"(?:Unable to register node with API server|Failed to ensure lease exists, will retry|Failed to update lease|Error updating node status, will retry|Error getting node|Failed to contact API server when waiting for CSINode publishing|Failed to watch|Failed creating a mirror pod)\b/;
const UPSTREAM =
  'pkg/kubelet/kubelet_node_status.go tryRegisterWithAPIServer; k8s.io/component-helpers/apimachinery/lease/controller.go';

/** Why the API server does not take a kubelet's requests. */
export const API_SERVER: readonly LogCause[] = [
  {
    id: 'unknown-authority',
    text: REQUESTS,
    error:
      /"(https:\/\/[^/"]+)[^"]*": (?:tls: failed to verify certificate: )?x509: certificate signed by unknown authority/,
    say: ({ match }) => ({
      message: `the kubelet does not trust the API server at "${match[1]}": its certificate is signed by an authority that the kubeconfig does not name`,
      help: 'put the cluster\'s CA into "certificate-authority-data" of the kubelet\'s kubeconfig (on kubeadm the content of /etc/kubernetes/pki/ca.crt), and restart the kubelet',
    }),
    upstream: UPSTREAM,
  },
  {
    id: 'certificate-name',
    text: REQUESTS,
    error:
      /"(https:\/\/[^/"]+)[^"]*": (?:tls: failed to verify certificate: )?x509: (certificate is (?:valid for .*, not|not valid for) .*)$/s,
    say: ({ match }) => ({
      message: `the kubelet does not trust the API server at "${match[1]}": ${match[2]}`,
      help: 'use a name in the kubeconfig that the certificate has, or make the API server\'s certificate with this one ("certSANs" of kubeadm)',
    }),
    upstream: UPSTREAM,
  },
  {
    id: 'certificate-time',
    text: REQUESTS,
    error: /"(https:\/\/[^/"]+)[^"]*": .*x509: certificate has expired or is not yet valid: (.*)$/s,
    say: ({ match }) => ({
      message: `the kubelet does not trust the API server at "${match[1]}": its certificate has expired or is not yet valid: ${match[2]}`,
      help: 'compare the clock ("date -u") with the certificate; "kubeadm certs renew apiserver" makes a new one',
    }),
    upstream: UPSTREAM,
  },
  {
    id: 'client-certificate-refused',
    text: REQUESTS,
    error: /remote error: tls: ((?:expired|bad|unknown) certificate(?: authority)?)/,
    say: ({ match }) => ({
      message: `the API server refuses the kubelet's client certificate: ${match[1]}`,
      help: 'look at the certificate that the kubeconfig names; join the node again, or make a new one with "kubeadm kubeconfig user"',
    }),
    upstream: UPSTREAM,
  },
  {
    id: 'unauthorized',
    text: REQUESTS,
    error: /(?:^|: )(Unauthorized)$/,
    say: () => ({
      message:
        "the API server does not know who the kubelet is (Unauthorized): its client certificate or token has expired or is another cluster's",
      help: "look at the certificate that the kubelet's kubeconfig names: its dates, and whether the cluster's CA has signed it",
    }),
    upstream: UPSTREAM,
  },
  {
    id: 'other-node',
    text: REQUESTS,
    error:
      /(\w+)(?:\.[\w.]+)? "([^"]*)" is forbidden: User "system:node:([^"]*)" cannot (?:get|create|update|patch|delete) resource/,
    say: ({ match }) =>
      match[2] === match[3]
        ? undefined
        : {
            message: `the kubelet calls its node "${match[2]}", but its client certificate is that of the node "${match[3]}"`,
            help: `set "--hostname-override=${match[3]}" or the machine's name back, or join the node again with the new name`,
          },
    upstream: 'plugin/pkg/auth/authorizer/node/node_authorizer.go',
  },
  {
    id: 'refused',
    text: REQUESTS,
    error: /dial tcp (\S+): connect: (connection refused|no route to host|network is unreachable)/,
    say: ({ match }) => ({
      message: `the kubelet can't reach the API server at ${match[1]}: ${match[2]}`,
      help:
        match[2] === 'connection refused'
          ? 'nothing listens there: see whether kube-apiserver runs, and whether "server" in the kubeconfig has its address and port'
          : 'see whether "server" in the kubeconfig is the right address, and whether the network and its firewall let it through',
    }),
    upstream: UPSTREAM,
  },
  {
    id: 'timeout',
    text: REQUESTS,
    error:
      /(?:dial tcp (\S+): i\/o timeout|(context deadline exceeded|TLS handshake timeout|Client\.Timeout exceeded))/,
    say: ({ match }) => ({
      message: `the API server${match[1] === undefined ? '' : ` at ${match[1]}`} does not answer the kubelet in time: ${match[2] ?? 'i/o timeout'}`,
      help: 'see whether "server" in the kubeconfig is the right address, and whether kube-apiserver and its etcd are well',
    }),
    upstream: UPSTREAM,
  },
  {
    id: 'no-such-host',
    text: REQUESTS,
    error:
      /dial tcp: lookup (\S+?)(?: on \S+)?: (no such host|.*(?:i\/o timeout|server misbehaving|connection refused))/,
    say: ({ match }) => ({
      message: `the kubelet can't find the API server: there is no address for "${match[1]}"`,
      help: `write it into /etc/hosts or the DNS, or correct "server" in the kubelet's kubeconfig`,
    }),
    upstream: UPSTREAM,
  },
  {
    id: 'certificate-not-signed',
    text: /Failed while requesting a signed certificate from the control plane|[Cc]ertificate request was not signed/,
    lasts: 20 * MINUTE,
    say: ({ error }) => ({
      message: `the kubelet gets no new certificate: ${error}`,
      help: 'look at "kubectl get csr" and at kube-controller-manager, which signs; approve what is pending',
    }),
    upstream: 'k8s.io/client-go/util/certificate/certificate_manager.go rotateCerts',
  },
];
