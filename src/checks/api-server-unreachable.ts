import { defineCheck, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'api-server-unreachable',
  scope: 'live',
  area: 'api-server',
  summary: 'the API server of the given kubeconfig does not answer, or not this user',
  severity: 'warning',
  why: 'Without its API server a node runs its static pods and nothing else new: it turns NotReady, and kubectl tells nothing. What a kubeconfig names may as well be wrong, and the API server be well.',
  bad: 'server: https://192.0.2.10:6553, where nobody listens',
  good: 'server: https://192.0.2.10:6443',
  fix: 'Do what the line says: start kube-apiserver, or take the kubeconfig of this cluster.',
  links: [
    'k8s.io/client-go tools/clientcmd/client_config.go',
    'https://kubernetes.io/docs/tasks/access-application-cluster/configure-access-multiple-clusters/',
  ],
  check: ({ api }) => {
    const failure = api?.failure;
    if (!failure || failure.kind === 'aborted') return NOTHING;
    const message =
      failure.kind === 'kubeconfig'
        ? `the API server was not asked: ${failure.message}`
        : `the API server can't be asked: ${failure.message}`;
    return [{ message, ...(failure.help !== undefined && { help: failure.help }) }];
  },
});
