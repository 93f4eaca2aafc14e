import { API_SERVER } from '../runtime/log-causes/api-server.ts';
import { defineCheck } from './define-check.ts';
import kubeconfigServerPort from './kubeconfig-server-port.ts';
import { finds, lastingNow, loggedFinding } from './reading/kubelet-now.ts';

export default defineCheck({
  id: 'kubelet-requests-fail',
  scope: 'live',
  area: 'api-server',
  summary: "the API server does not take the kubelet's requests",
  severity: 'warning',
  why: 'The kubelet goes on without its API server: static pods run, but the node turns NotReady after a minute, and no pod comes or goes. It tries again every few seconds and logs each time why it failed.',
  bad: '"Unable to register node with API server" err="… dial tcp 192.168.1.10:6553: connect: connection refused"',
  good: '"Successfully registered node"',
  fix: 'Correct the kubeconfig, its certificate or the server, whichever the line names, and restart the kubelet.',
  links: [...new Set(API_SERVER.map(({ upstream }) => upstream))],
  check: (subject) => {
    // A wrong port is named where it is written.
    return lastingNow(subject, API_SERVER)
      .filter(({ cause }) => cause.id !== 'refused' || !finds(kubeconfigServerPort, subject))
      .map((cause) => loggedFinding(subject, cause));
  },
});
