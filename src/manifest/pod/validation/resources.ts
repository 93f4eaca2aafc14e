import type { FieldPath } from '../../../validation/field-path.ts';
import { compareQuantities, formatQuantity, type Quantity } from '../../../validation/quantity.ts';
import type { Rule } from '../../../validation/rules.ts';
import { isHugePageResourceName, isOvercommitAllowed } from '../resource-names.ts';
import type { ResourceClaim, ResourceRequirements } from '../types.ts';
import { validateDNS1123Label } from './forms.ts';
import {
  validateContainerResourceName,
  validateHugePageValue,
  validatePodResourceName,
  validateResourceQuantityValue,
} from './resource-names.ts';
import type { PodRule, PodScope } from './scope.ts';

type ResourceList = ReadonlyMap<string, Quantity>;

/** Name and quantity of one entry of limits or requests. */
function validateQuantity(
  name: string,
  quantity: Quantity,
  path: FieldPath,
  scope: PodScope,
  validateName: Rule<string>,
): void {
  validateName(name, path.asKey(), scope);
  validateResourceQuantityValue(name, quantity, path, scope);
}

/** A request against its limit. Upstream tells this at the requests, not at the one that is wrong. */
function validateRequestAgainstLimit(
  name: string,
  request: Quantity,
  limit: Quantity | undefined,
  path: FieldPath,
  scope: PodScope,
): void {
  const requests = path.child('requests');
  const at = requests.key(name).shownAs(requests);
  if (!limit) {
    if (isOvercommitAllowed(name)) return;
    scope.errors.required(path.child('limits'), 'Limit must be set for non overcommitable resources');
    return;
  }
  const order = compareQuantities(request, limit);
  if (order !== 0 && !isOvercommitAllowed(name)) {
    const detail = `must be equal to ${name} limit of ${formatQuantity(limit)}`;
    scope.errors.invalid(at, formatQuantity(request), detail);
  } else if (order > 0) {
    const detail = `must be less than or equal to ${name} limit of ${formatQuantity(limit)}`;
    scope.errors.invalid(at, formatQuantity(request), detail);
  }
}

/** validateResourceRequirements. */
function validateResourceRequirements(validateName: Rule<string>): PodRule<ResourceRequirements> {
  return (resources, path, scope) => {
    const limits: ResourceList = resources?.limits ?? new Map();
    const requests: ResourceList = resources?.requests ?? new Map();
    for (const [name, quantity] of limits) {
      const at = path.child('limits').key(name);
      validateQuantity(name, quantity, at, scope, validateName);
      if (isHugePageResourceName(name)) validateHugePageValue(name, quantity, at, scope);
    }
    for (const [name, quantity] of requests) {
      const at = path.child('requests').key(name);
      validateQuantity(name, quantity, at, scope, validateName);
      validateRequestAgainstLimit(name, quantity, limits.get(name), path, scope);
      if (isHugePageResourceName(name)) validateHugePageValue(name, quantity, at, scope);
    }
    const names = [...limits.keys(), ...requests.keys()];
    if (names.some(isHugePageResourceName) && !names.some((name) => name === 'cpu' || name === 'memory')) {
      scope.errors.forbidden(path, 'HugePages require cpu or memory');
    }
    validateResourceClaimNames(resources?.claims, path.child('claims'), scope);
  };
}

/** validateResourceClaimNames: unique, alone or with a request, and declared by the pod. */
const validateResourceClaimNames: PodRule<readonly ResourceClaim[]> = (claims, path, scope) => {
  const { errors, claimNames } = scope;
  const seen = new Set<string>();
  const requestsOf = new Map<string, number>();
  for (const [i, claim] of (claims ?? []).entries()) {
    const at = path.index(i);
    const { name = '', request = '' } = claim;
    if (name === '') {
      errors.required(at);
      continue;
    }
    if (seen.has(name)) errors.duplicate(at, name);
    else {
      if (request !== '') validateDNS1123Label(request, at.child('request'), scope);
      const key = request === '' ? name : `${name}/${request}`;
      if (seen.has(key)) errors.duplicate(at, key);
      else if (request !== '') requestsOf.set(name, (requestsOf.get(name) ?? 0) + 1);
      else for (let n = requestsOf.get(name) ?? 0; n > 0; n--) errors.duplicate(at, name);
      seen.add(key);
    }
    if (!claimNames.has(name)) {
      const declared = claimNames.size === 0 ? ' which is empty' : `: ${[...claimNames].sort().join(', ')}`;
      errors.notFound(at, name, `must be one of the names in pod.spec.resourceClaims${declared}`);
    }
  }
};

/** ValidateContainerResourceRequirements. */
export const validateContainerResources = validateResourceRequirements(validateContainerResourceName);

/** validatePodResourceRequirements. */
export const validatePodResourceRequirements = validateResourceRequirements(validatePodResourceName);
