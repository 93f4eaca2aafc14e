import type { FieldPath } from '../../../validation/field-path.ts';
import { isQualifiedName } from '../../../validation/names.ts';
import { fields, type Rule, type Scope, supported } from '../../../validation/rules.ts';
import type { PodCertificateProjection } from '../types.ts';
import { annotationsSize, TOTAL_ANNOTATION_SIZE_LIMIT } from './annotations-size.ts';
import { validateID } from './forms.ts';
import { validateLocalNonReservedPath } from './paths.ts';
import { isKubernetesSignerName, validateSignerName } from './signer-name.ts';

const MIN_EXPIRATION = 60 * 60;
const MAX_EXPIRATION = 91 * 24 * 60 * 60;
const KUBERNETES_MAX_EXPIRATION = 24 * 60 * 60;

/** ValidateUserAnnotations, IsDomainPrefixedKey. */
const validateUserAnnotations: Rule<ReadonlyMap<string, string>> = (annotations, path, scope) => {
  if (!annotations) return;
  for (const key of annotations.keys()) {
    const lower = key.toLowerCase();
    const at = path.itsKey(key);
    const messages = isQualifiedName(lower, scope.minor);
    if (lower === '') scope.errors.required(at);
    else if (messages.length > 0) for (const message of messages) scope.errors.invalid(at, lower, message);
    else if (!lower.includes('/')) {
      scope.errors.invalid(at, lower, 'must be a domain-prefixed key (such as "acme.io/foo")');
    }
  }
  if (annotationsSize(annotations) > TOTAL_ANNOTATION_SIZE_LIMIT) {
    scope.errors.tooLong(path, TOTAL_ANNOTATION_SIZE_LIMIT);
  }
};

const validateMaxExpiration: Rule<PodCertificateProjection> = (certificate, path, scope) => {
  const { maxExpirationSeconds: seconds, signerName = '' } = certificate ?? {};
  if (seconds === undefined) return;
  const at = path.child('maxExpirationSeconds');
  if (seconds < MIN_EXPIRATION) {
    scope.errors.invalid(at, seconds, `if provided, maxExpirationSeconds must be >= ${MIN_EXPIRATION}`);
  }
  const limit = isKubernetesSignerName(signerName) ? KUBERNETES_MAX_EXPIRATION : MAX_EXPIRATION;
  if (seconds > limit) {
    scope.errors.invalid(at, seconds, `if provided, maxExpirationSeconds must be <= ${limit}`);
  }
};

const validateFields = fields<PodCertificateProjection>({
  signerName: validateSignerName,
  userAnnotations: validateUserAnnotations,
  user: validateID,
  keyType: supported('RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'),
});

/** The part of validateProjectionSources for a pod certificate, but for its files. */
export const validatePodCertificate: Rule<PodCertificateProjection> = (certificate, path, scope) => {
  validateFields(certificate, path, scope);
  validateMaxExpiration(certificate, path, scope);
};

/** The files of a pod certificate; `take` is told of each. */
export function podCertificatePaths(
  certificate: PodCertificateProjection,
  path: FieldPath,
  scope: Scope,
  take: (file: string, at: FieldPath) => void,
): void {
  let found = false;
  for (const name of ['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const) {
    const file = certificate[name];
    if (!file) continue;
    found = true;
    validateLocalNonReservedPath(file, path.child(name), scope);
    take(file, path.child(name));
  }
  if (!found) {
    const detail = 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath';
    scope.errors.required(path, detail);
  }
}
