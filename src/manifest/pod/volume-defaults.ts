import { roundUpList } from '../../validation/quantity-arithmetic.ts';
import { meansLatest } from './image-name.ts';
import type { PodDefaultingOptions } from './options.ts';
import type { DownwardAPIVolumeFile, ProjectedVolumeSource, Volume } from './types.ts';

const FILE_MODE = 0o644;

/** SetDefaults_Volume, and what is generated for its types. A volume without a type is an emptyDir. */
export function setVolumeDefaults(volume: Volume, options: PodDefaultingOptions): void {
  const { name: _, ...sources } = volume;
  if (Object.keys(sources).length === 0) volume.emptyDir = {};
  const {
    hostPath,
    secret,
    configMap,
    downwardAPI,
    projected,
    iscsi,
    rbd,
    azureDisk,
    scaleIO,
    ephemeral,
    image,
  } = volume;
  if (image && options.imagePullPolicyOfVolumes) {
    image.pullPolicy ||= meansLatest(image.reference ?? '') ? 'Always' : 'IfNotPresent';
  }
  if (hostPath) hostPath.type ??= '';
  if (secret) secret.defaultMode ??= FILE_MODE;
  if (configMap) configMap.defaultMode ??= FILE_MODE;
  if (downwardAPI) {
    downwardAPI.defaultMode ??= FILE_MODE;
    setFileDefaults(downwardAPI.items);
  }
  if (projected) setProjectedDefaults(projected);
  if (iscsi) iscsi.iscsiInterface ||= 'default';
  if (rbd) {
    rbd.pool ||= 'rbd';
    rbd.user ||= 'admin';
    rbd.keyring ||= '/etc/ceph/keyring';
  }
  if (azureDisk) {
    azureDisk.cachingMode ??= 'ReadWrite';
    azureDisk.fsType ??= 'ext4';
    azureDisk.readOnly ??= false;
    azureDisk.kind ??= 'Shared';
  }
  if (scaleIO) {
    scaleIO.storageMode ||= 'ThinProvisioned';
    scaleIO.fsType ||= 'xfs';
  }
  const claim = ephemeral?.volumeClaimTemplate;
  if (claim) {
    claim.spec ??= {};
    claim.spec.volumeMode ??= 'Filesystem';
    roundUpList(claim.spec.resources?.limits);
    roundUpList(claim.spec.resources?.requests);
  }
}

function setProjectedDefaults(projected: ProjectedVolumeSource): void {
  projected.defaultMode ??= FILE_MODE;
  for (const { downwardAPI, serviceAccountToken } of projected.sources ?? []) {
    setFileDefaults(downwardAPI?.items);
    if (serviceAccountToken) serviceAccountToken.expirationSeconds ??= 60 * 60;
  }
}

/** SetDefaults_ObjectFieldSelector. */
function setFileDefaults(files: readonly DownwardAPIVolumeFile[] | undefined): void {
  for (const { fieldRef } of files ?? []) if (fieldRef) fieldRef.apiVersion ||= 'v1';
}
