import { trimSpace } from '../../../bytes/go-strings.ts';
import { must, type Rule, required, supported } from '../../../validation/rules.ts';

/** validatePullPolicy. */
export const validatePullPolicy: Rule<string> = required(supported('Always', 'IfNotPresent', 'Never'));

/** The rule of validateContainerOnlyForPod. */
export const validateImageSpace: Rule<string> = must(
  (image) => trimSpace(image) === image,
  'must not have leading or trailing whitespace',
);
