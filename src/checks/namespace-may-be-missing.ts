import { locate } from '../manifest/locate.ts';
import { showValue } from '../manifest/shown.ts';
import { FieldPath } from '../validation/field-path.ts';
import { defineCheck, NOTHING } from './define-check.ts';

const NAMESPACE = FieldPath.of('metadata').child('namespace');

/** What every API server makes (pkg/controlplane/controller/systemnamespaces); OpenShift makes its own. */
const MADE_BY_ITSELF = /^(?:default|kube-system|kube-public|kube-node-lease|openshift-.*)$/;

export default defineCheck({
  id: 'namespace-may-be-missing',
  scope: 'file',
  summary: 'the pod is in a namespace that a cluster does not have by itself',
  severity: 'info',
  why: 'The kubelet runs a static pod whatever its namespace is. Where the API server has no such namespace it refuses the mirror pod and all events of the pod, and nobody sees them by kubectl.',
  bad: 'namespace: monitoring, and nobody made it',
  good: 'namespace: kube-system',
  fix: 'Make the namespace, or use one that every cluster has. Once it is there, the mirror pod follows within 90 seconds.',
  links: [
    'pkg/controlplane/controller/systemnamespaces/system_namespaces_controller.go',
    'k8s.io/apiserver pkg/admission/plugin/namespace/lifecycle/admission.go Admit',
    'pkg/kubelet/kubelet.go "Failed creating a mirror pod", seen with 1.34.10 and 1.37.1',
  ],
  check: ({ judgement, document, facts }) => {
    const namespace = judgement.pod?.namespace;
    if (namespace === undefined || judgement.verdict !== 'runs' || facts.node?.standalone) return NOTHING;
    if (MADE_BY_ITSELF.test(namespace)) return NOTHING;
    return [
      {
        message: `no cluster has the namespace ${showValue(namespace)} by itself: the pod runs without it, but then the API server refuses its mirror pod, so "kubectl get pods" does not show it`,
        location: locate(document, NAMESPACE),
        help: `"kubectl create namespace ${namespace}" if it is not there`,
      },
    ];
  },
});
