import { isQualifiedName } from '../../validation/names.ts';
import type { Minor } from '../../versions/minor.ts';

/** What a resource is by its name (pkg/apis/core/helper/helpers.go). */

export const HUGEPAGES_PREFIX = 'hugepages-';
const COMPUTE: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** standardResources but for those of COMPUTE. */
const QUOTA_RESOURCES: ReadonlySet<string> = new Set([
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'storage',
  'requests.storage',
]);
const INTEGER_RESOURCES: ReadonlySet<string> = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);

/** IsHugePageResourceName. */
export function isHugePageResourceName(name: string): boolean {
  return name.startsWith(HUGEPAGES_PREFIX);
}

/** IsNativeResource. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** IsOvercommitAllowed. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePageResourceName(name);
}

/** IsExtendedResourceName. */
export function isExtendedResourceName(name: string, minor: Minor): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return isQualifiedName(`requests.${name}`, minor).length === 0;
}

/** IsStandardResourceName. */
export function isStandardResourceName(name: string): boolean {
  return (
    COMPUTE.has(name) ||
    QUOTA_RESOURCES.has(name) ||
    INTEGER_RESOURCES.has(name) ||
    isHugePageResourceName(name) ||
    name.startsWith('requests.hugepages-')
  );
}

/** IsStandardContainerResourceName. */
export function isStandardContainerResourceName(name: string): boolean {
  return COMPUTE.has(name) || isHugePageResourceName(name);
}

/** IsIntegerResourceName. */
export function isIntegerResourceName(name: string, minor: Minor): boolean {
  return INTEGER_RESOURCES.has(name) || isExtendedResourceName(name, minor);
}

/** IsSupportedPodLevelResource (component-helpers/resource). */
export function isSupportedPodLevelResource(name: string, minor: Minor): boolean {
  return name === 'cpu' || name === 'memory' || (minor >= 33 && isHugePageResourceName(name));
}
