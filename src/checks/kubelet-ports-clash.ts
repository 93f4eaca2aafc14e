import { defineCheck, NOTHING } from './define-check.ts';
import { startOnNode } from './reading/kubelet-on-node.ts';
import { clash, kubeletPortsOf } from './reading/kubelet-ports.ts';

export default defineCheck({
  id: 'kubelet-ports-clash',
  scope: 'node',
  area: 'configuration',
  summary: 'the kubelet is told to listen twice on one port',
  severity: 'warning',
  why: 'The kubelet serves its API, the part of it without authentication and its health each on a port of its own. Of two with one port only the first gets it: without that of the API the kubelet ends ("Failed to listen and serve", "bind: address already in use"), without that of its health "kubeadm init" waits in vain.',
  bad: 'healthzPort: 10250',
  good: 'healthzPort: 10248',
  fix: 'Give each a port of its own; by default they are 10250 and 10248.',
  links: [
    'cmd/kubelet/app/server.go run, startKubelet',
    'pkg/kubelet/server/server.go ListenAndServeKubeletServer',
  ],
  check: ({ report }) => {
    const start = startOnNode(report);
    if (!start) return NOTHING;
    const ports = kubeletPortsOf(start);
    return ports.flatMap((one, i) => {
      const other = ports.slice(0, i).find((before) => clash(before, one));
      const location = one.location ?? other?.location;
      if (!other || !location) return [];
      return [
        {
          message: `the kubelet can't listen twice on port ${one.port}, which both "${one.member}" and "${other.member}" are: one of the two fails with "bind: address already in use"`,
          location,
          help: 'give each a port of its own; by default "port" is 10250 and "healthzPort" 10248',
        },
      ];
    });
  },
});
