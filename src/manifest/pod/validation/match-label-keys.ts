import type { FieldPath } from '../../../validation/field-path.ts';
import type { Rule } from '../../../validation/rules.ts';
import type { LabelSelector } from '../types.ts';
import { validateQualifiedName } from './forms.ts';
import type { PodScope } from './scope.ts';

/** What has label keys to match beside a selector. */
interface HasLabelKeys {
  readonly matchLabelKeys?: readonly string[];
  readonly mismatchLabelKeys?: readonly string[];
  readonly labelSelector?: LabelSelector;
}

const IN_SELECTOR_TOO = 'exists in both matchLabelKeys and labelSelector';
const NEEDS_SELECTOR = 'must not be specified when labelSelector is not set';

/** validateLabelKeys. */
function validateLabelKeys(
  keys: readonly string[] = [],
  selector: LabelSelector | undefined,
  path: FieldPath,
  scope: PodScope,
): void {
  if (keys.length === 0) return;
  if (!selector) scope.errors.forbidden(path, NEEDS_SELECTOR);
  else for (const [i, key] of keys.entries()) validateQualifiedName(key, path.index(i), scope);
}

/** ValidateMatchLabelKeysAndMismatchLabelKeys. */
export const validateMatchLabelKeysAndMismatchLabelKeys: Rule<HasLabelKeys, PodScope> = (
  { matchLabelKeys, mismatchLabelKeys, labelSelector } = {},
  path,
  scope,
) => {
  const at = path.child('matchLabelKeys');
  validateLabelKeys(matchLabelKeys, labelSelector, at, scope);
  validateLabelKeys(mismatchLabelKeys, labelSelector, path.child('mismatchLabelKeys'), scope);
  if (labelSelector) {
    const places = new Map((matchLabelKeys ?? []).map((key, i) => [key, i]));
    const inSelector = new Set(labelSelector.matchLabels?.keys());
    for (const { key = '' } of labelSelector.matchExpressions ?? []) {
      const i = places.get(key);
      // The first expression for a key passes: merging adds one for each key of matchLabelKeys.
      if (i !== undefined && inSelector.has(key)) {
        scope.errors.invalid(at.index(i).shownAs(path.index(i)), key, IN_SELECTOR_TOO);
      }
      inSelector.add(key);
    }
  }
  const mismatched = new Set(mismatchLabelKeys);
  for (const [i, key] of (matchLabelKeys ?? []).entries()) {
    if (!mismatched.has(key)) continue;
    scope.errors.invalid(at.index(i), key, 'exists in both matchLabelKeys and mismatchLabelKeys');
  }
};

/** ValidateMatchLabelKeysInTopologySpread; without the gate's merging into the selector. */
export const validateMatchLabelKeysInTopologySpread: Rule<HasLabelKeys, PodScope> = (
  { matchLabelKeys = [], labelSelector } = {},
  path,
  scope,
) => {
  if (matchLabelKeys.length === 0) return;
  const at = path.child('matchLabelKeys');
  const inSelector = new Set(labelSelector?.matchLabels?.keys());
  for (const { key = '' } of labelSelector?.matchExpressions ?? []) inSelector.add(key);
  if (!labelSelector) scope.errors.forbidden(at, NEEDS_SELECTOR);
  for (const [i, key] of matchLabelKeys.entries()) {
    validateQualifiedName(key, at.index(i), scope);
    if (inSelector.has(key)) scope.errors.invalid(at.index(i), key, IN_SELECTOR_TOO);
  }
};
