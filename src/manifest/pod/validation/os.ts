import type { FieldPath } from '../../../validation/field-path.ts';
import { isZero, supported } from '../../../validation/rules.ts';
import { visitContainers } from '../containers-of.ts';
import type { PodOS } from '../types.ts';
import type { PodRule, PodScope } from './scope.ts';

/** validateOS, and what that system does not have. */
export const validateOS: PodRule<PodOS> = (os, path, scope) => {
  if (!os) return;
  const before = scope.errors.count;
  if (!os.name) scope.errors.required(path.child('name'), scope.minor >= 34 ? '' : 'cannot be empty');
  else supported('linux', 'windows')(os.name, path.child('name').shownAs(path), scope);
  if (scope.errors.count > before) return;
  const spec = path.parent ?? path;
  if (os.name === 'linux') validateLinux(spec, scope);
  else validateWindows(spec, scope);
};

/** validateLinux. */
function validateLinux(path: FieldPath, scope: PodScope): void {
  const forbid = (context: { windowsOptions?: object } | undefined, owner: FieldPath): void => {
    if (!context?.windowsOptions) return;
    const at = owner.child('securityContext').child('windowsOptions');
    scope.errors.forbidden(at, 'windows options cannot be set for a linux pod');
  };
  forbid(scope.spec.securityContext, path);
  visitContainers(scope.spec, path, (container, at) => forbid(container.securityContext, at));
}

/**
 * What a pod can't have on Windows, in upstream's order: fields of the security context but for those of
 * `OF_SPEC`, which left the internal security context in 1.37 and come last since.
 */
const NOT_FOR_POD = [
  'appArmorProfile',
  'seLinuxOptions',
  'hostUsers',
  'hostPID',
  'hostIPC',
  'seccompProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'shareProcessNamespace',
  'runAsUser',
  'runAsGroup',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'seLinuxChangePolicy',
] as const;

const OF_SPEC: ReadonlySet<string> = new Set(['hostUsers', 'hostPID', 'hostIPC', 'shareProcessNamespace']);

const NOT_FOR_CONTAINER = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
] as const;

/** validateWindows. */
function validateWindows(path: FieldPath, scope: PodScope): void {
  const { errors, spec, minor } = scope;
  const detail = 'cannot be set for a windows pod';
  const context = path.child('securityContext');
  const inOrder =
    minor <= 36
      ? NOT_FOR_POD
      : [...NOT_FOR_POD].sort((a, b) => Number(OF_SPEC.has(a)) - Number(OF_SPEC.has(b)));
  for (const name of inOrder) {
    const ofSpec = OF_SPEC.has(name);
    const value = (ofSpec ? spec : spec.securityContext)?.[name as keyof object] as unknown;
    if (isGiven(name, value)) errors.forbidden((ofSpec ? path : context).child(name), detail);
  }
  visitContainers(spec, path, (container, at) => {
    for (const name of NOT_FOR_CONTAINER) {
      if (container.securityContext?.[name] === undefined) continue;
      errors.forbidden(at.child('securityContext').child(name), detail);
    }
  });
}

/**
 * Pointers count when there is anything, the host's namespaces when they are shared, sysctls when there are
 * some.
 */
function isGiven(name: string, value: unknown): boolean {
  if (name === 'hostPID' || name === 'hostIPC') return value === true;
  return name === 'sysctls' ? !isZero(value) : value !== undefined;
}
