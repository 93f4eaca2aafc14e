import {
  byteLength,
  isDNS1123Label,
  isDNS1123Subdomain,
  isInRange,
  isLabelValue,
  isQualifiedName,
} from '../../../validation/names.ts';
import { form, must, type Rule } from '../../../validation/rules.ts';

/** The forms that many fields share, under upstream's names. */

/** ValidateDNS1123Label. */
export const validateDNS1123Label = form(isDNS1123Label);

/** ValidateDNS1123Subdomain, and NameIsDNSSubdomain for a name that is no prefix: most objects' names. */
export const validateDNS1123Subdomain = form(isDNS1123Subdomain);

/** NameIsDNSSubdomain for a prefix, to which something will be added (maskTrailingDash). */
export const nameIsDNSSubdomainPrefix = form((name) =>
  isDNS1123Subdomain(byteLength(name) > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name),
);

/** ValidateQualifiedName, ValidateLabelName. */
export const validateQualifiedName = form(isQualifiedName);

/** validation.IsValidLabelValue. */
export const validateLabelValue = form(isLabelValue);

/** ValidateNonnegativeField. */
export const validateNonnegativeField: Rule<number> = must(
  (value) => value >= 0,
  'must be greater than or equal to 0',
);

/** ValidatePositiveField. */
export const validatePositiveField: Rule<number> = (value = 0, path, scope) => {
  if (value <= 0) scope.errors.invalid(path, value, 'must be greater than zero');
};

/** validation.IsValidUserID and IsValidGroupID. */
export const validateID: Rule<number> = (value = 0, path, scope) => {
  for (const message of isInRange(value, 0, 2147483647)) scope.errors.invalid(path, value, message);
};

/** The permission bits of a file. */
export const validateFileMode: Rule<number> = must(
  (mode) => mode >= 0 && mode <= 0o777,
  'must be a number between 0 and 0777 (octal), both inclusive',
);
