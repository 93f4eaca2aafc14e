import { FieldPath } from '../../../validation/field-path.ts';
import { isDNS1123Subdomain } from '../../../validation/names.ts';
import { fields, ifSet, type Rule } from '../../../validation/rules.ts';
import type { ClaimSource, PodResourceClaim } from '../types.ts';
import { validateDNS1123Label, validateDNS1123Subdomain } from './forms.ts';
import type { PodRule } from './scope.ts';

const validateNames = fields<ClaimSource>({
  resourceClaimName: ifSet(validateDNS1123Subdomain),
  resourceClaimTemplateName: ifSet(validateDNS1123Subdomain),
});

/** Either a claim or a template (validatePodResourceClaimSource until 1.30). */
const validateClaimSource: Rule<ClaimSource> = (source, path, scope) => {
  const byName = source?.resourceClaimName !== undefined;
  const byTemplate = source?.resourceClaimTemplateName !== undefined;
  if (byName && byTemplate) {
    const detail = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
    scope.errors.invalid(path, undefined, detail);
  }
  if (!byName && !byTemplate) {
    const detail = 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`';
    scope.errors.invalid(path, undefined, detail);
  }
  validateNames(source, path, scope);
};

/** Until 1.30: the name that a claim made from a template would get. */
const validateFinalName: PodRule<PodResourceClaim> = (claim, path, scope) => {
  if (scope.minor > 30 || claim?.source?.resourceClaimTemplateName === undefined) return;
  const name = `${scope.metadata.name}-${claim.name}`;
  for (const message of isDNS1123Subdomain(name)) {
    scope.errors.invalid(path, name, `final ResourceClaim name: ${message}`);
  }
};

/** validatePodResourceClaims. */
export const validatePodResourceClaims: PodRule<readonly PodResourceClaim[]> = (claims, path, scope) => {
  const { errors } = scope;
  const names = new Set<string>();
  for (const [i, claim] of (claims ?? []).entries()) {
    const at = path.index(i);
    const atName = at.child('name');
    const name = claim.name ?? '';
    if (scope.minor >= 33 && scope.metadata.annotations?.has('kubernetes.io/config.mirror')) {
      errors.forbidden(at.shownAs(FieldPath.of('')), 'static pods do not support resource claims');
      continue;
    }
    const before = errors.count;
    if (name === '') errors.required(atName);
    else if (names.has(name)) errors.duplicate(atName, name);
    else {
      validateDNS1123Label(name, atName, scope);
      if (errors.count === before) validateFinalName(claim, atName, scope);
      names.add(name);
    }
    if (scope.minor >= 31) validateClaimSource(claim, at, scope);
    else validateClaimSource(claim.source, at.child('source'), scope);
  }
};
