import { type FeatureGates, isEnabled } from '../../versions/feature-gates.ts';
import type { Minor } from '../../versions/minor.ts';

/**
 * What a kubelet's validation allows beyond the common rules. Upstream has one more kind, for objects that
 * were stored under older rules; a static pod is always new.
 */
export interface PodValidationOptions {
  readonly podLevelResources: boolean;
  readonly sidecarResizePolicy: boolean;
  readonly containerRestartPolicyRules: boolean;
  readonly restartAllContainers: boolean;
  readonly relaxedEnvironmentVariables: boolean;
  readonly relaxedDNSSearch: boolean;
  readonly sleepZero: boolean;
  readonly envFiles: boolean;
  readonly userNamespacesHostNetwork: boolean;
  readonly onlyRecursiveSELinuxChangePolicy: boolean;
  readonly taintTolerationComparison: boolean;
  readonly matchLabelKeysSelectorMerge: boolean;
  readonly invalidPodDeletionCost: boolean;
  /** Not an option upstream but a gate that validation asks itself; so are those below. */
  readonly strictIPs: boolean;
  readonly volumeAttributesClass: boolean;
  readonly readWriteOncePod: boolean;
  readonly appArmorFields: boolean;
}

/**
 * GetValidationOptionsFromPodSpecAndMeta (pkg/api/pod/util.go). The kubelet has called it since 1.35; before,
 * it validated with empty options whatever its gates said (pkg/kubelet/config/common.go tryDecodeSinglePod).
 */
export function podValidationOptions(gates: FeatureGates): PodValidationOptions {
  const asks = gates.minor >= 35;
  const on = (gate: string): boolean => isEnabled(gates, gate);
  return {
    podLevelResources: asks && on('PodLevelResources'),
    sidecarResizePolicy: asks && on('InPlacePodVerticalScaling'),
    containerRestartPolicyRules: asks && on('ContainerRestartRules'),
    restartAllContainers: asks && on('RestartAllContainersOnContainerExits'),
    // Locked on when the kubelet began to ask; two of the three gates are gone since.
    relaxedEnvironmentVariables: asks,
    relaxedDNSSearch: asks,
    sleepZero: asks,
    envFiles: asks && on('EnvFiles'),
    userNamespacesHostNetwork: asks && on('UserNamespacesHostNetworkSupport'),
    onlyRecursiveSELinuxChangePolicy: asks && !on('SELinuxMount'),
    taintTolerationComparison: asks && on('TaintTolerationComparisonOperators'),
    matchLabelKeysSelectorMerge:
      asks && on('MatchLabelKeysInPodTopologySpread') && on('MatchLabelKeysInPodTopologySpreadSelectorMerge'),
    invalidPodDeletionCost: asks && !on('PodDeletionCost'),
    strictIPs: on('StrictIPCIDRValidation'),
    volumeAttributesClass: on('VolumeAttributesClass'),
    readWriteOncePod: gates.minor >= 29 || on('ReadWriteOncePod'),
    appArmorFields: gates.minor >= 31 || on('AppArmorFields'),
  };
}

/** What decides about the defaults that a pod gets. */
export interface PodDefaultingOptions {
  readonly minor: Minor;
  readonly resizePolicy: boolean;
  readonly podLevelResources: boolean;
  readonly httpProtocol: boolean;
  readonly imagePullPolicyOfVolumes: boolean;
}

/** The gates that the defaulting functions ask (pkg/apis/core/v1/defaults.go). */
export function podDefaultingOptions(gates: FeatureGates): PodDefaultingOptions {
  const { minor } = gates;
  const on = (gate: string): boolean => isEnabled(gates, gate);
  return {
    minor,
    resizePolicy: minor <= 32 && on('InPlacePodVerticalScaling'),
    podLevelResources: on('PodLevelResources') && !on('PodLevelResourcesFixDefaulting'),
    httpProtocol: on('H2CContainerProbe'),
    imagePullPolicyOfVolumes: on('ImageVolume'),
  };
}
