import { quantitySign } from '../../../validation/quantity.ts';
import {
  all,
  fields,
  ifSet,
  optional,
  type Rule,
  required,
  since,
  supported,
} from '../../../validation/rules.ts';
import type {
  EphemeralVolumeSource,
  ObjectMeta,
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimTemplate,
  TypedLocalObjectReference,
  TypedObjectReference,
  VolumeResourceRequirements,
} from '../types.ts';
import { validateDNS1123Label, validateDNS1123Subdomain } from './forms.ts';
import { validateLabelSelector, validateLabels } from './labels.ts';
import { validateAnnotations } from './metadata.ts';
import { validateResourceQuantityValue } from './resource-names.ts';
import type { PodRule, PodScope } from './scope.ts';

const ACCESS_MODES: readonly string[] = [
  'ReadOnlyMany',
  'ReadWriteMany',
  'ReadWriteOnce',
  'ReadWriteOncePod',
];

/**
 * What a template's metadata can't have, by Go's name in the order of the struct (validateFieldAllowList).
 */
const FORBIDDEN_METADATA: readonly (readonly [keyof ObjectMeta, shown: string])[] = [
  ['name', 'name'],
  ['generateName', 'generateName'],
  ['namespace', 'namespace'],
  ['selfLink', 'selfLink'],
  ['uid', 'uID'],
  ['resourceVersion', 'resourceVersion'],
  ['generation', 'generation'],
  ['creationTimestamp', 'creationTimestamp'],
  ['deletionTimestamp', 'deletionTimestamp'],
  ['deletionGracePeriodSeconds', 'deletionGracePeriodSeconds'],
  ['ownerReferences', 'ownerReferences'],
  ['finalizers', 'finalizers'],
  ['managedFields', 'managedFields'],
];

/** ValidateTemplateObjectMeta. */
const validateTemplateObjectMeta: Rule<ObjectMeta> = all(
  fields<ObjectMeta>({ annotations: validateAnnotations, labels: validateLabels }),
  (metadata, path, scope) => {
    for (const [name, shown] of FORBIDDEN_METADATA) {
      const value = metadata?.[name];
      // Go's zero values: an empty list is none of them, and a pointer to zero is not either.
      const isPointer = name === 'deletionGracePeriodSeconds';
      if (value === undefined || (!isPointer && (value === '' || value === 0))) continue;
      scope.errors.forbidden(path.child(name).shownAs(path.child(shown)), 'cannot be set');
    }
  },
);

/** Each mode is known, and ReadWriteOncePod stands alone. */
const validateModes: PodRule<readonly string[]> = (modes = [], path, scope) => {
  const known = ACCESS_MODES.filter((mode) => scope.options.readWriteOncePod || mode !== 'ReadWriteOncePod');
  for (const [i, mode] of modes.entries()) {
    if (!known.includes(mode)) scope.errors.notSupported(path.index(i).shownAs(path), mode, known);
  }
  const others = modes.filter((mode) => ACCESS_MODES.includes(mode) && mode !== 'ReadWriteOncePod');
  if (others.length > 0 && modes.includes('ReadWriteOncePod')) {
    scope.errors.forbidden(path, 'may not use ReadWriteOncePod with other access modes');
  }
};

const validateStorageRequest: Rule<VolumeResourceRequirements> = (resources, path, scope) => {
  const storage = resources?.requests?.get('storage');
  const at = path.child('requests').key('storage').shownAs(path.key('storage'));
  if (!storage) scope.errors.required(at);
  else if (quantitySign(storage) <= 0) {
    scope.errors.invalid(at, undefined, 'must be greater than zero');
  } else validateResourceQuantityValue('storage', storage, at, scope);
};

/** validateDataSource, and validateDataSourceRef's part of it. */
const validateDataSource: Rule<TypedLocalObjectReference> = (source, path, scope) => {
  const { apiGroup = '', kind = '', name = '' } = source ?? {};
  required()(name, path.child('name'), scope);
  required()(kind, path.child('kind'), scope);
  if (apiGroup === '' && kind !== 'PersistentVolumeClaim') {
    const detail = "must be 'PersistentVolumeClaim' when referencing the default apiGroup";
    scope.errors.invalid(path, kind, detail);
  }
  since(29, optional(validateDNS1123Subdomain))(apiGroup, path.child('apiGroup'), scope);
};

const validateDataSourceRef: Rule<TypedObjectReference> = (source, path, scope) => {
  validateDataSource(source, path, scope);
  optional(validateDNS1123Label)(source?.namespace, path.child('namespace'), scope);
};

/** The two ways to say the source must agree; upstream speaks of the whole spec. */
const validateSourcesAgree: Rule<PersistentVolumeClaimSpec> = (spec, path, scope) => {
  const { dataSource, dataSourceRef } = spec ?? {};
  if (!dataSource || !dataSourceRef) return;
  const at = path.child('dataSource').shownAs(path);
  if (dataSourceRef.namespace) {
    const detail = 'may not be specified when dataSourceRef.namespace is specified';
    scope.errors.invalid(at, undefined, detail);
  } else if (
    dataSource.apiGroup !== dataSourceRef.apiGroup ||
    (dataSource.kind ?? '') !== (dataSourceRef.kind ?? '') ||
    (dataSource.name ?? '') !== (dataSourceRef.name ?? '')
  ) {
    scope.errors.invalid(at, undefined, 'must match dataSourceRef');
  }
};

/** ValidatePersistentVolumeClaimSpec. */
const validatePersistentVolumeClaimSpec: PodRule<PersistentVolumeClaimSpec> = all(
  fields<PersistentVolumeClaimSpec, PodScope>({
    accessModes: required(undefined, 'at least 1 access mode is required'),
    selector: ifSet(validateLabelSelector),
  }),
  fields<PersistentVolumeClaimSpec, PodScope>({
    accessModes: validateModes,
    resources: validateStorageRequest,
    storageClassName: optional(validateDNS1123Subdomain),
    volumeMode: ifSet(supported('Block', 'Filesystem')),
    dataSource: ifSet(validateDataSource),
    dataSourceRef: ifSet(validateDataSourceRef),
  }),
  validateSourcesAgree,
  fields<PersistentVolumeClaimSpec, PodScope>({
    volumeAttributesClassName: (name, path, scope) => {
      if (scope.options.volumeAttributesClass) optional(validateDNS1123Subdomain)(name, path, scope);
    },
  }),
);

/** ValidatePersistentVolumeClaimTemplate. */
const validatePersistentVolumeClaimTemplate: PodRule<PersistentVolumeClaimTemplate> = fields<
  PersistentVolumeClaimTemplate,
  PodScope
>({ metadata: validateTemplateObjectMeta, spec: validatePersistentVolumeClaimSpec });

/** validateEphemeralVolumeSource. */
export const validateEphemeralVolumeSource: PodRule<EphemeralVolumeSource> = (source, path, scope) => {
  const at = path.child('volumeClaimTemplate');
  if (!source?.volumeClaimTemplate) scope.errors.required(at);
  else validatePersistentVolumeClaimTemplate(source.volumeClaimTemplate, at, scope);
};
