import { all, each, fields, optional, type Rule, unique } from '../../../validation/rules.ts';
import type { PodReadinessGate, PodSchedulingGate, PodSchedulingGroup, WorkloadReference } from '../types.ts';
import { validateDNS1123Label, validateDNS1123Subdomain, validateQualifiedName } from './forms.ts';
import type { PodRule } from './scope.ts';

/** validateReadinessGates. */
export const validateReadinessGates: Rule<readonly PodReadinessGate[]> = each(
  fields<PodReadinessGate>({ conditionType: validateQualifiedName }),
);

const validateGateName: Rule<string> = all(validateQualifiedName, unique);

/** validateSchedulingGates; a gate's name is told at the gate. */
export const validateSchedulingGates: Rule<readonly PodSchedulingGate[]> = each((gate, path, scope) =>
  validateGateName(gate?.name, path.child('name').shownAs(path), scope),
);

/** validateSchedulingGroup, since 1.36. */
export const validateSchedulingGroup: PodRule<PodSchedulingGroup> = (group, path, scope) => {
  if (!group) return;
  const at = path.child('podGroupName');
  if (group.podGroupName === undefined) {
    scope.errors.invalid(at, undefined, 'must specify one of: `podGroupName`');
  } else validateDNS1123Subdomain(group.podGroupName, at, scope);
  if (scope.spec.evictionResponders?.length) {
    scope.errors.forbidden(path, 'may not be set when evictionResponders is set');
  }
};

const validateWorkloadFields = fields<WorkloadReference>({
  name: validateDNS1123Subdomain,
  podGroup: validateDNS1123Label,
  podGroupReplicaKey: optional(validateDNS1123Label),
});

/** validateWorkloadReference: 1.35 only. */
export const validateWorkloadReference: Rule<WorkloadReference> = (reference, path, scope) => {
  if (reference) validateWorkloadFields(reference, path, scope);
};
