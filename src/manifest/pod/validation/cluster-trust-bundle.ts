import { isDNS1123Subdomain } from '../../../validation/names.ts';
import { fields, type Rule, required } from '../../../validation/rules.ts';
import type { ClusterTrustBundleProjection } from '../types.ts';
import { validateID } from './forms.ts';
import { validateLabelSelector } from './labels.ts';
import { validateLocalNonReservedPath } from './paths.ts';
import { validateSignerName } from './signer-name.ts';

/** ValidateClusterTrustBundleName: a signer's bundle begins with the signer's name, colons for slashes. */
function isClusterTrustBundleName(name: string): string[] {
  const colon = name.lastIndexOf(':');
  if (colon < 0) return isDNS1123Subdomain(name);
  const signerName = name.slice(0, colon).replaceAll(':', '/');
  if (signerName === '') return ['ClusterTrustBundle without signer name must not have ":" in its name'];
  return isDNS1123Subdomain(name.slice(colon + 1));
}

const validateName: Rule<string> = (name = '', path, scope) => {
  if (name === '') scope.errors.required(path, 'must be a valid object name');
  for (const message of isClusterTrustBundleName(name)) {
    scope.errors.invalid(path, name, `not a valid clustertrustbundlename: ${message}`);
  }
};

/** By name, or by signer and labels. */
const validateChoice: Rule<ClusterTrustBundleProjection> = (bundle, path, scope) => {
  const { errors } = scope;
  const { name, signerName, labelSelector } = bundle ?? {};
  if (name !== undefined && signerName !== undefined) {
    errors.invalid(path, undefined, 'only one of name and signerName may be used');
  } else if (name !== undefined) {
    validateName(name, path.child('name'), scope);
    if (labelSelector) {
      errors.invalid(
        path.child('labelSelector'),
        undefined,
        'labelSelector must be unset if name is specified',
      );
    }
  } else if (signerName !== undefined) {
    if (signerName === '') errors.required(path.child('signerName'), 'must be a valid signer name');
    validateSignerName(signerName, path.child('signerName'), scope);
    validateLabelSelector(labelSelector, path.child('labelSelector'), scope);
  } else errors.required(path, 'either name or signerName must be specified');
};

const validateRest = fields<ClusterTrustBundleProjection>({
  path: required(),
  user: validateID,
});

const validatePath = fields<ClusterTrustBundleProjection>({ path: validateLocalNonReservedPath });

/** The part of validateProjectionSources for a ClusterTrustBundle. */
export const validateClusterTrustBundle: Rule<ClusterTrustBundleProjection> = (bundle, path, scope) => {
  validateChoice(bundle, path, scope);
  validateRest(bundle, path, scope);
  validatePath(bundle, path, scope);
};
