import type { Minor } from '../../versions/minor.ts';
import { aggregateContainerResources } from './aggregate-resources.ts';
import {
  isHugePageResourceName,
  isOvercommitAllowed,
  isSupportedPodLevelResource,
} from './resource-names.ts';
import type { PodSpec } from './types.ts';

/**
 * What the pod as a whole gets where it says only a part: the gate PodLevelResources. The spec is changed.
 */
export function defaultPodResources(spec: PodSpec, minor: Minor): void {
  if (minor >= 33) defaultHugePagePodLimits(spec, minor);
  defaultPodRequests(spec, minor);
}

/** defaultHugePagePodLimits, since 1.33: the limit is what the containers have together. */
function defaultHugePagePodLimits(spec: PodSpec, minor: Minor): void {
  const { resources } = spec;
  if (!resources || (resources.limits?.size ?? 0) + (resources.requests?.size ?? 0) === 0) return;
  const limits = new Map(resources.limits);
  for (const [name, sum] of aggregateContainerResources(spec, 'limits')) {
    if (!isHugePageResourceName(name) || limits.has(name)) continue;
    if (minor >= 34 && resources.requests?.has(name)) continue;
    limits.set(name, sum);
  }
  if (limits.size > 0) resources.limits = limits;
}

/** defaultPodRequests: the request is what the containers ask for together, else the pod's limit. */
function defaultPodRequests(spec: PodSpec, minor: Minor): void {
  const { resources } = spec;
  if (!resources?.limits?.size) return;
  const requests = new Map(resources.requests);
  const supported = (name: string): boolean =>
    !requests.has(name) && isSupportedPodLevelResource(name, minor);
  for (const [name, sum] of aggregateContainerResources(spec, 'requests')) {
    if (supported(name) && (minor === 32 || isOvercommitAllowed(name))) requests.set(name, sum);
  }
  for (const [name, limit] of resources.limits) if (supported(name)) requests.set(name, limit);
  if (requests.size > 0) resources.requests = requests;
}
