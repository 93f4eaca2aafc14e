import { flagValue } from '../control-plane/component.ts';
import { defineCheck } from './define-check.ts';

export default defineCheck({
  id: 'node-authorizer-missing',
  scope: 'file',
  summary: 'the API server has RBAC and not the mode for kubelets',
  severity: 'warning',
  programs: ['kube-apiserver'],
  why: 'What a kubelet may do the mode "Node" allows; in RBAC the ClusterRoleBinding "system:node" binds nobody. Without the mode the API server answers 403 to all kubelets, and the nodes become NotReady, unless somebody has bound the group "system:nodes" to a role.',
  bad: '--authorization-mode=RBAC',
  good: '--authorization-mode=Node,RBAC',
  fix: 'Write --authorization-mode=Node,RBAC.',
  links: [
    'plugin/pkg/auth/authorizer/rbac/bootstrappolicy/policy.go ClusterRoleBindings',
    'https://kubernetes.io/docs/reference/access-authn-authz/node/',
  ],
  check: ({ components }) =>
    components.flatMap((component) => {
      if (component.name !== 'kube-apiserver' || component.flags === null) return [];
      const modes = flagValue(component, 'authorization-mode');
      if (modes?.value?.trim() !== 'RBAC') return [];
      return [
        {
          message:
            'the API server forbids the kubelets what they ask for, and the nodes become NotReady: its authorization has no mode "Node"',
          location: component.source.locate(modes.valueWord.range),
          help: 'write --authorization-mode=Node,RBAC',
        },
      ];
    }),
});
