import { quote } from '../../../bytes/go-strings.ts';
import { all, each, type Rule, required, supported, unique } from '../../../validation/rules.ts';
import type { Container, VolumeDevice, VolumeMount } from '../types.ts';
import { validateLocalDescendingPath } from './paths.ts';
import type { PodRule, PodScope } from './scope.ts';

const MAX_SHOWN = 10;

/** What the pod has instead of the volume that is asked for. */
function volumesThereAre(scope: PodScope): string {
  const volumes = scope.spec.volumes ?? [];
  if (volumes.length === 0) return 'this pod has no volumes: add one of that name under spec.volumes';
  const shown = volumes.slice(0, MAX_SHOWN).map((volume) => quote(volume.name ?? ''));
  if (volumes.length > MAX_SHOWN) shown.push('…');
  return `the pod's volumes are ${shown.join(', ')}: correct the name, or add the volume under spec.volumes`;
}

/** validateMountPropagation. */
function validateMountPropagation(container: Container): Rule<string> {
  return (propagation, path, scope) => {
    supported('Bidirectional', 'HostToContainer', 'None')(propagation, path, scope);
    if (propagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
      const detail = 'Bidirectional mount propagation is available only to privileged containers';
      scope.errors.forbidden(path, detail);
    }
  };
}

/** validateMountRecursiveReadOnly; the path is the field's. */
const validateMountRecursiveReadOnly: Rule<VolumeMount> = (mount, path, scope) => {
  const { recursiveReadOnly: mode, readOnly, mountPropagation = 'None' } = mount ?? {};
  if (mode === undefined) return;
  supported('Disabled', 'Enabled', 'IfPossible')(mode, path, scope);
  if (mode !== 'Enabled' && mode !== 'IfPossible') return;
  if (!readOnly) scope.errors.forbidden(path, 'may only be specified when readOnly is true');
  if (mountPropagation !== 'None') {
    const detail = 'may only be specified when mountPropagation is None or not specified';
    scope.errors.forbidden(path, detail);
  }
};

/** ValidateVolumeMounts; the path is the container's. Some fields upstream looks for in the list itself. */
export const validateVolumeMounts: PodRule<Container> = (container = {}, path, scope) => {
  const { errors } = scope;
  const mounts = container.volumeMounts ?? [];
  if (mounts.length === 0) return;
  const list = path.child('volumeMounts');
  const devices = new Map(
    (container.volumeDevices ?? []).map((device) => [device.name ?? '', device.devicePath ?? '']),
  );
  const devicePaths = new Set(devices.values());
  const mountPoints = new Set<string>();

  for (const [i, mount] of mounts.entries()) {
    const at = list.index(i);
    const atName = at.child('name');
    const atPath = at.child('mountPath');
    const inList = (field: keyof VolumeMount) => at.child(field).shownAs(list.child(field));
    const { name = '', mountPath = '', subPath = '', subPathExpr = '' } = mount;

    if (name === '') errors.required(atName);
    if (!scope.volumes.has(name)) errors.notFound(atName, name, '', volumesThereAre(scope));
    if (mountPath === '') errors.required(atPath);
    if (mountPoints.has(mountPath)) errors.invalid(atPath, mountPath, 'must be unique');
    mountPoints.add(mountPath);
    if (devices.has(name)) errors.invalid(atName, name, 'must not already exist in volumeDevices');
    if (devicePaths.has(mountPath)) {
      errors.invalid(atPath, mountPath, 'must not already exist as a path in volumeDevices');
    }
    validateImageSubPath(mount, at, scope);
    if (subPath !== '') validateLocalDescendingPath(subPath, inList('subPath'), scope);
    if (subPathExpr !== '') {
      if (subPath !== '') {
        errors.invalid(
          at.child('subPathExpr'),
          subPathExpr,
          'subPathExpr and subPath are mutually exclusive',
        );
      }
      validateLocalDescendingPath(subPathExpr, inList('subPathExpr'), scope);
    }
    if (mount.mountPropagation !== undefined) {
      validateMountPropagation(container)(mount.mountPropagation, inList('mountPropagation'), scope);
    }
    validateMountRecursiveReadOnly(mount, inList('recursiveReadOnly'), scope);
    validateBindMountOptions(mount, at, scope);
  }
};

/** Of an image volume, 1.32 could only mount the whole. */
const validateImageSubPath: PodRule<VolumeMount> = (mount = {}, path, scope) => {
  if (scope.minor !== 32 || !scope.volumes.get(mount.name ?? '')?.image) return;
  for (const field of ['subPath', 'subPathExpr'] as const) {
    if (!mount[field]) continue;
    scope.errors.invalid(path.child(field), mount[field], 'not allowed in image volume sources');
  }
};

const validateOptions: Rule<readonly string[]> = each(all(supported('nodev', 'noexec', 'nosuid'), unique));

/** validateBindMountOptions, since 1.37; the path is the mount's. */
const validateBindMountOptions: PodRule<VolumeMount> = (mount = {}, path, scope) => {
  const at = path.child('bindMountOptions');
  validateOptions(mount.bindMountOptions, at, scope);
  if (mount.bindMountOptions?.length && scope.volumes.get(mount.name ?? '')?.image) {
    scope.errors.invalid(at, undefined, 'bindMountOptions may not be used with image volumes');
  }
};

/** ValidateVolumeDevices; the path is the container's. */
export const validateVolumeDevices: PodRule<Container> = (container = {}, path, scope) => {
  const { errors } = scope;
  const devices = container.volumeDevices ?? [];
  if (devices.length === 0) return;
  const mounts = new Map(
    (container.volumeMounts ?? []).map((mount) => [mount.name ?? '', mount.mountPath ?? '']),
  );
  const mountPaths = new Set(mounts.values());
  const names = new Set<string>();
  const paths = new Set<string>();

  for (const [i, device] of devices.entries()) {
    const at = path.child('volumeDevices').index(i);
    const atName = at.child('name');
    const atPath = at.child('devicePath');
    const { name = '', devicePath = '' } = device;

    required()(name, atName, scope);
    if (names.has(name)) errors.invalid(atName, name, 'must be unique');
    validateDeviceVolume(device, atName, scope);
    required()(devicePath, atPath, scope);
    if (paths.has(devicePath)) errors.invalid(atPath, devicePath, 'must be unique');
    if (devicePath.split('/').includes('..')) {
      errors.invalid(atPath, devicePath, "can not contain backsteps ('..')");
    } else paths.add(devicePath);
    if (mounts.has(name)) errors.invalid(atName, name, 'must not already exist in volumeMounts');
    if (mountPaths.has(devicePath)) {
      errors.invalid(atPath, devicePath, 'must not already exist as a path in volumeMounts');
    }
    if (name !== '') names.add(name);
  }
};

/** isMatchedDevice: there is such a volume, and it can be a block device. */
const validateDeviceVolume: PodRule<VolumeDevice> = (device, path, scope) => {
  const name = device?.name ?? '';
  const volume = scope.volumes.get(name);
  if (!volume) scope.errors.notFound(path, name, '', volumesThereAre(scope));
  else if (!volume.persistentVolumeClaim && !volume.ephemeral) {
    const detail = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
    scope.errors.invalid(path, name, detail);
  }
};
