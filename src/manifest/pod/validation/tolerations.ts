import { quote } from '../../../bytes/go-strings.ts';
import { isDecimalInteger, isLabelValue } from '../../../validation/names.ts';
import { all, each, fields, optional, supported } from '../../../validation/rules.ts';
import type { Toleration } from '../types.ts';
import { validateQualifiedName } from './forms.ts';
import type { PodRule } from './scope.ts';

/** What an operator wants of the value; that it is unknown is told at the operator too. */
const validateOperator: PodRule<Toleration> = (toleration, path, scope) => {
  const { errors, minor, options } = scope;
  const { operator = '', value = '' } = toleration ?? {};
  const at = path.child('operator');
  switch (operator) {
    case 'Equal':
    case '': {
      const messages = isLabelValue(value, minor);
      if (messages.length > 0) errors.invalid(at, value, messages.join(';'));
      return;
    }
    case 'Exists':
      if (value !== '') errors.invalid(at, value, "value must be empty when `operator` is 'Exists'");
      return;
  }
  if (minor < 35 || (operator !== 'Lt' && operator !== 'Gt')) {
    errors.notSupported(at, operator, ['Equal', 'Exists']);
  } else if (!options.taintTolerationComparison) {
    errors.notSupported(at, operator, ['Equal', 'Exists', 'Lt', 'Gt']);
  } else validateNumber(value, path.child('value'), scope);
};

/** A number to compare with: in canonical form, and as strconv.ParseInt reads it. */
const validateNumber: PodRule<string> = (value = '', path, scope) => {
  for (const message of isDecimalInteger(value)) scope.errors.invalid(path, value, message);
  const quoted = quote(value);
  if (!/^[+-]?[0-9]+$/.test(value)) {
    scope.errors.invalid(path, value, `strconv.ParseInt: parsing ${quoted}: invalid syntax`);
  } else if (BigInt.asIntN(64, BigInt(value.replace('+', ''))) !== BigInt(value.replace('+', ''))) {
    scope.errors.invalid(path, value, `strconv.ParseInt: parsing ${quoted}: value out of range`);
  }
};

/** ValidateTolerations. */
export const validateTolerations: PodRule<readonly Toleration[]> = each(
  all<Toleration, Parameters<PodRule<Toleration>>[2]>(
    fields<Toleration>({ key: optional(validateQualifiedName) }),
    (toleration, path, scope) => {
      const { key = '', operator = '', effect = '', tolerationSeconds } = toleration ?? {};
      if (key === '' && operator !== 'Exists') {
        scope.errors.invalid(
          path.child('operator'),
          operator,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        );
      }
      if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
        scope.errors.invalid(
          path.child('effect'),
          effect,
          "effect must be 'NoExecute' when `tolerationSeconds` is set",
        );
      }
    },
    validateOperator,
    fields<Toleration>({ effect: optional(supported('NoSchedule', 'PreferNoSchedule', 'NoExecute')) }),
  ),
);
