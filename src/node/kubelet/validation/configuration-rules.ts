import { quote } from '../../../bytes/go-strings.ts';
import { formatMinor } from '../../../versions/minor.ts';
import { clean, isAbsolute } from '../../host/path.ts';
import { formatDuration } from '../config/duration.ts';
import { formatFloat } from './go-float.ts';
import { checkAllowlist } from './image-allowlist.ts';
import { LOGGING_RULES } from './logging-rules.ts';
import { checkEnforcements, checkExclusiveEnforcements } from './node-allocatable.ts';
import { checkReservedCPUs, checkReservedMemory, checkUserNamespaces } from './resources.ts';
import { invalid, named, type Rule } from './rule.ts';
import { checkSysctls } from './sysctls.ts';
import { checkTaints } from './taint-rules.ts';
import { checkTracing } from './tracing-rules.ts';

const SECOND = 1_000_000_000n;
const MILLISECOND = 1_000_000n;
const TOPOLOGY_POLICIES = ['none', 'best-effort', 'restricted', 'single-numa-node'];
const HAIRPIN_MODES = ['none', 'hairpin-veth', 'promiscuous-bridge'];
const PULL_POLICIES = [
  'NeverVerify',
  'NeverVerifyPreloadedImages',
  'NeverVerifyAllowlistedImages',
  'AlwaysVerify',
];

/**
 * ValidateKubeletConfiguration (pkg/kubelet/apis/config/validation/validation.go) as a table, in upstream's
 * order. `since` and `until` are the minors that have a rule.
 */
export const CONFIGURATION_RULES: readonly Rule[] = [
  {
    paths: ['nodeLeaseDurationSeconds'],
    check: (config) =>
      config.number('nodeLeaseDurationSeconds') <= 0 &&
      invalid('nodeLeaseDurationSeconds must be greater than 0'),
  },
  {
    paths: ['enforceNodeAllocatable', 'cgroupsPerQOS'],
    until: 30,
    check: (config) =>
      !config.bool('cgroupsPerQOS') &&
      config.list('enforceNodeAllocatable').length > 0 &&
      invalid(
        'enforceNodeAllocatable (--enforce-node-allocatable) is not supported unless cgroupsPerQOS (--cgroups-per-qos) is set to true',
      ),
  },
  {
    paths: ['systemCgroups', 'cgroupRoot'],
    check: (config) =>
      config.text('systemCgroups') !== '' &&
      config.text('cgroupRoot') === '' &&
      invalid(
        'systemCgroups (--system-cgroups) was specified and cgroupRoot (--cgroup-root) was not specified',
      ),
  },
  notNegative('eventBurst', 'event-burst'),
  notNegative('eventRecordQPS', 'event-qps'),
  inRange('healthzPort', 'healthz-port', 0, 65535, 1),
  {
    paths: ['cpuCFSQuotaPeriod', 'featureGates.CustomCPUCFSQuotaPeriod'],
    check: (config) => {
      const period = config.duration('cpuCFSQuotaPeriod');
      const member = `${named('cpuCFSQuotaPeriod', 'cpu-cfs-quota-period')} {${formatDuration(period)}}`;
      if (!config.isEnabled('CustomCPUCFSQuotaPeriod')) {
        return (
          period !== 100n * MILLISECOND && invalid(`${member} requires feature gate CustomCPUCFSQuotaPeriod`)
        );
      }
      return (
        (period < MILLISECOND || period > SECOND) &&
        invalid(`${member} must be between 1ms and 1sec, inclusive`)
      );
    },
  },
  inRange('imageGCHighThresholdPercent', 'image-gc-high-threshold', 0, 100),
  inRange('imageGCLowThresholdPercent', 'image-gc-low-threshold', 0, 100),
  {
    paths: ['imageGCLowThresholdPercent', 'imageGCHighThresholdPercent'],
    check: (config) => {
      const low = config.number('imageGCLowThresholdPercent');
      const high = config.number('imageGCHighThresholdPercent');
      const lowName = named('imageGCLowThresholdPercent', 'image-gc-low-threshold');
      const highName = named('imageGCHighThresholdPercent', 'image-gc-high-threshold');
      return low >= high && invalid(`${lowName} ${low} must be less than ${highName} ${high}`);
    },
  },
  {
    paths: ['imageMaximumGCAge', 'featureGates.ImageMaximumGCAge'],
    since: 29,
    check: (config) => {
      const option = config.minor === 29 ? 'ImageMaximumGCAge' : 'imageMaximumGCAge';
      return (
        config.duration('imageMaximumGCAge') !== 0n &&
        !config.isEnabled('ImageMaximumGCAge') &&
        invalid(`ImageMaximumGCAge feature gate is required for Kubelet configuration option ${option}`)
      );
    },
  },
  { paths: ['defaultPodSysctls'], since: 37, check: checkSysctls },
  ageNotNegative('imageMinimumGCAge', 36),
  ageNotNegative('imageMaximumGCAge', 29),
  {
    paths: ['imageMaximumGCAge', 'imageMinimumGCAge'],
    since: 29,
    check: (config) => {
      const maximum = config.duration('imageMaximumGCAge');
      const minimum = config.duration('imageMinimumGCAge');
      const shown = `imageMaximumGCAge ${formatDuration(maximum)} must be greater than imageMinimumGCAge`;
      return maximum > 0n && maximum <= minimum && invalid(`${shown} ${formatDuration(minimum)}`);
    },
  },
  inRange('iptablesDropBit', 'iptables-drop-bit', 0, 31),
  inRange('iptablesMasqueradeBit', 'iptables-masquerade-bit', 0, 31),
  notNegative('kubeAPIBurst', 'kube-api-burst'),
  notNegative('kubeAPIQPS', 'kube-api-qps'),
  {
    paths: ['nodeStatusMaxImages'],
    check: (config) => {
      const images = config.number('nodeStatusMaxImages');
      const member = named('nodeStatusMaxImages', 'node-status-max-images');
      return images < -1 && invalid(`${member} ${images} must be -1 or greater`);
    },
  },
  notNegative('maxOpenFiles', 'max-open-files'),
  notNegative('maxPods', 'max-pods'),
  inRange('oomScoreAdj', 'oom-score-adj', -1000, 1000),
  notNegative('podsPerCore', 'pods-per-core'),
  inRange('port', 'port', 1, 65535),
  inRange('readOnlyPort', 'read-only-port', 0, 65535),
  notNegative('registryBurst', 'registry-burst'),
  notNegative('registryPullQPS', 'registry-qps'),
  {
    paths: ['maxParallelImagePulls'],
    check: (config) => {
      const pulls = config.value('maxParallelImagePulls');
      return (
        typeof pulls === 'number' &&
        pulls < 1 &&
        invalid(`maxParallelImagePulls ${pulls} must be a positive number`)
      );
    },
  },
  {
    paths: ['maxParallelImagePulls', 'serializeImagePulls'],
    check: (config) =>
      config.bool('serializeImagePulls') &&
      config.number('maxParallelImagePulls') > 1 &&
      invalid(
        'maxParallelImagePulls cannot be larger than 1 unless SerializeImagePulls (--serialize-image-pulls) is set to false',
      ),
  },
  {
    paths: ['serverTLSBootstrap', 'featureGates.RotateKubeletServerCertificate'],
    check: (config) =>
      config.bool('serverTLSBootstrap') &&
      !config.isEnabled('RotateKubeletServerCertificate') &&
      invalid('serverTLSBootstrap true requires feature gate RotateKubeletServerCertificate'),
  },
  {
    paths: ['runOnce'],
    since: 32,
    check: (config) =>
      config.bool('runOnce') &&
      invalid('runOnce (--runOnce) true, Runonce mode has been deprecated and should not be set'),
  },
  { paths: ['registerWithTaints'], check: checkTaints },
  {
    paths: ['topologyManagerPolicy'],
    check: (config) => {
      const policy = config.text('topologyManagerPolicy');
      const member = `${named('topologyManagerPolicy', 'topology-manager-policy')} ${quote(policy)}`;
      const policies = TOPOLOGY_POLICIES.map(quote).join(' ');
      return !TOPOLOGY_POLICIES.includes(policy) && invalid(`${member} must be one of: [${policies}]`);
    },
  },
  {
    paths: ['topologyManagerScope'],
    check: (config) => {
      const scope = config.text('topologyManagerScope');
      const member = `${named('topologyManagerScope', 'topology-manager-scope')} ${quote(scope)}`;
      return (
        !['container', 'pod'].includes(scope) && invalid(`${member} must be one of: "container", or "pod"`)
      );
    },
  },
  {
    paths: ['shutdownGracePeriodCriticalPods', 'shutdownGracePeriod'],
    check: (config) => {
      const critical = config.duration('shutdownGracePeriodCriticalPods');
      const all = config.duration('shutdownGracePeriod');
      const shown = `shutdownGracePeriodCriticalPods {${formatDuration(critical)}} must be <= shutdownGracePeriod`;
      return (
        config.isEnabled('GracefulNodeShutdown') &&
        critical > all &&
        invalid(`${shown} {${formatDuration(all)}}`)
      );
    },
  },
  wholeGracePeriod('shutdownGracePeriod'),
  wholeGracePeriod('shutdownGracePeriodCriticalPods'),
  {
    paths: ['shutdownGracePeriod', 'shutdownGracePeriodCriticalPods', 'featureGates.GracefulNodeShutdown'],
    check: (config) =>
      (config.duration('shutdownGracePeriod') > 0n ||
        config.duration('shutdownGracePeriodCriticalPods') > 0n) &&
      !config.isEnabled('GracefulNodeShutdown') &&
      invalid(
        'specifying shutdownGracePeriod or shutdownGracePeriodCriticalPods requires feature gate GracefulNodeShutdown',
      ),
  },
  {
    paths: ['shutdownGracePeriodByPodPriority', 'shutdownGracePeriod', 'shutdownGracePeriodCriticalPods'],
    check: (config) => {
      if (config.list('shutdownGracePeriodByPodPriority').length === 0) return false;
      if (!config.isEnabled('GracefulNodeShutdownBasedOnPodPriority')) {
        const gate = 'GracefulNodeShutdownBasedOnPodPriority';
        return invalid(`Specifying shutdownGracePeriodByPodPriority requires feature gate ${gate}`);
      }
      return (
        (config.duration('shutdownGracePeriod') > 0n ||
          config.duration('shutdownGracePeriodCriticalPods') > 0n) &&
        invalid(
          'Cannot specify both shutdownGracePeriodByPodPriority and shutdownGracePeriod at the same time',
        )
      );
    },
  },
  {
    paths: ['memorySwap.swapBehavior'],
    check: (config) => {
      const behavior = config.text('memorySwap.swapBehavior');
      if (behavior === '') return false;
      if (!config.isEnabled('NodeSwap')) {
        return invalid('memorySwap.swapBehavior cannot be set when NodeSwap feature flag is disabled');
      }
      const old = config.minor < 30;
      const known = ['LimitedSwap', old ? 'UnlimitedSwap' : 'NoSwap'];
      const list = `"", "LimitedSwap"${old ? ', or "UnlimitedSwap"' : ' or "NoSwap"'}`;
      return (
        !known.includes(behavior) &&
        invalid(`memorySwap.swapBehavior ${quote(behavior)} must be one of: ${list}`)
      );
    },
  },
  {
    paths: ['crashLoopBackOff.maxContainerRestartPeriod', 'featureGates.KubeletCrashLoopBackOffMax'],
    since: 32,
    check: (config) => {
      const member = 'CrashLoopBackOff.MaxContainerRestartPeriod';
      const isSet = typeof config.value('crashLoopBackOff.maxContainerRestartPeriod') === 'string';
      if (!config.isEnabled('KubeletCrashLoopBackOffMax')) {
        return (
          isSet && invalid(`FeatureGate KubeletCrashLoopBackOffMax not enabled, ${member} must not be set`)
        );
      }
      if (!isSet) return invalid(`FeatureGate KubeletCrashLoopBackOffMax is enabled, ${member} must be set`);
      const period = config.duration('crashLoopBackOff.maxContainerRestartPeriod');
      const milliseconds = period / MILLISECOND;
      const seconds = formatFloat(Number(period / SECOND) + Number(period % SECOND) / 1e9);
      return (
        (milliseconds < 1000n || milliseconds > 300_000n) &&
        invalid(`${member} (got: ${seconds} seconds) must be set between 1s and 300s`)
      );
    },
  },
  { paths: ['enforceNodeAllocatable'], since: 32, check: checkExclusiveEnforcements },
  { paths: ['enforceNodeAllocatable'], check: checkEnforcements },
  {
    paths: ['hairpinMode'],
    check: (config) => {
      const mode = config.text('hairpinMode');
      const option = `option ${quote(mode)} specified for hairpinMode (--hairpin-mode)`;
      const valid = 'Valid options are "none", "hairpin-veth" or "promiscuous-bridge"';
      return !HAIRPIN_MODES.includes(mode) && invalid(`${option}. ${valid}`);
    },
  },
  {
    paths: ['imagePullCredentialsVerificationPolicy', 'featureGates.KubeletEnsureSecretPulledImages'],
    since: 33,
    check: (config) => {
      const policy = config.text('imagePullCredentialsVerificationPolicy');
      if (!config.isEnabled('KubeletEnsureSecretPulledImages')) {
        return (
          policy !== '' &&
          invalid(
            '`imagePullCredentialsVerificationPolicy` must not be set if KubeletEnsureSecretPulledImages feature gate is not enabled',
          )
        );
      }
      const option = `option ${quote(policy)} specified for imagePullCredentialsVerificationPolicy`;
      const [a, b, c, d] = PULL_POLICIES.map(quote);
      return (
        !PULL_POLICIES.includes(policy) && invalid(`${option}. Valid options are ${a}, ${b}, ${c} or ${d}`)
      );
    },
  },
  {
    paths: ['preloadedImagesVerificationAllowlist', 'imagePullCredentialsVerificationPolicy'],
    since: 33,
    check: checkAllowlist,
  },
  { paths: ['reservedSystemCPUs', 'systemReservedCgroup', 'kubeReservedCgroup'], check: checkReservedCPUs },
  { paths: ['reservedMemory'], check: checkReservedMemory },
  {
    paths: ['failCgroupV1', 'singleProcessOOMKill'],
    since: 31,
    check: (config) => {
      if (!config.cgroupV1) return false;
      if (config.bool('failCgroupV1')) {
        const future =
          config.minor < 35 ? 'in maintenance mode' : 'unsupported and will be removed in a future release';
        return `kubelet is configured to not run on a host using cgroup v1. cgroup v1 support is ${future}`;
      }
      return (
        config.value('singleProcessOOMKill') === false &&
        invalid('singleProcessOOMKill must not be explicitly set to false when using cgroup v1')
      );
    },
  },
  { paths: ['userNamespaces.idsPerPod'], since: 33, check: checkUserNamespaces },
  {
    paths: ['showHiddenMetricsForVersion'],
    check: (config) => {
      const version = config.text('showHiddenMetricsForVersion');
      const previous = formatMinor(config.minor - 1);
      if (version === '' || version === previous) return false;
      if (config.minor < 36) {
        return `--show-hidden-metrics-for-version must be omitted or have the value '${previous}'. Only the previous minor version is allowed`;
      }
      const value = `showHiddenMetricsForVersion: Invalid value: ${quote(version)}`;
      const only = 'only the previous minor version is allowed';
      return `invalid showHiddenMetricsForVersion: ${value}: must be omitted or have the value '${previous}'; ${only}`;
    },
  },
  ...LOGGING_RULES,
  { paths: ['tracing'], check: checkTracing },
  {
    paths: ['memoryThrottlingFactor', 'featureGates.MemoryQoS'],
    check: (config) => {
      const factor = config.value('memoryThrottlingFactor');
      const isOn = config.isEnabled('MemoryQoS');
      if (config.minor < 37) {
        const required = 'memoryThrottlingFactor is required when MemoryQoS feature flag is enabled';
        return isOn && typeof factor !== 'number' && invalid(required);
      }
      return (
        !isOn &&
        typeof factor === 'number' &&
        // The default until 1.36 stands in many files.
        factor !== 0.9 &&
        invalid('memoryThrottlingFactor must not be set when MemoryQoS feature gate is disabled')
      );
    },
  },
  {
    paths: ['memoryThrottlingFactor'],
    check: (config) => {
      const factor = config.value('memoryThrottlingFactor');
      return (
        typeof factor === 'number' &&
        (factor <= 0 || factor > 1) &&
        invalid(
          `memoryThrottlingFactor ${formatFloat(factor)} must be greater than 0 and less than or equal to 1.0`,
        )
      );
    },
  },
  {
    paths: ['memoryReservationPolicy', 'featureGates.MemoryQoS'],
    since: 36,
    check: (config) => {
      const policy = config.text('memoryReservationPolicy');
      if (policy === 'None') return false;
      if (policy === 'TieredReservation') {
        return (
          !config.isEnabled('MemoryQoS') &&
          invalid('memoryReservationPolicy "TieredReservation" requires MemoryQoS feature gate to be enabled')
        );
      }
      const option = `option ${quote(policy)} specified for memoryReservationPolicy`;
      return invalid(`${option}. Valid options are "None" or "TieredReservation"`);
    },
  },
  {
    paths: ['containerRuntimeEndpoint'],
    check: (config) =>
      config.text('containerRuntimeEndpoint') === '' &&
      invalid('the containerRuntimeEndpoint was not specified or empty'),
  },
  {
    paths: ['enableSystemLogQuery', 'featureGates.NodeLogQuery'],
    check: (config) => {
      const option = config.minor < 35 ? 'enableSystemLogHandler' : 'enableSystemLogQuery';
      return (
        config.bool('enableSystemLogQuery') &&
        !config.isEnabled('NodeLogQuery') &&
        invalid(`NodeLogQuery feature gate is required for ${option}`)
      );
    },
  },
  {
    paths: ['enableSystemLogQuery', 'enableSystemLogHandler'],
    check: (config) =>
      config.bool('enableSystemLogQuery') &&
      !config.bool('enableSystemLogHandler') &&
      invalid('enableSystemLogHandler is required for enableSystemLogQuery'),
  },
  {
    paths: ['containerLogMaxWorkers'],
    since: 30,
    check: (config) =>
      config.number('containerLogMaxWorkers') < 1 &&
      invalid('containerLogMaxWorkers must be greater than or equal to 1'),
  },
  {
    paths: ['containerLogMonitorInterval'],
    since: 30,
    check: (config) =>
      config.duration('containerLogMonitorInterval') < 3n * SECOND &&
      invalid('containerLogMonitorInterval must be a positive time duration greater than or equal to 3s'),
  },
  {
    paths: ['containerLogMaxFiles'],
    since: 33,
    check: (config) =>
      config.number('containerLogMaxFiles') <= 1 && invalid('containerLogMaxFiles must be greater than 1'),
  },
  {
    paths: ['podLogsDir'],
    since: 30,
    check: (config) => {
      const path = config.text('podLogsDir');
      const shown = `pod logs path ${quote(path)}`;
      return [
        ...(path === '' ? [invalid('podLogsDir was not specified')] : []),
        ...(isAbsolute(path) ? [] : [invalid(`${shown} must be absolute path`)]),
        ...(clean(path) === path ? [] : [invalid(`${shown} must be normalized`)]),
        ...(/^[\0-\x7f]*$/.test(path) ? [] : [invalid(`${shown} mut contains ASCII characters only`)]),
      ];
    },
  },
];

function notNegative(path: string, flag: string): Rule {
  return {
    paths: [path],
    check: (config) => {
      const value = config.number(path);
      return value < 0 && invalid(`${named(path, flag)} ${value} must not be a negative number`);
    },
  };
}

/** `shownMin`: the least value that the message speaks of, where zero is allowed without a word. */
function inRange(path: string, flag: string, min: number, max: number, shownMin = min): Rule {
  return {
    paths: [path],
    check: (config) => {
      const value = config.number(path);
      return (
        (value < min || value > max) &&
        invalid(`${named(path, flag)} ${value} must be between ${shownMin} and ${max}, inclusive`)
      );
    },
  };
}

function ageNotNegative(path: string, since: number): Rule {
  return {
    paths: [path],
    since,
    check: (config) => {
      const age = config.duration(path);
      return age < 0n && invalid(`${path} ${formatDuration(age)} must not be negative`);
    },
  };
}

function wholeGracePeriod(path: string): Rule {
  return {
    paths: [path],
    check: (config) => {
      const period = config.duration(path);
      return (
        config.isEnabled('GracefulNodeShutdown') &&
        (period < 0n || (period > 0n && period < SECOND)) &&
        invalid(`${path} {${formatDuration(period)}} must be either zero or otherwise >= 1 sec`)
      );
    },
  };
}
