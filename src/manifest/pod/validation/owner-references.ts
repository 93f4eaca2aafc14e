import { isZero, type Rule } from '../../../validation/rules.ts';
import { parseGroupVersion } from '../../decode/group-version.ts';
import type { OwnerReference } from '../types.ts';

/** ValidateOwnerReferences (apimachinery pkg/api/validation/objectmeta.go). Before 1.37 without an index. */
export const validateOwnerReferences: Rule<readonly OwnerReference[]> = (references, path, scope) => {
  let firstController = '';
  for (const [i, reference] of (references ?? []).entries()) {
    const at = path.index(i);
    validateOwnerReference(reference, scope.minor >= 37 ? at : at.shownAs(path), scope);
    if (!reference.controller) continue;
    const controller = `${reference.kind ?? ''}/${reference.name ?? ''}`;
    if (firstController !== '') {
      scope.errors.invalid(
        path,
        undefined,
        `Only one reference can have Controller set to true. Found "true" in references for ${firstController} and ${controller}`,
      );
    } else firstController = controller;
  }
};

/** validateOwnerReference. Since 1.37 what is missing is Required. */
const validateOwnerReference: Rule<OwnerReference> = (reference, path, scope) => {
  const { errors, minor } = scope;
  const { apiVersion = '', kind = '' } = reference ?? {};
  const version = parseGroupVersion(apiVersion);
  if (minor >= 37) {
    if (apiVersion === '') errors.required(path.child('apiVersion'), 'must not be empty');
    else if (!version?.version) {
      errors.invalid(path.child('apiVersion'), apiVersion, 'must be <group>/<version> or <version>');
    }
  } else if (!version?.version) {
    errors.invalid(path.child('apiVersion'), apiVersion, 'version must not be empty');
  }
  for (const name of ['kind', 'name', 'uid'] as const) {
    if (!isZero(reference?.[name])) continue;
    if (minor >= 37) errors.required(path.child(name), 'must not be empty');
    else errors.invalid(path.child(name), '', `${minor >= 34 ? '' : `${name} `}must not be empty`);
  }
  // BannedOwners.
  if (version?.group === '' && version.version === 'v1' && kind === 'Event') {
    errors.invalid(path, undefined, '/v1, Kind=Event is disallowed from being an owner');
  }
};
