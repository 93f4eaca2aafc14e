import { all, each, fields, type Rule, required, supported } from '../../../validation/rules.ts';
import type {
  Container,
  ContainerResizePolicy,
  ContainerRestartRule,
  ContainerRestartRuleOnExitCodes,
} from '../types.ts';
import type { PodRule, PodScope } from './scope.ts';

const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;

const validateAction: PodRule<string> = (action = '', path, scope) => {
  const actions = ['Restart', ...(scope.options.restartAllContainers ? ['RestartAllContainers'] : [])];
  // 1.35 allows the second and does not say so.
  if (!actions.includes(action)) {
    scope.errors.notSupported(path, action, scope.minor >= 36 ? actions : ['Restart']);
  }
};

/** A list that may not grow beyond a limit; 1.34 and 1.35 call it too long. */
const validateLength =
  (limit: number): Rule<readonly unknown[]> =>
  (list = [], path, scope) => {
    if (list.length <= limit) return;
    if (scope.minor >= 36) scope.errors.tooMany(path, list.length, limit);
    else scope.errors.tooLong(path, limit);
  };

const validateRules: PodRule<readonly ContainerRestartRule[]> = all(
  validateLength(MAX_RULES),
  each<ContainerRestartRule, PodScope>(
    fields<ContainerRestartRule, PodScope>({
      action: validateAction,
      exitCodes: required(
        fields<ContainerRestartRuleOnExitCodes, PodScope>({
          operator: supported('In', 'NotIn'),
          values: validateLength(MAX_EXIT_CODES),
        }),
        'must be specified',
      ),
    }),
  ),
);

const validatePolicy = supported('Always', 'Never', 'OnFailure');

const RULES_NEED_POLICY = 'must specify restartPolicy when restart rules are used';

/** validateContainerRestartPolicy. */
export const validateContainerRestartPolicy: PodRule<Container> = (container = {}, path, scope) => {
  const { restartPolicy, restartPolicyRules } = container;
  const at = path.child('restartPolicy');
  if (restartPolicy === undefined) {
    if (!restartPolicyRules?.length) return;
    scope.errors.required(at, RULES_NEED_POLICY);
  } else validatePolicy(restartPolicy, at, scope);
  validateRules(restartPolicyRules, path.child('restartPolicyRules'), scope);
};

/** validateInitContainerRestartPolicy. */
export const validateInitContainerRestartPolicy: PodRule<Container> = (container = {}, path, scope) => {
  const { restartPolicy, restartPolicyRules = [] } = container;
  const { containerRestartPolicyRules, restartAllContainers } = scope.options;
  const at = path.child('restartPolicy');
  if (restartPolicy === undefined) {
    // 1.34 looks at nothing where there is no policy.
    if (restartPolicyRules.length > 0 && scope.minor >= 35) scope.errors.required(at, RULES_NEED_POLICY);
  } else if (!containerRestartPolicyRules) {
    supported('Always')(restartPolicy, at, scope);
  } else if (restartPolicy !== 'Always' || restartAllContainers) {
    validateContainerRestartPolicy(container, path, scope);
  } else if (restartPolicyRules.length > 0) {
    const detail = 'restartPolicyRules are not allowed for init containers with restart policy Always';
    scope.errors.forbidden(path.child('restartPolicyRules'), detail);
  }
};

const validateResource: Rule<string> = required(supported('cpu', 'memory'));
const validateResize: Rule<string> = required(supported('NotRequired', 'RestartContainer'));

/** validateResizePolicy; all but a duplicate is told at the list. */
export const validateResizePolicy: PodRule<readonly ContainerResizePolicy[]> = (policies, path, scope) => {
  const resources = new Set<string>();
  for (const [i, policy] of (policies ?? []).entries()) {
    const at = path.index(i);
    const { resourceName = '', restartPolicy = '' } = policy;
    if (resources.has(resourceName)) scope.errors.duplicate(at, resourceName);
    resources.add(resourceName);
    validateResource(resourceName, at.child('resourceName').shownAs(path), scope);
    const resize = at.child('restartPolicy').shownAs(path);
    validateResize(restartPolicy, resize, scope);
    if (scope.minor >= 29 && scope.spec.restartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      const whose = scope.minor >= 36 ? 'pod ' : '';
      const detail = `must be 'NotRequired' when ${whose}\`restartPolicy\` is 'Never'`;
      scope.errors.invalid(resize, restartPolicy, detail);
    }
  }
};
