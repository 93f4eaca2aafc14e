import type { FieldPath } from '../../../validation/field-path.ts';
import {
  formatQuantity,
  parseQuantity,
  type Quantity,
  quantitySign,
  scaledValue,
} from '../../../validation/quantity.ts';
import type { Rule, Scope } from '../../../validation/rules.ts';
import {
  HUGEPAGES_PREFIX,
  isExtendedResourceName,
  isIntegerResourceName,
  isNativeResource,
  isStandardContainerResourceName,
  isStandardResourceName,
  isSupportedPodLevelResource,
} from '../resource-names.ts';
import { validateQualifiedName } from './forms.ts';

/** validateResourceName; the path is the quantity's, the key is meant. */
function validateResourceName(name: string, path: FieldPath, scope: Scope): void {
  const before = scope.errors.count;
  validateQualifiedName(name, path, scope);
  if (scope.errors.count > before || name.includes('/') || isStandardResourceName(name)) return;
  scope.errors.invalid(path, name, 'must be a standard resource type or fully qualified');
}

/** ValidateContainerResourceName. */
export const validateContainerResourceName: Rule<string> = (name = '', path, scope) => {
  validateResourceName(name, path, scope);
  if (!name.includes('/')) {
    if (!isStandardContainerResourceName(name)) {
      scope.errors.invalid(path, name, 'must be a standard resource for containers');
    }
  } else if (!isNativeResource(name) && !isExtendedResourceName(name, scope.minor)) {
    scope.errors.invalid(path, name, "doesn't follow extended resource name standard");
  }
};

/** validatePodResourceName. */
export const validatePodResourceName: Rule<string> = (name = '', path, scope) => {
  const before = scope.errors.count;
  validateResourceName(name, path, scope);
  if (scope.errors.count > before || isSupportedPodLevelResource(name, scope.minor)) return;
  scope.errors.notSupported(path, name, ['cpu', HUGEPAGES_PREFIX, 'memory']);
};

/** ValidateResourceQuantityValue. */
export function validateResourceQuantityValue(
  name: string,
  quantity: Quantity,
  path: FieldPath,
  scope: Scope,
): void {
  if (quantitySign(quantity) < 0) {
    scope.errors.invalid(path, formatQuantity(quantity), 'must be greater than or equal to 0');
  }
  if (isIntegerResourceName(name, scope.minor) && scaledValue(quantity, -3) % 1000n !== 0n) {
    scope.errors.invalid(path, formatQuantity(quantity), 'must be an integer');
  }
}

/** validateResourceQuantityHugePageValue, IsHugePageResourceValueDivisible. */
export function validateHugePageValue(name: string, quantity: Quantity, path: FieldPath, scope: Scope): void {
  const page = parseQuantity(name.slice(HUGEPAGES_PREFIX.length));
  const divisible =
    page.ok &&
    quantitySign(page.value) > 0 &&
    scaledValue(page.value, -3) % 1000n === 0n &&
    scaledValue(quantity, 0) % scaledValue(page.value, 0) === 0n;
  if (divisible) return;
  const text = formatQuantity(quantity);
  scope.errors.invalid(path, text, `${text} is not positive integer multiple of ${name}`);
}
