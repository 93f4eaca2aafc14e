import { between, fields, ifSet, optional, required, since, supported } from '../../../validation/rules.ts';
import type { PodSpec } from '../types.ts';
import { validateAffinity } from './affinity.ts';
import { validateContainers, validateEphemeralContainers, validateInitContainers } from './containers.ts';
import { validateHostAliases, validatePodDNSConfig } from './dns.ts';
import { validateFileKeyRefVolumes } from './file-key-ref.ts';
import { validateDNS1123Label, validateDNS1123Subdomain } from './forms.ts';
import {
  validateHostUsers,
  validatePodHostName,
  validatePodHostNetworkDeps,
  validateWindowsHostProcessPod,
} from './host.ts';
import { validateLabels } from './labels.ts';
import { validateOS } from './os.ts';
import { validatePodResources } from './pod-resources.ts';
import { validatePodResourceClaims } from './resource-claims.ts';
import { validateContainerResources } from './resources.ts';
import {
  validateReadinessGates,
  validateSchedulingGates,
  validateSchedulingGroup,
  validateWorkloadReference,
} from './scheduling.ts';
import type { PodRule, PodScope } from './scope.ts';
import { validatePodSpecSecurityContext, validateShareProcessNamespace } from './security-context.ts';
import { validateTolerations } from './tolerations.ts';
import { validateTopologySpreadConstraints } from './topology-spread.ts';
import { validateVolumes } from './volumes.ts';

const MAX_INT32 = 2147483647;

const validateWorkload: PodRule<PodSpec> = fields<PodSpec, PodScope>({
  terminationGracePeriodSeconds: since(31, (seconds, path, scope) => {
    if (seconds === undefined) scope.errors.required(path);
  }),
  volumes: ifSet(validateVolumes),
  resourceClaims: ifSet(validatePodResourceClaims),
  containers: validateContainers,
  initContainers: ifSet(validateInitContainers),
  ephemeralContainers: ifSet(validateEphemeralContainers),
  resources: ifSet(validatePodResources),
});

const validateSettings: PodRule<PodSpec> = fields<PodSpec, PodScope>({
  restartPolicy: required(supported('Always', 'OnFailure', 'Never')),
  dnsPolicy: required(supported('ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None')),
  nodeSelector: validateLabels,
  securityContext: validatePodSpecSecurityContext,
  shareProcessNamespace: since(37, validateShareProcessNamespace),
  affinity: ifSet(validateAffinity),
  dnsConfig: validatePodDNSConfig,
  readinessGates: validateReadinessGates,
  schedulingGates: validateSchedulingGates,
  topologySpreadConstraints: ifSet(validateTopologySpreadConstraints),
});

const validateRest: PodRule<PodSpec> = fields<PodSpec, PodScope>({
  hostnameOverride: ifSet(validatePodHostName),
  serviceAccountName: optional(validateDNS1123Subdomain),
  nodeName: optional(validateDNS1123Subdomain),
  activeDeadlineSeconds: ifSet(between(1, MAX_INT32, `must be between 1 and ${MAX_INT32}, inclusive`)),
  hostname: optional(validateDNS1123Label),
  subdomain: optional(validateDNS1123Label),
  tolerations: validateTolerations,
  hostAliases: ifSet(validateHostAliases),
  priorityClassName: optional(validateDNS1123Subdomain),
  runtimeClassName: ifSet(validateDNS1123Subdomain),
  preemptionPolicy: ifSet(required(supported('PreemptLowerPriority', 'Never'))),
  // validateOverhead: what a pod costs beside its containers is written as limits.
  overhead: ifSet((overhead, path, scope) =>
    validateContainerResources({ ...(overhead && { limits: overhead }) }, path, scope),
  ),
  os: ifSet(validateOS),
  workloadRef: ifSet(validateWorkloadReference),
  schedulingGroup: ifSet(validateSchedulingGroup),
});

/**
 * ValidatePodSpec. Not here, since a static pod can't break them: imagePullSecrets have nothing but a name,
 * and the deprecated serviceAccount has become the same as serviceAccountName.
 */
export const validatePodSpec: PodRule<PodSpec> = (spec = {}, path, scope) => {
  validateWorkload(spec, path, scope);
  validatePodHostNetworkDeps(spec.containers, path.child('containers'), scope);
  validateSettings(spec, path, scope);
  validateWindowsHostProcessPod(spec, path, scope);
  validateHostUsers(spec, path, scope);
  validateRest(spec, path, scope);
  validateFileKeyRefVolumes(spec, path, scope);
};
