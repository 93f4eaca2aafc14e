import type { FieldPath } from '../../../validation/field-path.ts';
import { compareQuantities, formatQuantity, type Quantity } from '../../../validation/quantity.ts';
import { aggregateContainerResources } from '../aggregate-resources.ts';
import { isHugePageResourceName } from '../resource-names.ts';
import type { ResourceRequirements } from '../types.ts';
import { validatePodResourceRequirements } from './resources.ts';
import type { PodRule, PodScope } from './scope.ts';

/** validatePodResources. Validated since 1.35, when the gate is on. */
export const validatePodResources: PodRule<ResourceRequirements> = (resources, path, scope) => {
  if (!resources || !scope.options.podLevelResources) return;
  if (scope.spec.os?.name === 'windows') {
    scope.errors.forbidden(path, 'may not be set for a windows pod');
    return;
  }
  if (resources.claims !== undefined) {
    scope.errors.forbidden(path.child('claims'), 'claims may not be set for Resources at pod-level');
  }
  validatePodResourceRequirements(resources, path, scope);
  validatePodResourceConsistency(resources, path, scope);
};

/** validatePodResourceConsistency: the pod's share against what its containers ask for. */
function validatePodResourceConsistency(
  resources: ResourceRequirements,
  path: FieldPath,
  scope: PodScope,
): void {
  const { errors, spec } = scope;
  const tooSmall = (at: FieldPath, own: Quantity | undefined, sum: Quantity, what: string): void => {
    if (!own || compareQuantities(sum, own) <= 0) return;
    const detail = `must be greater than or equal to aggregate container ${what} of ${formatQuantity(sum)}`;
    errors.invalid(at, formatQuantity(own), detail);
  };
  for (const [name, sum] of aggregateContainerResources(spec, 'requests')) {
    tooSmall(path.child('requests').key(name), resources.requests?.get(name), sum, 'requests');
  }
  for (const [name, sum] of aggregateContainerResources(spec, 'limits')) {
    if (!isHugePageResourceName(name)) continue;
    tooSmall(path.child('limits').key(name), resources.limits?.get(name), sum, 'limits');
  }
  for (const [i, container] of (spec.containers ?? []).entries()) {
    for (const [name, limit] of container.resources?.limits ?? []) {
      const own = resources.limits?.get(name);
      if (!own || compareQuantities(limit, own) <= 0) continue;
      const shown = path.child('containers').index(i).key(name).child('limits');
      const containers = (path.parent ?? path).child('containers');
      const at = containers.index(i).child('resources').child('limits').key(name);
      const detail = `must be less than or equal to pod limits of ${formatQuantity(own)}`;
      errors.invalid(at.shownAs(shown), formatQuantity(limit), detail);
    }
  }
}
