import { formatDuration } from '../config/duration.ts';
import { invalid, named, type Rule } from './rule.ts';
import { checkSysctls } from './sysctls.ts';

const SECOND = 1_000_000_000n;
const MILLISECOND = 1_000_000n;

/** Numbers, ages, ports and what goes with them: the first part of ValidateKubeletConfiguration. */
export const LIMIT_RULES: readonly Rule[] = [
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
