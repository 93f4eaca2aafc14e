import { all, each, fields, type Rule } from '../../../validation/rules.ts';
import type { LabelSelector, LabelSelectorRequirement } from '../types.ts';
import { validateLabelValue, validateQualifiedName } from './forms.ts';

/** ValidateLabels (apimachinery pkg/apis/meta/v1/validation/validation.go). */
export const validateLabels: Rule<ReadonlyMap<string, string>> = (labels, path, scope) => {
  for (const [key, value] of labels ?? []) {
    validateQualifiedName(key, path.itsKey(key), scope);
    validateLabelValue(value, path.itsValue(key), scope);
  }
};

const validateSelectorOperator: Rule<LabelSelectorRequirement> = (requirement, path, scope) => {
  const values = requirement?.values ?? [];
  switch (requirement?.operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        scope.errors.required(path.child('values'), "must be specified when `operator` is 'In' or 'NotIn'");
      }
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        scope.errors.forbidden(
          path.child('values'),
          "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
        );
      }
      break;
    default:
      scope.errors.invalid(
        path.child('operator'),
        requirement?.operator ?? '',
        'not a valid selector operator',
      );
  }
};

/** ValidateLabelSelector, with invalid label values refused. */
export const validateLabelSelector: Rule<LabelSelector> = fields<LabelSelector>({
  matchLabels: validateLabels,
  matchExpressions: each(
    all(
      validateSelectorOperator,
      fields<LabelSelectorRequirement>({ key: validateQualifiedName, values: each(validateLabelValue) }),
    ),
  ),
});
