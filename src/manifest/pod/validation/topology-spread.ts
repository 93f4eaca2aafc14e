import { fields, ifSet, type Rule, required, supported } from '../../../validation/rules.ts';
import type { TopologySpreadConstraint } from '../types.ts';
import { validatePositiveField } from './forms.ts';
import { validateLabelSelector } from './labels.ts';
import {
  validateMatchLabelKeysAndMismatchLabelKeys,
  validateMatchLabelKeysInTopologySpread,
} from './match-label-keys.ts';
import type { PodRule } from './scope.ts';

const validateFields = fields<TopologySpreadConstraint>({
  maxSkew: validatePositiveField,
  topologyKey: required(undefined, 'can not be empty'),
  whenUnsatisfiable: supported('DoNotSchedule', 'ScheduleAnyway'),
});

/** validateMinDomains. */
const validateMinDomains: Rule<TopologySpreadConstraint> = (constraint, path, scope) => {
  const { minDomains, whenUnsatisfiable = '' } = constraint ?? {};
  if (minDomains === undefined) return;
  const at = path.child('minDomains');
  validatePositiveField(minDomains, at, scope);
  if (whenUnsatisfiable !== 'DoNotSchedule') {
    const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`;
    scope.errors.invalid(at, minDomains, detail);
  }
};

const validateInclusionPolicies = fields<TopologySpreadConstraint>({
  nodeAffinityPolicy: ifSet(supported('Honor', 'Ignore')),
  nodeTaintsPolicy: ifSet(supported('Honor', 'Ignore')),
});

const validateSelector = fields<TopologySpreadConstraint>({ labelSelector: validateLabelSelector });

/** What ValidateSpreadConstraintNotRepeat compares. */
function identityOf(constraint: TopologySpreadConstraint): string {
  return `{${constraint.topologyKey ?? ''}, ${constraint.whenUnsatisfiable ?? ''}}`;
}

/** validateTopologySpreadConstraints. Of two that are alike, the earlier is the duplicate. */
export const validateTopologySpreadConstraints: PodRule<readonly TopologySpreadConstraint[]> = (
  constraints = [],
  path,
  scope,
) => {
  const lastOf = new Map(constraints.map((constraint, i) => [identityOf(constraint), i]));
  for (const [i, constraint] of constraints.entries()) {
    const at = path.index(i);
    const identity = identityOf(constraint);
    validateFields(constraint, at, scope);
    if (lastOf.get(identity) !== i) {
      const shown = at.child('{topologyKey, whenUnsatisfiable}');
      scope.errors.duplicate(at.child('topologyKey').shownAs(shown), identity);
    }
    validateMinDomains(constraint, at, scope);
    validateInclusionPolicies(constraint, at, scope);
    if (scope.options.matchLabelKeysSelectorMerge) {
      validateMatchLabelKeysAndMismatchLabelKeys(constraint, at, scope);
    } else validateMatchLabelKeysInTopologySpread(constraint, at, scope);
    validateSelector(constraint, at, scope);
  }
};
