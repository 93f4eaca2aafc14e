import { defineCheck, NOTHING } from './define-check.ts';

const SHOWN = 4;

export default defineCheck({
  id: 'api-server-not-ready',
  scope: 'live',
  area: 'api-server',
  summary: 'the API server answers, and says itself that it is not ready',
  severity: 'warning',
  why: 'An API server that is not ready gets no requests through a load balancer and may refuse those that it gets. Mostly it can not reach etcd, or it has just been started.',
  bad: '/readyz?verbose: [-]etcd failed: reason withheld',
  good: '/readyz?verbose: readyz check passed',
  fix: 'Look into the log of what fails: etcd first.',
  links: [
    'k8s.io/apiserver pkg/server/healthz/healthz.go',
    'https://kubernetes.io/docs/reference/using-api/health-checks/',
  ],
  check: ({ api }) => {
    if (!api?.readiness || api.readiness.ready) return NOTHING;
    const { failing } = api.readiness;
    const names = failing.slice(0, SHOWN).map((name) => `"${name}"`);
    if (failing.length > SHOWN) names.push(`${failing.length - SHOWN} more`);
    const what = names.length === 0 ? '' : `: it fails its own checks ${names.join(', ')}`;
    const isEtcd = failing.some((name) => name.startsWith('etcd'));
    const [message, help] = isEtcd
      ? [
          `the API server "${api.server}" can't reach its etcd${what}`,
          'see how etcd is: crictl ps -a --name etcd, and crictl logs of its container',
        ]
      : [
          `the API server "${api.server}" is not ready${what}`,
          'wait if it was just started; else read its log: crictl logs of the container kube-apiserver',
        ];
    return [{ message, help }];
  },
});
