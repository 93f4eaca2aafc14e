import { type FieldError, FieldErrors } from '../../../validation/field-errors.ts';
import { FieldPath } from '../../../validation/field-path.ts';
import { each } from '../../../validation/rules.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { PodValidationOptions } from '../options.ts';
import type { Pod } from '../types.ts';
import {
  validateAppArmorAnnotationsAndFields,
  validatePodSpecificAnnotations,
  validateSeccompAnnotationsAndFields,
} from './annotations.ts';
import { validateContainerOnlyForPod } from './containers.ts';
import { validateNonnegativeField } from './forms.ts';
import { validateObjectMeta } from './metadata.ts';
import { validatePodSpec } from './pod-spec.ts';
import type { PodScope } from './scope.ts';

const METADATA = FieldPath.of('metadata');
const SPEC = FieldPath.of('spec');

/** ValidatePodCreate (pkg/apis/core/validation/validation.go): the errors in the kubelet's order. */
export function validatePodCreate(
  pod: Pod,
  minor: Minor,
  options: PodValidationOptions,
): readonly FieldError[] {
  const { metadata = {}, spec = {} } = pod;
  const errors = new FieldErrors(minor);
  const claimNames = new Set((spec.resourceClaims ?? []).flatMap((claim) => claim.name || []));
  const scope: PodScope = {
    errors,
    minor,
    options,
    metadata,
    spec,
    volumes: new Map(),
    claimNames,
    seen: undefined,
  };

  validatePodMetadataAndSpec(scope);
  if (spec.ephemeralContainers?.length) {
    errors.forbidden(SPEC.child('ephemeralContainers'), 'cannot be set on create');
  }
  if (spec.nodeName && spec.schedulingGates?.length) {
    const detail = 'cannot be set until all schedulingGates have been cleared';
    errors.forbidden(SPEC.child('schedulingGates').shownAs(SPEC.child('nodeName')), detail);
  }
  validateSeccompAnnotationsAndFields(spec, SPEC, scope);
  validateAppArmorAnnotationsAndFields(spec, SPEC, scope);
  return errors.list;
}

const validateContainersOnlyForPod = each(validateContainerOnlyForPod);

/** validatePodMetadataAndSpec. */
function validatePodMetadataAndSpec(scope: PodScope): void {
  const { metadata, spec } = scope;
  validateObjectMeta(metadata, METADATA, scope);
  validatePodSpecificAnnotations(metadata.annotations, METADATA.child('annotations'), scope);
  validatePodSpec(spec, SPEC, scope);
  if (!spec.serviceAccountName) forbidServiceAccountTokens(scope);
  if (scope.minor >= 37) {
    const seconds = SPEC.child('terminationGracePeriodSeconds');
    validateNonnegativeField(spec.terminationGracePeriodSeconds, seconds, scope);
  }
  validateContainersOnlyForPod(spec.containers, SPEC.child('containers'), scope);
  validateContainersOnlyForPod(spec.initContainers, SPEC.child('initContainers'), scope);
}

/** Without a service account there is no token to project. */
function forbidServiceAccountTokens(scope: PodScope): void {
  for (const [i, volume] of (scope.spec.volumes ?? []).entries()) {
    for (const [j, source] of (volume.projected?.sources ?? []).entries()) {
      if (!source.serviceAccountToken) continue;
      const at = SPEC.child('volumes').index(i).child('projected').child('sources').index(j);
      scope.errors.forbidden(
        at.child('serviceAccountToken'),
        'must not be specified when serviceAccountName is not set',
      );
    }
  }
}
