import { quote } from '../../../bytes/go-strings.ts';
import type { FieldPath } from '../../../validation/field-path.ts';
import { byteLength, isDNS1123Subdomain } from '../../../validation/names.ts';
import { fields, required } from '../../../validation/rules.ts';
import type { Volume } from '../types.ts';
import { validateDNS1123Label } from './forms.ts';
import type { PodRule, PodScope } from './scope.ts';
import { FORBIDDEN_AS, VOLUME_SOURCES, type VolumeType } from './volume-sources.ts';

/**
 * ValidateVolumes. A volume without an error gets into the scope's map, where mounts look it up; so a broken
 * one is also missing for its mounts.
 */
export const validateVolumes: PodRule<readonly Volume[]> = (volumes = [], path, scope) => {
  const created = namesOfCreatedClaims(volumes, scope);
  for (const [i, volume] of volumes.entries()) {
    const at = path.index(i);
    const before = scope.errors.count;
    validateVolumeSource(volume, at, scope);
    validateVolumeName(volume, at, scope);
    if (scope.errors.count === before) scope.volumes.set(volume.name!, volume);
    const claim = volume.persistentVolumeClaim?.claimName ?? '';
    if (volume.persistentVolumeClaim && created.has(claim)) {
      scope.errors.invalid(
        at.child('persistentVolumeClaim').child('claimName'),
        claim,
        'must not reference a PVC that gets created for an ephemeral volume',
      );
    }
  }
};

const validateVolumeName: PodRule<Volume> = fields<Volume, PodScope>({
  name: (name = '', path, scope) => {
    required(validateDNS1123Label)(name, path, scope);
    if (scope.volumes.has(name)) scope.errors.duplicate(path, name);
  },
});

/** The PersistentVolumeClaims that the pod's ephemeral volumes make. */
function namesOfCreatedClaims(volumes: readonly Volume[], scope: PodScope): ReadonlySet<string> {
  const ephemeral = volumes.filter((volume) => volume.ephemeral);
  return new Set(ephemeral.map((volume) => `${scope.metadata.name}-${volume.name ?? ''}`));
}

/** validateVolumeSource: exactly one type, in upstream's order. */
const validateVolumeSource: PodRule<Volume> = (volume = {}, path, scope) => {
  const types = typesOf(volume, scope);
  for (const [i, type] of types.entries()) {
    // emptyDir, the first of all, is never the second.
    if (i > 0) forbidSecond(type, path, scope);
    else VOLUME_SOURCES[type](volume[type] as never, path.child(type), scope);
    if (type === 'iscsi') validateInitiatorLength(volume, path, scope);
    if (type === 'ephemeral' && i === 0) validateClaimName(volume, path, scope);
  }
  if (types.length === 0) scope.errors.required(path, 'must specify a volume type');
};

const ORDER: ReadonlyMap<string, number> = new Map(Object.keys(VOLUME_SOURCES).map((type, i) => [type, i]));

/** The types that a volume has, in upstream's order. */
function typesOf(volume: Volume, scope: PodScope): VolumeType[] {
  const types = (Object.keys(volume) as (keyof Volume)[]).filter(
    (key): key is VolumeType => key !== 'name' && counts(key, scope),
  );
  return types.length > 1 ? types.sort((a, b) => ORDER.get(a)! - ORDER.get(b)!) : types;
}

/** 1.31 decodes image volumes and then does not count them (AllowImageVolumeSource). */
function counts(type: VolumeType, scope: PodScope): boolean {
  return type !== 'image' || scope.minor >= 32;
}

function forbidSecond(type: VolumeType, path: FieldPath, scope: PodScope): void {
  const shown = path.child(FORBIDDEN_AS[type] ?? type);
  scope.errors.forbidden(path.child(type).shownAs(shown), 'may not specify more than 1 volume type');
}

const validateInitiatorLength: PodRule<Volume> = (volume, path, scope) => {
  const { name = '', iscsi } = volume ?? {};
  if (iscsi?.initiatorName === undefined || byteLength(`${name}:${iscsi.targetPortal ?? ''}`) <= 64) return;
  scope.errors.invalid(
    path.child('name'),
    name,
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
  );
};

const validateClaimName: PodRule<Volume> = (volume, path, scope) => {
  const { name } = volume ?? {};
  if (!name || !scope.metadata.name) return;
  const claim = `${scope.metadata.name}-${name}`;
  for (const message of isDNS1123Subdomain(claim)) {
    scope.errors.invalid(path.child('name'), name, `PVC name ${quote(claim)}: ${message}`);
  }
};
