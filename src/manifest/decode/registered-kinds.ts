import type { Minor } from '../../versions/minor.ts';

/**
 * What the kubelet's legacyscheme knows: it installs the core group alone, so no apps, no batch. Taken from
 * the scheme's AllKnownTypes of each minor.
 */

/** Registered for `v1` and, as an internal type, for `__internal`: what conversion gets to. */
const CORE_KINDS: ReadonlySet<string> = new Set([
  'Binding',
  'ComponentStatus',
  'ComponentStatusList',
  'ConfigMap',
  'ConfigMapList',
  'Endpoints',
  'EndpointsList',
  'Event',
  'EventList',
  'LimitRange',
  'LimitRangeList',
  'List',
  'Namespace',
  'NamespaceList',
  'Node',
  'NodeList',
  'NodeProxyOptions',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'PersistentVolumeClaimList',
  'PersistentVolumeList',
  'Pod',
  'PodAttachOptions',
  'PodExecOptions',
  'PodList',
  'PodLogOptions',
  'PodPortForwardOptions',
  'PodProxyOptions',
  'PodTemplate',
  'PodTemplateList',
  'RangeAllocation',
  'ReplicationController',
  'ReplicationControllerList',
  'ResourceQuota',
  'ResourceQuotaList',
  'Secret',
  'SecretList',
  'SerializedReference',
  'Service',
  'ServiceAccount',
  'ServiceAccountList',
  'ServiceList',
  'ServiceProxyOptions',
  'WatchEvent',
]);

/** Registered for `v1` without a version: decoded and not converted. */
const UNVERSIONED_KINDS: ReadonlySet<string> = new Set([
  'APIGroup',
  'APIGroupList',
  'APIResourceList',
  'APIVersions',
  'Status',
]);

/** Registered for `v1` only, so decoding ends when the internal type is looked for. */
const VERSIONED_ONLY_KINDS: ReadonlySet<string> = new Set([
  'CreateOptions',
  'DeleteOptions',
  'GetOptions',
  'ListOptions',
  'PatchOptions',
  'UpdateOptions',
]);

/** How a kind is registered; undefined where it is not. */
export type Registration = 'converted' | 'unversioned' | 'versioned-only' | 'internal';

/** How this minor's scheme knows a kind of the group and version that an apiVersion names. */
export function registrationOf(
  group: string,
  version: string,
  kind: string,
  minor: Minor,
): Registration | undefined {
  if (group !== '') return undefined;
  const core = CORE_KINDS.has(kind) || (kind === 'PodStatusResult' && minor <= 36);
  if (version === '__internal') return core ? 'internal' : undefined;
  if (version !== 'v1') return undefined;
  if (core) return 'converted';
  if (UNVERSIONED_KINDS.has(kind)) return 'unversioned';
  return VERSIONED_ONLY_KINDS.has(kind) ? 'versioned-only' : undefined;
}
