import type { FieldPath } from '../../../validation/field-path.ts';
import { fields, type Rule, required, since } from '../../../validation/rules.ts';
import type {
  KeyToPath,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from '../types.ts';
import { validateClusterTrustBundle } from './cluster-trust-bundle.ts';
import { validateDownwardAPIVolumeFile } from './downward-api.ts';
import { validateFileMode, validateID } from './forms.ts';
import { validateKeyToPath } from './key-to-path.ts';
import { validateLocalNonReservedPath } from './paths.ts';
import { podCertificatePaths, validatePodCertificate } from './pod-certificate.ts';
import type { PodRule, PodScope } from './scope.ts';

/** The paths that the sources of one volume fill; upstream tells a conflict at the volume. */
class TakenPaths {
  readonly #taken = new Set<string>();
  readonly #volume: FieldPath;
  readonly #scope: PodScope;

  constructor(volume: FieldPath, scope: PodScope) {
    this.#volume = volume;
    this.#scope = scope;
  }

  take(path: string, at: FieldPath): void {
    if (this.#taken.has(path)) {
      this.#scope.errors.invalid(at.shownAs(this.#volume), path, 'conflicting duplicate paths');
    }
    this.#taken.add(path);
  }
}

/** A Secret or ConfigMap: its name, and the keys that become files. */
function validateItems(
  source: { readonly name?: string; readonly items?: readonly KeyToPath[] },
  path: FieldPath,
  scope: PodScope,
  taken: TakenPaths,
): void {
  required()(source.name, path.child('name'), scope);
  for (const [i, item] of (source.items ?? []).entries()) {
    const at = path.child('items').index(i);
    validateKeyToPath(item, at, scope);
    if (item.path) taken.take(item.path, at.child('path'));
  }
}

const validateExpiration: Rule<number> = (seconds = 0, path, scope) => {
  if (seconds < 10 * 60) {
    scope.errors.invalid(path, seconds, 'may not specify a duration less than 10 minutes');
  }
  if (seconds > 2 ** 32) {
    scope.errors.invalid(path, seconds, 'may not specify a duration larger than 2^32 seconds');
  }
};

/** Upstream speaks of the volume's path where it means the token's. */
function validateServiceAccountToken(volume: FieldPath): Rule<ServiceAccountTokenProjection> {
  return fields<ServiceAccountTokenProjection>({
    expirationSeconds: validateExpiration,
    path: (path, at, scope) => {
      const shown = at.shownAs(volume.child('path'));
      // AllowNonLocalProjectedTokenPath came with 1.30: before, any path would do.
      required(since(30, validateLocalNonReservedPath))(path, shown, scope);
    },
    user: validateID,
  });
}

/** The sources of a projected volume in upstream's order. */
const PROJECTIONS = [
  'secret',
  'configMap',
  'downwardAPI',
  'serviceAccountToken',
  'clusterTrustBundle',
  'podCertificate',
] as const;

/** validateProjectionSources, for one of them. */
function validateProjection(
  source: VolumeProjection,
  path: FieldPath,
  volume: FieldPath,
  scope: PodScope,
  taken: TakenPaths,
): void {
  const { secret, configMap, downwardAPI, serviceAccountToken, clusterTrustBundle, podCertificate } = source;
  if (secret) validateItems(secret, path.child('secret'), scope, taken);
  if (configMap) validateItems(configMap, path.child('configMap'), scope, taken);
  for (const [i, file] of (downwardAPI?.items ?? []).entries()) {
    const at = path.child('downwardAPI').child('items').index(i);
    validateDownwardAPIVolumeFile(file, at.shownAs(path.child('downwardAPI')), scope);
    if (file.path) taken.take(file.path, at.child('path'));
  }
  if (serviceAccountToken) {
    validateServiceAccountToken(volume)(serviceAccountToken, path.child('serviceAccountToken'), scope);
  }
  if (clusterTrustBundle) {
    const at = path.child('clusterTrustBundle');
    const shown = scope.minor >= 31 ? at : at.shownAs(path.child('clusterTrustBundlePEM'));
    validateClusterTrustBundle(clusterTrustBundle, shown, scope);
    taken.take(clusterTrustBundle.path ?? '', at.child('path'));
  }
  if (podCertificate) {
    const at = path.child('podCertificate');
    validatePodCertificate(podCertificate, at, scope);
    podCertificatePaths(podCertificate, at, scope, (file, where) => taken.take(file, where));
  }
  if (PROJECTIONS.filter((name) => source[name]).length > 1) {
    const words = scope.minor >= 31 ? 'volume type per source' : 'volume type';
    scope.errors.forbidden(path, `may not specify more than 1 ${words}`);
  }
}

/** validateProjectedVolumeSource. */
export const validateProjectedVolumeSource: PodRule<ProjectedVolumeSource> = fields<
  ProjectedVolumeSource,
  PodScope
>({
  defaultMode: validateFileMode,
  defaultUser: validateID,
  sources: (sources, path, scope) => {
    const volume = path.parent ?? path;
    const taken = new TakenPaths(volume, scope);
    for (const [i, source] of (sources ?? []).entries()) {
      validateProjection(source, path.index(i), volume, scope, taken);
    }
  },
});
