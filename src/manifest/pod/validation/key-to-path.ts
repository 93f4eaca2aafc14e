import { fields, type Rule, required } from '../../../validation/rules.ts';
import type { KeyToPath } from '../types.ts';
import { validateFileMode, validateID } from './forms.ts';
import { validateLocalNonReservedPath } from './paths.ts';

/** validateKeyToPath. */
export const validateKeyToPath: Rule<KeyToPath> = fields<KeyToPath>({
  key: required(),
  path: required(validateLocalNonReservedPath),
  mode: validateFileMode,
  user: validateID,
});
