import { byteLength, isDNS1123Subdomain } from '../../../validation/names.ts';
import { quantitySign } from '../../../validation/quantity.ts';
import {
  all,
  between,
  each,
  fields,
  ifSet,
  must,
  optional,
  type Rule,
  required,
  since,
  supported,
} from '../../../validation/rules.ts';
import type * as types from '../types.ts';
import { validateDownwardAPIVolumeFile } from './downward-api.ts';
import { validateEphemeralVolumeSource } from './ephemeral-volume.ts';
import { validateDNS1123Label, validateDNS1123Subdomain, validateFileMode, validateID } from './forms.ts';
import { validatePullPolicy } from './image.ts';
import { validateKeyToPath } from './key-to-path.ts';
import { validateISCSIVolumeSource, validateQuobyteVolumeSource } from './network-volumes.ts';
import { validateLocalDescendingPath, validatePathNoBacksteps } from './paths.ts';
import { validateProjectedVolumeSource } from './projected.ts';
import type { PodRule, PodScope } from './scope.ts';

/** A volume's type: the name of its field. */
export type VolumeType = Exclude<keyof types.Volume, 'name'>;

/** "must be between 1 and 255", though 0 is fine. */
const validatePartition = between(0, 255, 'must be between 1 and 255, inclusive');

const validateSecretRef = fields<types.LocalObjectReference>({ name: required() });

const validateHostPathType = supported(
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
);

const validateHostPathVolumeSource: Rule<types.HostPathVolumeSource> = (source, path, scope) => {
  required(validatePathNoBacksteps)(source?.path, path.child('path'), scope);
  if (source?.path) ifSet(validateHostPathType)(source.type, path.child('type'), scope);
};

const validateFlockerVolumeSource: Rule<types.FlockerVolumeSource> = (source, path, scope) => {
  const { datasetName = '', datasetUUID = '' } = source ?? {};
  if (datasetName === '' && datasetUUID === '') {
    scope.errors.required(path, 'one of datasetName and datasetUUID is required');
  }
  if (datasetName !== '' && datasetUUID !== '') {
    const detail = 'datasetName and datasetUUID can not be specified simultaneously';
    scope.errors.invalid(path, undefined, detail);
  }
  if (datasetName.includes('/')) {
    scope.errors.invalid(path.child('datasetName'), datasetName, "must not contain '/'");
  }
};

const validateFCVolumeSource: Rule<types.FCVolumeSource> = (source, path, scope) => {
  const { errors } = scope;
  const { targetWWNs = [], wwids = [], lun } = source ?? {};
  const wwns = path.child('targetWWNs');
  if (targetWWNs.length === 0) {
    if (wwids.length === 0) {
      errors.required(wwns, 'must specify either targetWWNs or wwids, but not both');
    }
    return;
  }
  if (wwids.length > 0) {
    errors.invalid(wwns, undefined, 'targetWWNs and wwids can not be specified simultaneously');
  }
  if (lun === undefined) errors.required(path.child('lun'), 'lun is required if targetWWNs is specified');
  else between(0, 255, 'must be between 0 and 255, inclusive')(lun, path.child('lun'), scope);
};

/** Options in the namespaces of Kubernetes are the kubelet's own. */
const validateFlexOptions: Rule<ReadonlyMap<string, string>> = (options, path, scope) => {
  for (const key of options?.keys() ?? []) {
    const slash = key.indexOf('/');
    const namespace = `.${(slash < 0 ? key : key.slice(0, slash)).toLowerCase()}`;
    if (namespace.endsWith('.kubernetes.io') || namespace.endsWith('.k8s.io')) {
      scope.errors.invalid(path.key(key), key, 'kubernetes.io and k8s.io namespaces are reserved');
    }
  }
};

/** The disk's place must be one for its kind. */
const validateDiskURI: Rule<types.AzureDiskVolumeSource> = (disk, path, scope) => {
  const { kind, diskURI = '' } = disk ?? {};
  const at = path.child('diskURI');
  if (kind === 'Managed' && !diskURI.startsWith('/subscriptions/')) {
    scope.errors.notSupported(at, diskURI, [
      '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}',
    ]);
  }
  if (kind !== undefined && kind !== 'Managed' && !diskURI.startsWith('https://')) {
    scope.errors.notSupported(at, diskURI, [
      'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd',
    ]);
  }
};

const validateGCEPersistentDiskFields = fields<types.GCEPersistentDiskVolumeSource>({
  pdName: required(),
  partition: validatePartition,
});

/** Upstream calls the disk by another name inside. */
const validateGCEPersistentDisk: Rule<types.GCEPersistentDiskVolumeSource> = (disk, path, scope) => {
  const shown = path.parent ? path.shownAs(path.parent.child('persistentDisk')) : path;
  validateGCEPersistentDiskFields(disk, shown, scope);
};

/** ValidateCSIDriverName. Since 1.35 a missing name is all that is said. */
const validateCSIDriverName: Rule<string> = (name = '', path, scope) => {
  if (name === '') {
    scope.errors.required(path);
    if (scope.minor >= 35) return;
  }
  if (byteLength(name) > 63) scope.errors.tooLong(path, 63);
  for (const message of isDNS1123Subdomain(name.toLowerCase())) scope.errors.invalid(path, name, message);
};

const validateCSIDriver = fields<types.CSIVolumeSource>({ driver: validateCSIDriverName });

/** validateCSIVolumeSource. Upstream loses the reference when it speaks of its name. */
const validateCSIVolumeSource: Rule<types.CSIVolumeSource> = (source, path, scope) => {
  validateCSIDriver(source, path, scope);
  const secret = source?.nodePublishSecretRef;
  if (!secret) return;
  const name = path.child('nodePublishSecretRef').child('name');
  if (!secret.name) scope.errors.required(name);
  else validateDNS1123Subdomain(secret.name, name.shownAs(path.child('name')), scope);
};

/** Upstream speaks of the volume where it means one of its files. */
const validateDownwardAPIItems: PodRule<readonly types.DownwardAPIVolumeFile[]> = (items, path, scope) => {
  for (const [i, item] of (items ?? []).entries()) {
    validateDownwardAPIVolumeFile(item, path.index(i).shownAs(path.parent ?? path), scope);
  }
};

/**
 * The types of volumes in upstream's order, each with the rules of its function: `secret`,
 * validateSecretVolumeSource.
 */
export const VOLUME_SOURCES: { readonly [T in VolumeType]: PodRule<NonNullable<types.Volume[T]>> } = {
  emptyDir: fields<types.EmptyDirVolumeSource>({
    sizeLimit: (limit, path, scope) => {
      if (limit && quantitySign(limit) < 0) {
        scope.errors.forbidden(path, 'SizeLimit field must be a valid resource quantity');
      }
    },
    mode: must(
      (mode) => mode >= 0 && mode <= 0o1777,
      'must be a number between 0 and 01777 (octal), both inclusive',
    ),
  }),
  hostPath: validateHostPathVolumeSource,
  gitRepo: fields<types.GitRepoVolumeSource>({
    repository: required(),
    directory: validateLocalDescendingPath,
  }),
  gcePersistentDisk: validateGCEPersistentDisk,
  awsElasticBlockStore: fields<types.AWSElasticBlockStoreVolumeSource>({
    volumeID: required(),
    partition: validatePartition,
  }),
  secret: fields<types.SecretVolumeSource>({
    secretName: required(),
    defaultMode: validateFileMode,
    defaultUser: validateID,
    items: each(validateKeyToPath),
  }),
  nfs: fields<types.NFSVolumeSource>({
    server: required(),
    path: (path = '', at, scope) => {
      if (path === '') scope.errors.required(at);
      if (!path.startsWith('/')) scope.errors.invalid(at, path, 'must be an absolute path');
    },
  }),
  iscsi: validateISCSIVolumeSource,
  glusterfs: fields<types.GlusterfsVolumeSource>({ endpoints: required(), path: required() }),
  flocker: validateFlockerVolumeSource,
  persistentVolumeClaim: fields<types.PersistentVolumeClaimVolumeSource>({ claimName: required() }),
  rbd: fields<types.RBDVolumeSource>({ monitors: required(), image: required() }),
  cinder: fields<types.CinderVolumeSource>({ volumeID: required(), secretRef: ifSet(validateSecretRef) }),
  cephfs: fields<types.CephFSVolumeSource>({ monitors: required() }),
  quobyte: validateQuobyteVolumeSource,
  downwardAPI: fields<types.DownwardAPIVolumeSource, PodScope>({
    defaultMode: validateFileMode,
    defaultUser: validateID,
    items: validateDownwardAPIItems,
  }),
  fc: validateFCVolumeSource,
  flexVolume: fields<types.FlexVolumeSource>({ driver: required(), options: validateFlexOptions }),
  configMap: fields<types.ConfigMapVolumeSource>({
    name: required(),
    defaultMode: validateFileMode,
    defaultUser: validateID,
    items: each(validateKeyToPath),
  }),
  azureFile: fields<types.AzureFileVolumeSource>({ secretName: required(), shareName: required() }),
  vsphereVolume: fields<types.VsphereVirtualDiskVolumeSource>({ volumePath: required() }),
  photonPersistentDisk: fields<types.PhotonPersistentDiskVolumeSource>({ pdID: required() }),
  portworxVolume: fields<types.PortworxVolumeSource>({ volumeID: required() }),
  azureDisk: all(
    fields<types.AzureDiskVolumeSource>({
      diskName: required(),
      diskURI: required(),
      cachingMode: ifSet(supported('None', 'ReadOnly', 'ReadWrite')),
      kind: ifSet(supported('Dedicated', 'Managed', 'Shared')),
    }),
    validateDiskURI,
  ),
  storageos: fields<types.StorageOSVolumeSource>({
    volumeName: required(validateDNS1123Label),
    volumeNamespace: optional(validateDNS1123Label),
    secretRef: ifSet(validateSecretRef),
  }),
  projected: validateProjectedVolumeSource,
  scaleIO: fields<types.ScaleIOVolumeSource>({
    gateway: required(),
    system: required(),
    volumeName: required(),
  }),
  csi: validateCSIVolumeSource,
  ephemeral: validateEphemeralVolumeSource,
  image: fields<types.ImageVolumeSource>({
    // Until 1.36 only with the option ResourceIsPod, which the kubelet does not set.
    reference: since(37, required()),
    pullPolicy: validatePullPolicy,
  }),
};

/** What a second type is called where upstream spells it differently. */
export const FORBIDDEN_AS: { readonly [T in VolumeType]?: string } = {
  cephfs: 'cephFS',
  downwardAPI: 'downwarAPI',
};
