import { API_SERVER } from '../runtime/log-causes/api-server.ts';
import { lastingCauses } from '../runtime/log-causes/cause.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import kubeconfigServerPort from './kubeconfig-server-port.ts';
import { endNow, finds, loggedFinding, logOfNow } from './reading/kubelet-now.ts';

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
    const log = logOfNow(subject);
    // What a kubelet that ends has said before is told by why it ends.
    if (!log || endNow(subject)) return NOTHING;
    // A wrong port is named where it is written.
    return lastingCauses(log.entries, API_SERVER, subject.machine.kubeletLog!.looked)
      .filter(({ cause }) => cause.id !== 'refused' || !finds(kubeconfigServerPort, subject))
      .map((cause) => loggedFinding(subject, cause));
  },
});
