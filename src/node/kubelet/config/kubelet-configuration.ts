import {
  BOOL,
  DURATION,
  type Field,
  FLOAT64,
  INT32,
  INT64,
  listOf,
  mapOf,
  named,
  type ScalarType,
  STRING,
  type StructType,
} from './go-types.ts';

/*
 * k8s.io/kubelet/config/v1beta1 KubeletConfiguration and its internal twin, of all judged minors: members in
 * upstream's order, Go's names and types, and the minor that brought the member. None has gone since 1.28.
 */

const STRINGS = listOf(STRING);
const STRING_MAP = mapOf(STRING);
const VERBOSITY: ScalarType = { kind: 'uint32', name: 'v1.VerbosityLevel' };
const QUANTITY: ScalarType = { kind: 'quantity', name: 'resource.Quantity' };

const AUTHENTICATION: StructType = {
  kind: 'struct',
  name: 'v1beta1.KubeletAuthentication',
  fields: [
    {
      json: 'x509',
      go: 'X509',
      type: {
        kind: 'struct',
        name: 'v1beta1.KubeletX509Authentication',
        fields: [{ json: 'clientCAFile', go: 'ClientCAFile', type: STRING }],
      },
    },
    {
      json: 'webhook',
      go: 'Webhook',
      type: {
        kind: 'struct',
        name: 'v1beta1.KubeletWebhookAuthentication',
        fields: [
          { json: 'enabled', go: 'Enabled', type: BOOL, pointer: 'versioned' },
          { json: 'cacheTTL', go: 'CacheTTL', type: DURATION },
        ],
      },
    },
    {
      json: 'anonymous',
      go: 'Anonymous',
      type: {
        kind: 'struct',
        name: 'v1beta1.KubeletAnonymousAuthentication',
        fields: [{ json: 'enabled', go: 'Enabled', type: BOOL, pointer: 'versioned' }],
      },
    },
  ],
};

const AUTHORIZATION: StructType = {
  kind: 'struct',
  name: 'v1beta1.KubeletAuthorization',
  fields: [
    { json: 'mode', go: 'Mode', type: named('v1beta1.KubeletAuthorizationMode') },
    {
      json: 'webhook',
      go: 'Webhook',
      type: {
        kind: 'struct',
        name: 'v1beta1.KubeletWebhookAuthorization',
        fields: [
          { json: 'cacheAuthorizedTTL', go: 'CacheAuthorizedTTL', type: DURATION },
          { json: 'cacheUnauthorizedTTL', go: 'CacheUnauthorizedTTL', type: DURATION },
        ],
      },
    },
  ],
};

const MEMORY_SWAP: StructType = {
  kind: 'struct',
  name: 'v1beta1.MemorySwapConfiguration',
  fields: [{ json: 'swapBehavior', go: 'SwapBehavior', type: STRING }],
};

const CRASH_LOOP_BACK_OFF: StructType = {
  kind: 'struct',
  name: 'v1beta1.CrashLoopBackOffConfig',
  fields: [
    { json: 'maxContainerRestartPeriod', go: 'MaxContainerRestartPeriod', type: DURATION, pointer: 'both' },
  ],
};

const SHUTDOWN_GRACE_PERIOD: StructType = {
  kind: 'struct',
  name: 'v1beta1.ShutdownGracePeriodByPodPriority',
  fields: [
    { json: 'priority', go: 'Priority', type: INT32, keepsZero: true },
    {
      json: 'shutdownGracePeriodSeconds',
      go: 'ShutdownGracePeriodSeconds',
      type: INT64,
      keepsZero: true,
    },
  ],
};

const MEMORY_RESERVATION: StructType = {
  kind: 'struct',
  name: 'v1beta1.MemoryReservation',
  fields: [
    { json: 'numaNode', go: 'NumaNode', type: INT32, keepsZero: true },
    {
      json: 'limits',
      go: 'Limits',
      type: { kind: 'map', name: 'v1.ResourceList', of: QUANTITY },
      keepsZero: true,
    },
  ],
};

// The types below are shared with other components: they have JSON tags in the internal type too.

const TAINT: StructType = {
  kind: 'struct',
  name: 'v1.Taint',
  fields: [
    { json: 'key', go: 'key', type: STRING, keepsZero: true },
    { json: 'value', go: 'value', type: STRING },
    { json: 'effect', go: 'effect', type: named('v1.TaintEffect'), keepsZero: true },
    { json: 'timeAdded', go: 'timeAdded', type: { kind: 'time', name: 'v1.Time' }, pointer: 'both' },
  ],
};

const TRACING: StructType = {
  kind: 'struct',
  name: 'v1.TracingConfiguration',
  fields: [
    { json: 'endpoint', go: 'endpoint', type: STRING, pointer: 'both' },
    { json: 'samplingRatePerMillion', go: 'samplingRatePerMillion', type: INT32, pointer: 'both' },
  ],
};

const OUTPUT_ROUTING: StructType['fields'] = [
  { json: 'splitStream', go: 'splitStream', type: BOOL, embedded: 'OutputRoutingOptions' },
  { json: 'infoBufferSize', go: 'infoBufferSize', type: QUANTITY, embedded: 'OutputRoutingOptions' },
];

const LOGGING: StructType = {
  kind: 'struct',
  name: 'v1.LoggingConfiguration',
  fields: [
    { json: 'format', go: 'format', type: STRING },
    {
      json: 'flushFrequency',
      go: 'flushFrequency',
      type: { kind: 'flushFrequency', name: 'v1.TimeOrMetaDuration' },
    },
    { json: 'verbosity', go: 'verbosity', type: VERBOSITY, keepsZero: true },
    {
      json: 'vmodule',
      go: 'vmodule',
      type: {
        kind: 'list',
        name: 'v1.VModuleConfiguration',
        of: {
          kind: 'struct',
          name: 'v1.VModuleItem',
          fields: [
            { json: 'filePattern', go: 'filePattern', type: STRING, keepsZero: true },
            { json: 'verbosity', go: 'verbosity', type: VERBOSITY, keepsZero: true },
          ],
        },
      },
    },
    {
      json: 'options',
      go: 'options',
      type: {
        kind: 'struct',
        name: 'v1.FormatOptions',
        fields: [
          {
            json: 'text',
            go: 'text',
            type: { kind: 'struct', name: 'v1.TextOptions', fields: OUTPUT_ROUTING },
            since: 30,
          },
          {
            json: 'json',
            go: 'json',
            type: { kind: 'struct', name: 'v1.JSONOptions', fields: OUTPUT_ROUTING },
          },
        ],
      },
    },
  ],
};

const USER_NAMESPACES: StructType = {
  kind: 'struct',
  name: 'v1beta1.UserNamespaces',
  fields: [{ json: 'idsPerPod', go: 'IDsPerPod', type: INT64, pointer: 'both' }],
};

export const KUBELET_CONFIGURATION: StructType = {
  kind: 'struct',
  name: 'v1beta1.KubeletConfiguration',
  fields: [
    { json: 'kind', go: 'kind', type: STRING },
    { json: 'apiVersion', go: 'apiVersion', type: STRING },
    { json: 'enableServer', go: 'EnableServer', type: BOOL, pointer: 'versioned' },
    { json: 'staticPodPath', go: 'StaticPodPath', type: STRING },
    { json: 'podLogsDir', go: 'PodLogsDir', type: STRING, since: 30 },
    { json: 'syncFrequency', go: 'SyncFrequency', type: DURATION },
    { json: 'fileCheckFrequency', go: 'FileCheckFrequency', type: DURATION },
    { json: 'httpCheckFrequency', go: 'HTTPCheckFrequency', type: DURATION },
    { json: 'staticPodURL', go: 'StaticPodURL', type: STRING },
    { json: 'staticPodURLHeader', go: 'StaticPodURLHeader', type: mapOf(listOf(STRING)) },
    { json: 'address', go: 'Address', type: STRING },
    { json: 'port', go: 'Port', type: INT32 },
    { json: 'readOnlyPort', go: 'ReadOnlyPort', type: INT32 },
    { json: 'tlsCertFile', go: 'TLSCertFile', type: STRING },
    { json: 'tlsPrivateKeyFile', go: 'TLSPrivateKeyFile', type: STRING },
    { json: 'tlsCipherSuites', go: 'TLSCipherSuites', type: STRINGS },
    { json: 'tlsCurvePreferences', go: 'TLSCurvePreferences', type: listOf(INT32), since: 36 },
    { json: 'tlsMinVersion', go: 'TLSMinVersion', type: STRING },
    { json: 'rotateCertificates', go: 'RotateCertificates', type: BOOL },
    { json: 'serverTLSBootstrap', go: 'ServerTLSBootstrap', type: BOOL },
    { json: 'authentication', go: 'Authentication', type: AUTHENTICATION },
    { json: 'authorization', go: 'Authorization', type: AUTHORIZATION },
    { json: 'registryPullQPS', go: 'RegistryPullQPS', type: INT32, pointer: 'versioned' },
    { json: 'registryBurst', go: 'RegistryBurst', type: INT32 },
    {
      json: 'imagePullCredentialsVerificationPolicy',
      go: 'ImagePullCredentialsVerificationPolicy',
      type: named('v1beta1.ImagePullCredentialsVerificationPolicy'),
      since: 33,
    },
    {
      json: 'preloadedImagesVerificationAllowlist',
      go: 'PreloadedImagesVerificationAllowlist',
      type: STRINGS,
      since: 33,
    },
    { json: 'eventRecordQPS', go: 'EventRecordQPS', type: INT32, pointer: 'versioned' },
    { json: 'eventBurst', go: 'EventBurst', type: INT32 },
    { json: 'enableDebuggingHandlers', go: 'EnableDebuggingHandlers', type: BOOL, pointer: 'versioned' },
    { json: 'enableContentionProfiling', go: 'EnableContentionProfiling', type: BOOL },
    { json: 'healthzPort', go: 'HealthzPort', type: INT32, pointer: 'versioned' },
    { json: 'healthzBindAddress', go: 'HealthzBindAddress', type: STRING },
    { json: 'oomScoreAdj', go: 'OOMScoreAdj', type: INT32, pointer: 'versioned' },
    { json: 'clusterDomain', go: 'ClusterDomain', type: STRING },
    { json: 'clusterDNS', go: 'ClusterDNS', type: STRINGS },
    { json: 'streamingConnectionIdleTimeout', go: 'StreamingConnectionIdleTimeout', type: DURATION },
    { json: 'nodeStatusUpdateFrequency', go: 'NodeStatusUpdateFrequency', type: DURATION },
    { json: 'nodeStatusReportFrequency', go: 'NodeStatusReportFrequency', type: DURATION },
    { json: 'nodeLeaseDurationSeconds', go: 'NodeLeaseDurationSeconds', type: INT32 },
    { json: 'imageMinimumGCAge', go: 'ImageMinimumGCAge', type: DURATION },
    { json: 'imageMaximumGCAge', go: 'ImageMaximumGCAge', type: DURATION, since: 29 },
    {
      json: 'imageGCHighThresholdPercent',
      go: 'ImageGCHighThresholdPercent',
      type: INT32,
      pointer: 'versioned',
    },
    {
      json: 'imageGCLowThresholdPercent',
      go: 'ImageGCLowThresholdPercent',
      type: INT32,
      pointer: 'versioned',
    },
    { json: 'volumeStatsAggPeriod', go: 'VolumeStatsAggPeriod', type: DURATION },
    { json: 'kubeletCgroups', go: 'KubeletCgroups', type: STRING },
    { json: 'systemCgroups', go: 'SystemCgroups', type: STRING },
    { json: 'cgroupRoot', go: 'CgroupRoot', type: STRING },
    { json: 'cgroupsPerQOS', go: 'CgroupsPerQOS', type: BOOL, pointer: 'versioned' },
    { json: 'cgroupDriver', go: 'CgroupDriver', type: STRING },
    { json: 'cpuManagerPolicy', go: 'CPUManagerPolicy', type: STRING },
    { json: 'singleProcessOOMKill', go: 'SingleProcessOOMKill', type: BOOL, pointer: 'both', since: 32 },
    { json: 'cpuManagerPolicyOptions', go: 'CPUManagerPolicyOptions', type: STRING_MAP },
    { json: 'cpuManagerReconcilePeriod', go: 'CPUManagerReconcilePeriod', type: DURATION },
    { json: 'memoryManagerPolicy', go: 'MemoryManagerPolicy', type: STRING },
    { json: 'topologyManagerPolicy', go: 'TopologyManagerPolicy', type: STRING },
    { json: 'topologyManagerScope', go: 'TopologyManagerScope', type: STRING },
    { json: 'topologyManagerPolicyOptions', go: 'TopologyManagerPolicyOptions', type: STRING_MAP },
    { json: 'qosReserved', go: 'QOSReserved', type: STRING_MAP },
    { json: 'runtimeRequestTimeout', go: 'RuntimeRequestTimeout', type: DURATION },
    { json: 'hairpinMode', go: 'HairpinMode', type: STRING },
    { json: 'maxPods', go: 'MaxPods', type: INT32 },
    { json: 'podCIDR', go: 'PodCIDR', type: STRING },
    { json: 'podPidsLimit', go: 'PodPidsLimit', type: INT64, pointer: 'versioned' },
    { json: 'resolvConf', go: 'ResolverConfig', type: STRING, pointer: 'versioned' },
    { json: 'runOnce', go: 'RunOnce', type: BOOL },
    { json: 'cpuCFSQuota', go: 'CPUCFSQuota', type: BOOL, pointer: 'versioned' },
    { json: 'cpuCFSQuotaPeriod', go: 'CPUCFSQuotaPeriod', type: DURATION, pointer: 'versioned' },
    { json: 'nodeStatusMaxImages', go: 'NodeStatusMaxImages', type: INT32, pointer: 'versioned' },
    { json: 'maxOpenFiles', go: 'MaxOpenFiles', type: INT64 },
    { json: 'contentType', go: 'ContentType', type: STRING },
    { json: 'kubeAPIQPS', go: 'KubeAPIQPS', type: INT32, pointer: 'versioned' },
    { json: 'kubeAPIBurst', go: 'KubeAPIBurst', type: INT32 },
    { json: 'serializeImagePulls', go: 'SerializeImagePulls', type: BOOL, pointer: 'versioned' },
    { json: 'maxParallelImagePulls', go: 'MaxParallelImagePulls', type: INT32, pointer: 'both' },
    { json: 'evictionHard', go: 'EvictionHard', type: STRING_MAP },
    { json: 'evictionSoft', go: 'EvictionSoft', type: STRING_MAP },
    { json: 'evictionSoftGracePeriod', go: 'EvictionSoftGracePeriod', type: STRING_MAP },
    { json: 'evictionPressureTransitionPeriod', go: 'EvictionPressureTransitionPeriod', type: DURATION },
    { json: 'evictionMaxPodGracePeriod', go: 'EvictionMaxPodGracePeriod', type: INT32 },
    { json: 'evictionMinimumReclaim', go: 'EvictionMinimumReclaim', type: STRING_MAP },
    {
      json: 'mergeDefaultEvictionSettings',
      go: 'MergeDefaultEvictionSettings',
      type: BOOL,
      pointer: 'versioned',
      since: 33,
    },
    { json: 'podsPerCore', go: 'PodsPerCore', type: INT32 },
    {
      json: 'enableControllerAttachDetach',
      go: 'EnableControllerAttachDetach',
      type: BOOL,
      pointer: 'versioned',
    },
    { json: 'protectKernelDefaults', go: 'ProtectKernelDefaults', type: BOOL },
    { json: 'makeIPTablesUtilChains', go: 'MakeIPTablesUtilChains', type: BOOL, pointer: 'versioned' },
    { json: 'iptablesMasqueradeBit', go: 'IPTablesMasqueradeBit', type: INT32, pointer: 'versioned' },
    { json: 'iptablesDropBit', go: 'IPTablesDropBit', type: INT32, pointer: 'versioned' },
    { json: 'featureGates', go: 'FeatureGates', type: mapOf(BOOL) },
    { json: 'failSwapOn', go: 'FailSwapOn', type: BOOL, pointer: 'versioned' },
    { json: 'memorySwap', go: 'MemorySwap', type: MEMORY_SWAP },
    { json: 'containerLogMaxSize', go: 'ContainerLogMaxSize', type: STRING },
    { json: 'containerLogMaxFiles', go: 'ContainerLogMaxFiles', type: INT32, pointer: 'versioned' },
    {
      json: 'containerLogMaxWorkers',
      go: 'ContainerLogMaxWorkers',
      type: INT32,
      pointer: 'versioned',
      since: 30,
    },
    {
      json: 'containerLogMonitorInterval',
      go: 'ContainerLogMonitorInterval',
      type: DURATION,
      pointer: 'versioned',
      since: 30,
    },
    {
      json: 'configMapAndSecretChangeDetectionStrategy',
      go: 'ConfigMapAndSecretChangeDetectionStrategy',
      type: named('v1beta1.ResourceChangeDetectionStrategy'),
    },
    { json: 'systemReserved', go: 'SystemReserved', type: STRING_MAP },
    { json: 'kubeReserved', go: 'KubeReserved', type: STRING_MAP },
    { json: 'reservedSystemCPUs', go: 'ReservedSystemCPUs', type: STRING },
    { json: 'showHiddenMetricsForVersion', go: 'ShowHiddenMetricsForVersion', type: STRING },
    { json: 'systemReservedCgroup', go: 'SystemReservedCgroup', type: STRING },
    { json: 'kubeReservedCgroup', go: 'KubeReservedCgroup', type: STRING },
    { json: 'enforceNodeAllocatable', go: 'EnforceNodeAllocatable', type: STRINGS },
    { json: 'allowedUnsafeSysctls', go: 'AllowedUnsafeSysctls', type: STRINGS },
    { json: 'defaultPodSysctls', go: 'DefaultPodSysctls', type: STRING_MAP, since: 37 },
    { json: 'volumePluginDir', go: 'VolumePluginDir', type: STRING },
    { json: 'providerID', go: 'ProviderID', type: STRING },
    { json: 'kernelMemcgNotification', go: 'KernelMemcgNotification', type: BOOL },
    { json: 'logging', go: 'Logging', type: LOGGING },
    { json: 'enableSystemLogHandler', go: 'EnableSystemLogHandler', type: BOOL, pointer: 'versioned' },
    { json: 'enableSystemLogQuery', go: 'EnableSystemLogQuery', type: BOOL, pointer: 'versioned' },
    { json: 'shutdownGracePeriod', go: 'ShutdownGracePeriod', type: DURATION },
    { json: 'shutdownGracePeriodCriticalPods', go: 'ShutdownGracePeriodCriticalPods', type: DURATION },
    {
      json: 'shutdownGracePeriodByPodPriority',
      go: 'ShutdownGracePeriodByPodPriority',
      type: listOf(SHUTDOWN_GRACE_PERIOD),
    },
    { json: 'crashLoopBackOff', go: 'CrashLoopBackOff', type: CRASH_LOOP_BACK_OFF, since: 32 },
    { json: 'reservedMemory', go: 'ReservedMemory', type: listOf(MEMORY_RESERVATION) },
    { json: 'enableProfilingHandler', go: 'EnableProfilingHandler', type: BOOL, pointer: 'versioned' },
    { json: 'enableDebugFlagsHandler', go: 'EnableDebugFlagsHandler', type: BOOL, pointer: 'versioned' },
    { json: 'seccompDefault', go: 'SeccompDefault', type: BOOL, pointer: 'versioned' },
    { json: 'memoryThrottlingFactor', go: 'MemoryThrottlingFactor', type: FLOAT64, pointer: 'both' },
    {
      json: 'memoryReservationPolicy',
      go: 'MemoryReservationPolicy',
      type: named('v1beta1.MemoryReservationPolicy'),
      since: 36,
    },
    { json: 'registerWithTaints', go: 'RegisterWithTaints', type: listOf(TAINT) },
    { json: 'registerNode', go: 'RegisterNode', type: BOOL, pointer: 'versioned' },
    { json: 'tracing', go: 'Tracing', type: TRACING, pointer: 'both' },
    {
      json: 'localStorageCapacityIsolation',
      go: 'LocalStorageCapacityIsolation',
      type: BOOL,
      pointer: 'versioned',
    },
    { json: 'containerRuntimeEndpoint', go: 'ContainerRuntimeEndpoint', type: STRING, keepsZero: true },
    { json: 'imageServiceEndpoint', go: 'ImageServiceEndpoint', type: STRING },
    { json: 'failCgroupV1', go: 'FailCgroupV1', type: BOOL, pointer: 'versioned', since: 31 },
    { json: 'userNamespaces', go: 'UserNamespaces', type: USER_NAMESPACES, pointer: 'both', since: 33 },
  ],
};

/** Whether a dotted path names a member of any known minor's configuration, or one below it. */
export function isKubeletConfigurationField(path: string): boolean {
  let struct: StructType | undefined = KUBELET_CONFIGURATION;
  for (const name of path.split('.')) {
    const field: Field | undefined = struct?.fields.find(({ json }) => json === name);
    if (!field) return false;
    // A map's keys may be anything.
    if (field.type.kind === 'map') return true;
    struct = field.type.kind === 'struct' ? field.type : undefined;
  }
  return true;
}
