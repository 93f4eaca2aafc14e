import {
  type FeatureGates,
  type GateProblem,
  isEnabled,
  setFeatureGates,
} from '../../../versions/feature-gates.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { ConfigValue } from '../flags/flag-types.ts';
import { aggregate } from '../flags/parse-command-line.ts';
import { isZero } from './config-value.ts';
import { leavesOf } from './settings.ts';

/*
 * SetDefaults_KubeletConfiguration (pkg/kubelet/apis/config/v1beta1/defaults.go), the same in all judged minors
 * but for what is marked.
 */

/** Reads a leaf of a v1beta1 object; undefined and null where nothing is written. */
export type ReadLeaf = (path: string) => ConfigValue | undefined;

/** Members with a constant default: path, value, first minor, last minor. */
const CONSTANTS: readonly (readonly [string, ConfigValue, Minor?, Minor?])[] = [
  ['enableServer', true],
  ['syncFrequency', '1m0s'],
  ['fileCheckFrequency', '20s'],
  ['httpCheckFrequency', '20s'],
  ['address', '0.0.0.0'],
  ['port', 10250],
  ['authentication.anonymous.enabled', false],
  ['authentication.webhook.enabled', true],
  ['authentication.webhook.cacheTTL', '2m0s'],
  ['authorization.mode', 'Webhook'],
  ['authorization.webhook.cacheAuthorizedTTL', '5m0s'],
  ['authorization.webhook.cacheUnauthorizedTTL', '30s'],
  ['registryPullQPS', 5],
  ['registryBurst', 10],
  ['eventRecordQPS', 50],
  ['eventBurst', 100],
  ['enableDebuggingHandlers', true],
  ['healthzPort', 10248],
  ['healthzBindAddress', '127.0.0.1'],
  ['oomScoreAdj', -999],
  ['streamingConnectionIdleTimeout', '4h0m0s'],
  ['nodeStatusUpdateFrequency', '10s'],
  ['nodeLeaseDurationSeconds', 40],
  ['imageMinimumGCAge', '2m0s'],
  ['imageGCHighThresholdPercent', 85],
  ['imageGCLowThresholdPercent', 80],
  ['volumeStatsAggPeriod', '1m0s'],
  ['cgroupsPerQOS', true],
  ['cgroupDriver', 'cgroupfs'],
  ['cpuManagerPolicy', 'none'],
  ['cpuManagerReconcilePeriod', '10s'],
  ['memoryManagerPolicy', 'None'],
  ['topologyManagerPolicy', 'none'],
  ['topologyManagerScope', 'container'],
  ['runtimeRequestTimeout', '2m0s'],
  ['hairpinMode', 'promiscuous-bridge'],
  ['maxPods', 110],
  ['podPidsLimit', -1],
  ['resolvConf', '/etc/resolv.conf'],
  ['cpuCFSQuota', true],
  ['cpuCFSQuotaPeriod', '100ms'],
  ['nodeStatusMaxImages', 50],
  ['maxOpenFiles', 1_000_000],
  ['contentType', 'application/vnd.kubernetes.protobuf'],
  ['kubeAPIQPS', 50],
  ['kubeAPIBurst', 100],
  ['evictionPressureTransitionPeriod', '5m0s'],
  ['mergeDefaultEvictionSettings', false, 33],
  ['enableControllerAttachDetach', true],
  ['makeIPTablesUtilChains', true],
  ['iptablesMasqueradeBit', 14],
  ['iptablesDropBit', 15],
  ['failSwapOn', true],
  ['containerLogMaxSize', '10Mi'],
  ['containerLogMaxFiles', 5],
  ['containerLogMaxWorkers', 1, 30],
  ['containerLogMonitorInterval', '10s', 30],
  ['configMapAndSecretChangeDetectionStrategy', 'Watch'],
  ['enforceNodeAllocatable', ['pods']],
  ['volumePluginDir', '/usr/libexec/kubernetes/kubelet-plugins/volume/exec/'],
  ['enableSystemLogHandler', true],
  ['enableProfilingHandler', true],
  ['enableDebugFlagsHandler', true],
  ['seccompDefault', false],
  ['memoryThrottlingFactor', 0.9, 28, 36],
  ['failCgroupV1', false, 31, 34],
  ['failCgroupV1', true, 35],
  ['memoryReservationPolicy', 'None', 36],
  ['registerNode', true],
  ['localStorageCapacityIsolation', true],
  ['containerRuntimeEndpoint', 'unix:///run/containerd/containerd.sock'],
  ['podLogsDir', '/var/log/pods', 30],
  // logsapi.SetRecommendedLoggingConfiguration
  ['logging.format', 'text'],
  ['logging.flushFrequency', '5s'],
];

/**
 * The values that defaulting writes into a v1beta1 object, by leaf: those whose member is nil or zero there.
 * `gates` are the object's own gates on top of those that the process has set.
 */
export function defaultValues(read: ReadLeaf, minor: Minor, gates: FeatureGates): Map<string, ConfigValue> {
  const values = new Map<string, ConfigValue>();
  for (const [path, value, since = 0, until = Number.POSITIVE_INFINITY] of CONSTANTS) {
    if (since <= minor && minor <= until && isUnset(read, path, minor)) values.set(path, value);
  }
  const limit = read('podPidsLimit');
  if (typeof limit === 'number' && limit < 0) values.set('podPidsLimit', -1);
  if (isUnset(read, 'nodeStatusReportFrequency', minor)) {
    const update = read('nodeStatusUpdateFrequency') ?? null;
    values.set('nodeStatusReportFrequency', isZero(update) ? '5m0s' : update);
  }
  if (isUnset(read, 'serializeImagePulls', minor)) {
    const parallel = read('maxParallelImagePulls');
    values.set('serializeImagePulls', typeof parallel !== 'number' || parallel < 2);
  }
  if (isEnabled(gates, 'KubeletCrashLoopBackOffMax') && minor >= 32) {
    const period = 'crashLoopBackOff.maxContainerRestartPeriod';
    if (isUnset(read, period, minor)) values.set(period, '5m0s');
  }
  if (isEnabled(gates, 'KubeletEnsureSecretPulledImages') && minor >= 33) {
    const policy = 'imagePullCredentialsVerificationPolicy';
    if (isUnset(read, policy, minor)) values.set(policy, 'NeverVerifyPreloadedImages');
  }
  return values;
}

/** Pointers and slices are unset when nil, everything else when zero. */
function isUnset(read: ReadLeaf, path: string, minor: Minor): boolean {
  const value = read(path);
  if (value === undefined || value === null) return true;
  const field = leavesOf(minor).get(path);
  return !field?.pointer && field?.type.kind !== 'list' && isZero(value);
}

/** applyLegacyDefaults (cmd/kubelet/app/options/options.go): what differs without --config. */
export const LEGACY_DEFAULTS: readonly (readonly [string, ConfigValue])[] = [
  ['authentication.anonymous.enabled', true],
  ['authentication.webhook.enabled', false],
  ['authorization.mode', 'AlwaysAllow'],
  ['readOnlyPort', 10255],
];

/** eviction.DefaultEvictionHard (pkg/kubelet/eviction/defaults_linux.go). */
export function defaultEvictionHard(minor: Minor): Record<string, string> {
  return {
    'memory.available': '100Mi',
    'nodefs.available': '10%',
    'nodefs.inodesFree': '5%',
    'imagefs.available': '15%',
    ...(minor >= 30 && { 'imagefs.inodesFree': '5%' }),
  };
}

/** What defaulting makes of feature gates. */
export interface DefaultingGates {
  readonly gates: FeatureGates;
  readonly panic: string | null;
  readonly log: readonly string[];
}

/**
 * The gates that defaulting sees: since 1.32 it adds the object's own to the process's, and panics when one of
 * them can't be set.
 */
export function gatesForDefaulting(gates: FeatureGates, own: ReadonlyMap<string, boolean>): DefaultingGates {
  if (gates.minor < 32) return { gates, panic: null, log: [] };
  const set = setFeatureGates(gates, own);
  if (set.problems.length === 0) return { gates: set.gates, panic: null, log: set.log };
  const error = gateError(set.problems, gates.minor);
  return {
    gates,
    log: set.log,
    panic: `panic: failed to merge global and in-flight KubeletConfiguration while setting defaults, error: ${error}`,
  };
}

/** The error of SetFromMap: the first problem up to 1.30; then all, but an unknown gate ends the search. */
export function gateError(problems: readonly GateProblem[], minor: Minor): string | null {
  const [first] = problems;
  if (!first) return null;
  if (minor < 31 || first.kind === 'unknown') return first.message;
  return aggregate(problems);
}
