import { isQualifiedName } from '../../../validation/names.ts';
import { all, each, fields, form, optional, type Rule, required } from '../../../validation/rules.ts';
import type { ObjectMeta } from '../types.ts';
import { annotationsSize, TOTAL_ANNOTATION_SIZE_LIMIT } from './annotations-size.ts';
import {
  nameIsDNSSubdomainPrefix,
  validateDNS1123Label,
  validateDNS1123Subdomain,
  validateNonnegativeField,
  validateQualifiedName,
} from './forms.ts';
import { validateLabels } from './labels.ts';
import { validateManagedFields } from './managed-fields.ts';
import { validateOwnerReferences } from './owner-references.ts';

const validateAnnotationKey = form((key, minor) => isQualifiedName(key.toLowerCase(), minor));

/** ValidateAnnotations (apimachinery pkg/api/validation/objectmeta.go). */
export const validateAnnotations: Rule<ReadonlyMap<string, string>> = (annotations, path, scope) => {
  if (!annotations) return;
  for (const key of annotations.keys()) validateAnnotationKey(key, path.itsKey(key), scope);
  if (annotationsSize(annotations) > TOTAL_ANNOTATION_SIZE_LIMIT) {
    scope.errors.tooLong(path, TOTAL_ANNOTATION_SIZE_LIMIT);
  }
};

const ORPHAN_DEPENDENTS = 'orphan';
const DELETE_DEPENDENTS = 'foregroundDeletion';
const STANDARD_FINALIZERS: readonly string[] = ['kubernetes', ORPHAN_DEPENDENTS, DELETE_DEPENDENTS];

/** ValidateFinalizers. */
const validateFinalizers: Rule<readonly string[]> = (finalizers, path, scope) => {
  if (!finalizers) return;
  for (const [i, finalizer] of finalizers.entries()) {
    validateQualifiedName(finalizer, path.index(i).shownAs(path), scope);
  }
  if (finalizers.includes(DELETE_DEPENDENTS) && finalizers.includes(ORPHAN_DEPENDENTS)) {
    scope.errors.invalid(
      path,
      undefined,
      `finalizer ${ORPHAN_DEPENDENTS} and ${DELETE_DEPENDENTS} cannot be both set`,
    );
  }
};

/** validateKubeFinalizerName. */
const validateKubeFinalizerName = form((name) =>
  name.includes('/') || STANDARD_FINALIZERS.includes(name)
    ? []
    : ['name is neither a standard finalizer name nor is it fully qualified'],
);

/** ValidateObjectMeta (validation.go, and apimachinery pkg/api/validation/objectmeta.go). */
export const validateObjectMeta: Rule<ObjectMeta> = all(
  fields<ObjectMeta>({
    generateName: optional(nameIsDNSSubdomainPrefix),
    name: required(validateDNS1123Subdomain, 'name or generateName is required'),
    namespace: required(validateDNS1123Label),
    generation: validateNonnegativeField,
    labels: validateLabels,
    annotations: validateAnnotations,
    ownerReferences: validateOwnerReferences,
    finalizers: validateFinalizers,
    managedFields: validateManagedFields,
  }),
  fields<ObjectMeta>({ finalizers: each(validateKubeFinalizerName) }),
);
