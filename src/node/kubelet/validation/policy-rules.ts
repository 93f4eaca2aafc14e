import { quote } from '../../../bytes/go-strings.ts';
import { formatDuration } from '../config/duration.ts';
import { formatFloat } from './go-float.ts';
import { checkAllowlist } from './image-allowlist.ts';
import { checkEnforcements, checkExclusiveEnforcements } from './node-allocatable.ts';
import { invalid, named, type Rule } from './rule.ts';
import { checkTaints } from './taint-rules.ts';

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

/** Taints, policies and what gates guard: the second part of ValidateKubeletConfiguration. */
export const POLICY_RULES: readonly Rule[] = [
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
];

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
