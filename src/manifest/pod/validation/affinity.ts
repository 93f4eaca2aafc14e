import { all, each, fields, ifSet, type Rule, required } from '../../../validation/rules.ts';
import type {
  Affinity,
  NodeAffinity,
  NodeSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinity,
  PodAffinityTerm,
  PreferredSchedulingTerm,
  WeightedPodAffinityTerm,
} from '../types.ts';
import {
  validateDNS1123Label,
  validateDNS1123Subdomain,
  validateLabelValue,
  validateQualifiedName,
} from './forms.ts';
import { validateLabelSelector } from './labels.ts';
import { validateMatchLabelKeysAndMismatchLabelKeys } from './match-label-keys.ts';
import type { PodRule, PodScope } from './scope.ts';

const UNKNOWN_OPERATOR = 'not a valid selector operator';

const validateNodeOperator: Rule<NodeSelectorRequirement> = (requirement, path, scope) => {
  const { errors } = scope;
  const { operator = '', values = [] } = requirement ?? {};
  const at = path.child('values');
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        errors.required(at, "must be specified when `operator` is 'In' or 'NotIn'");
      }
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        errors.forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      }
      break;
    case 'Gt':
    case 'Lt':
      if (values.length !== 1) {
        errors.required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'");
      }
      break;
    default:
      errors.invalid(path.child('operator'), operator, UNKNOWN_OPERATOR);
  }
};

const validateNodeKey = fields<NodeSelectorRequirement>({ key: validateQualifiedName });
const validateNodeValues = fields<NodeSelectorRequirement>({ values: each(validateLabelValue) });

/** ValidateNodeSelectorRequirement. The values of required terms are label values since 1.33. */
function validateNodeSelectorRequirement(required: boolean): Rule<NodeSelectorRequirement> {
  return (requirement, path, scope) => {
    validateNodeOperator(requirement, path, scope);
    validateNodeKey(requirement, path, scope);
    if (required && scope.minor >= 33) validateNodeValues(requirement, path, scope);
  };
}

/** ValidateNodeFieldSelectorRequirement: metadata.name alone can be asked for. */
const validateNodeFieldSelectorRequirement: Rule<NodeSelectorRequirement> = (requirement, path, scope) => {
  const { errors } = scope;
  const { key = '', operator = '', values = [] } = requirement ?? {};
  const at = path.child('values');
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.invalid(path.child('operator'), operator, UNKNOWN_OPERATOR);
  } else if (values.length !== 1) {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.required(at, detail);
  }
  if (key !== 'metadata.name') {
    errors.invalid(path.child('key'), key, 'not a valid field selector key');
  } else each(validateDNS1123Subdomain)(values, at, scope);
};

/** ValidateNodeSelectorTerm. */
function validateNodeSelectorTerm(required: boolean): Rule<NodeSelectorTerm> {
  return fields<NodeSelectorTerm>({
    matchExpressions: each(validateNodeSelectorRequirement(required)),
    matchFields: each(validateNodeFieldSelectorRequirement),
  });
}

/** ValidateNodeSelector. */
const validateNodeSelector = fields<NodeSelector>({
  nodeSelectorTerms: required(
    each(validateNodeSelectorTerm(true)),
    'must have at least one node selector term',
  ),
});

const validateWeight: Rule<number> = (weight = 0, path, scope) => {
  if (weight <= 0 || weight > 100) scope.errors.invalid(path, weight, 'must be in the range 1-100');
};

/** validateNodeAffinity. */
const validateNodeAffinity = fields<NodeAffinity>({
  requiredDuringSchedulingIgnoredDuringExecution: ifSet(validateNodeSelector),
  preferredDuringSchedulingIgnoredDuringExecution: each(
    fields<PreferredSchedulingTerm>({
      weight: validateWeight,
      preference: validateNodeSelectorTerm(false),
    }),
  ),
});

/** Upstream has the namespaces in a field that there is not. */
const validateNamespaces: Rule<readonly string[]> = (namespaces, path, scope) => {
  const shown = (path.parent ?? path).child('namespace');
  for (const [i, name] of (namespaces ?? []).entries()) {
    validateDNS1123Label(name, path.index(i).shownAs(shown), scope);
  }
};

/** validatePodAffinityTerm. */
const validatePodAffinityTerm: PodRule<PodAffinityTerm> = all(
  fields<PodAffinityTerm, PodScope>({
    labelSelector: validateLabelSelector,
    namespaceSelector: validateLabelSelector,
    namespaces: validateNamespaces,
  }),
  validateMatchLabelKeysAndMismatchLabelKeys,
  fields<PodAffinityTerm, PodScope>({
    topologyKey: all(required(undefined, 'can not be empty'), validateQualifiedName),
  }),
);

/** validatePodAffinity and validatePodAntiAffinity. */
const validatePodAffinity: PodRule<PodAffinity> = fields<PodAffinity, PodScope>({
  requiredDuringSchedulingIgnoredDuringExecution: each(validatePodAffinityTerm),
  preferredDuringSchedulingIgnoredDuringExecution: each(
    fields<WeightedPodAffinityTerm, PodScope>({
      weight: validateWeight,
      podAffinityTerm: validatePodAffinityTerm,
    }),
  ),
});

/** validateAffinity. */
export const validateAffinity: PodRule<Affinity> = fields<Affinity, PodScope>({
  nodeAffinity: ifSet(validateNodeAffinity),
  podAffinity: ifSet(validatePodAffinity),
  podAntiAffinity: ifSet(validatePodAffinity),
});
