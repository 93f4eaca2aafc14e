import { byteLength } from '../../../validation/names.ts';
import { each, fields, type Rule } from '../../../validation/rules.ts';
import type { ManagedFieldsEntry } from '../types.ts';

const OPERATIONS: readonly string[] = ['Apply', 'Update'];
const FIELD_MANAGER_MAX_LENGTH = 128;
const MAX_SUBRESOURCE_NAME_LENGTH = 256;

const validateOperation: Rule<string> = (operation = '', path, scope) => {
  if (OPERATIONS.includes(operation)) return;
  if (scope.minor < 37) scope.errors.invalid(path, operation, 'must be `Apply` or `Update`');
  else if (operation === '') scope.errors.required(path, 'must not be empty');
  else scope.errors.notSupported(path, operation, OPERATIONS);
};

/** ValidateFieldManager. */
const validateFieldManager: Rule<string> = (manager = '', path, scope) => {
  if (byteLength(manager) > FIELD_MANAGER_MAX_LENGTH) scope.errors.tooLong(path, FIELD_MANAGER_MAX_LENGTH);
  let position = 0;
  for (const character of manager) {
    // unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the plain space.
    if (!/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)) {
      const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
      scope.errors.invalid(path, manager, `invalid character U+${code} (at position ${position})`);
    }
    position += byteLength(character);
  }
};

/** ValidateManagedFields (apimachinery pkg/apis/meta/v1/validation/validation.go). */
export const validateManagedFields: Rule<readonly ManagedFieldsEntry[]> = each(
  fields<ManagedFieldsEntry>({
    operation: validateOperation,
    fieldsType: (type = '', path, scope) => {
      if (type !== '' && type !== 'FieldsV1') scope.errors.invalid(path, type, 'must be `FieldsV1`');
    },
    manager: validateFieldManager,
    subresource: (name = '', path, scope) => {
      if (byteLength(name) > MAX_SUBRESOURCE_NAME_LENGTH) {
        scope.errors.tooLong(path, MAX_SUBRESOURCE_NAME_LENGTH);
      }
    },
  }),
);
