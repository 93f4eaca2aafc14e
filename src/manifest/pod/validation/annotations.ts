import { quote } from '../../../bytes/go-strings.ts';
import type { FieldPath } from '../../../validation/field-path.ts';
import { all, type Rule } from '../../../validation/rules.ts';
import { allContainers, visitContainers } from '../containers-of.ts';
import type { PodSpec } from '../types.ts';
import { validateLocalDescendingPath } from './paths.ts';
import type { PodRule, PodScope } from './scope.ts';
import { validateTolerationsInPodAnnotations } from './tolerations-annotation.ts';

const POD_DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER_PREFIX = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR_CONTAINER_PREFIX = 'container.apparmor.security.beta.kubernetes.io/';
const UNCONFINED = 'unconfined';
const RUNTIME_DEFAULT = 'runtime/default';
const DOCKER_DEFAULT = 'docker/default';
const LOCALHOST_PREFIX = 'localhost/';

type Annotations = ReadonlyMap<string, string>;

/** GetDeletionCostFromPodAnnotations (pkg/apis/core/helper/helpers.go). */
const validateDeletionCost: PodRule<Annotations> = (annotations, path, scope) => {
  const cost = annotations?.get(POD_DELETION_COST);
  if (cost === undefined || scope.options.invalidPodDeletionCost) return;
  const number = /^(0|[1-9][0-9]*|-[0-9]+)$/.test(cost) ? Number(cost) : Number.NaN;
  if (!(number >= -(2 ** 31) && number < 2 ** 31)) {
    scope.errors.invalid(path.key(POD_DELETION_COST), cost, 'must be a 32bit integer');
  }
};

/** ValidateSeccompProfile. */
const validateSeccompProfile: Rule<string> = (profile = '', path, scope) => {
  if ([RUNTIME_DEFAULT, DOCKER_DEFAULT, UNCONFINED].includes(profile)) return;
  if (profile.startsWith(LOCALHOST_PREFIX)) {
    validateLocalDescendingPath(profile.slice(LOCALHOST_PREFIX.length), path, scope);
  } else scope.errors.invalid(path, profile, 'must be a valid seccomp profile');
};

/** ValidateSeccompPodAnnotations. */
const validateSeccompPodAnnotations: PodRule<Annotations> = (annotations, path, scope) => {
  const podProfile = annotations?.get(SECCOMP_POD);
  if (podProfile !== undefined) validateSeccompProfile(podProfile, path.child(SECCOMP_POD), scope);
  for (const [key, profile] of annotations ?? []) {
    if (key.startsWith(SECCOMP_CONTAINER_PREFIX)) validateSeccompProfile(profile, path.child(key), scope);
  }
};

/** ValidateAppArmorPodAnnotations, ValidateAppArmorProfileFormat. */
const validateAppArmorPodAnnotations: PodRule<Annotations> = (annotations, path, scope) => {
  let names: ReadonlySet<string> | undefined;
  for (const [key, profile] of annotations ?? []) {
    if (!key.startsWith(APPARMOR_CONTAINER_PREFIX)) continue;
    const container = key.slice(APPARMOR_CONTAINER_PREFIX.length);
    names ??= new Set(allContainers(scope.spec).map(({ name = '' }) => name));
    if (!names.has(container)) {
      scope.errors.invalid(path.key(key), container, 'container not found');
    }
    if (!['', RUNTIME_DEFAULT, UNCONFINED].includes(profile) && !profile.startsWith(LOCALHOST_PREFIX)) {
      const detail = `invalid AppArmor profile name: ${quote(profile)}`;
      scope.errors.invalid(path.key(key), profile, detail);
    }
  }
};

/**
 * ValidatePodSpecificAnnotations. That a mirror pod must have a nodeName is not among the rules here: every
 * static pod has one.
 */
export const validatePodSpecificAnnotations: PodRule<Annotations> = all(
  validateTolerationsInPodAnnotations,
  validateDeletionCost,
  validateSeccompPodAnnotations,
  validateAppArmorPodAnnotations,
);

/** A profile that can be given by annotation too. */
interface ProfileKind {
  readonly field: 'seccompProfile' | 'appArmorProfile';
  readonly word: string;
  /** The annotations that say RuntimeDefault. */
  readonly runtimeDefault: readonly string[];
}

const SECCOMP: ProfileKind = {
  field: 'seccompProfile',
  word: 'seccomp',
  runtimeDefault: [RUNTIME_DEFAULT, DOCKER_DEFAULT],
};
const APPARMOR: ProfileKind = {
  field: 'appArmorProfile',
  word: 'apparmor',
  runtimeDefault: [RUNTIME_DEFAULT],
};

/** A profile by type and file, as both kinds have it. */
interface Profile {
  readonly type?: string;
  readonly localhostProfile?: string;
}

/** validateSeccompAnnotationsAndFieldsMatch, and the same for AppArmor. */
function annotationAndFieldMatch(
  kind: ProfileKind,
  key: string,
  profile: Profile | undefined,
  owner: FieldPath,
  scope: PodScope,
): void {
  const annotation = profile && scope.metadata.annotations?.get(key);
  if (!profile || annotation === undefined) return;
  const path = owner.child('securityContext').child(kind.field);
  const typeMatches =
    profile.type === 'Unconfined'
      ? annotation === UNCONFINED
      : profile.type === 'RuntimeDefault'
        ? kind.runtimeDefault.includes(annotation)
        : profile.type !== 'Localhost' || annotation.startsWith(LOCALHOST_PREFIX);
  if (!typeMatches) {
    scope.errors.forbidden(path.child('type'), `${kind.word} type in annotation and field must match`);
  } else if (
    profile.type === 'Localhost' &&
    annotation.slice(LOCALHOST_PREFIX.length) !== profile.localhostProfile
  ) {
    const detail = `${kind.word} profile in annotation and field must match`;
    scope.errors.forbidden(path.child('localhostProfile'), detail);
  }
}

/** validateSeccompAnnotationsAndFields. */
export const validateSeccompAnnotationsAndFields: PodRule<PodSpec> = (spec = {}, path, scope) => {
  annotationAndFieldMatch(SECCOMP, SECCOMP_POD, spec.securityContext?.seccompProfile, path, scope);
  visitContainers(spec, path, (container, at) => {
    const key = `${SECCOMP_CONTAINER_PREFIX}${container.name ?? ''}`;
    annotationAndFieldMatch(SECCOMP, key, container.securityContext?.seccompProfile, at, scope);
  });
};

/** validateAppArmorAnnotationsAndFieldsMatchOnCreate. Since 1.30. */
export const validateAppArmorAnnotationsAndFields: PodRule<PodSpec> = (spec = {}, path, scope) => {
  if (!scope.options.appArmorFields || spec.os?.name === 'windows') return;
  const podProfile = spec.securityContext?.appArmorProfile;
  visitContainers(spec, path, (container, at) => {
    const key = `${APPARMOR_CONTAINER_PREFIX}${container.name ?? ''}`;
    annotationAndFieldMatch(
      APPARMOR,
      key,
      container.securityContext?.appArmorProfile ?? podProfile,
      at,
      scope,
    );
  });
};
