import { quote } from '../../../bytes/go-strings.ts';
import { formatMinor } from '../../../versions/minor.ts';
import { clean, isAbsolute } from '../../host/path.ts';
import { formatFloat } from './go-float.ts';
import { LOGGING_RULES } from './logging-rules.ts';
import { checkReservedCPUs, checkReservedMemory, checkUserNamespaces } from './resources.ts';
import { invalid, type Rule } from './rule.ts';
import { checkTracing } from './tracing-rules.ts';

const SECOND = 1_000_000_000n;

/** CPUs, memory, cgroups, logs and the runtime: the last part of ValidateKubeletConfiguration. */
export const HOST_RULES: readonly Rule[] = [
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
