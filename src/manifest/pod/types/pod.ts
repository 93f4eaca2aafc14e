import type { Quantity } from '../../../validation/quantity.ts';
import type { Container, EphemeralContainer, ResourceRequirements } from './containers.ts';
import type { LocalObjectReference, ObjectMeta } from './metadata.ts';
import type {
  Affinity,
  EvictionResponder,
  HostAlias,
  PodDNSConfig,
  PodOS,
  PodReadinessGate,
  PodResourceClaim,
  PodSchedulingGate,
  PodSchedulingGroup,
  PodSecurityContext,
  Toleration,
  TopologySpreadConstraint,
  WorkloadReference,
} from './settings.ts';
import type { Volume } from './volumes.ts';

/**
 * The Pod of k8s.io/api core/v1 as the decoder leaves it, with the fields of all minors; a minor's decoder
 * has dropped those that it does not know. Absent is Go's nil or zero value. The status is not kept: nothing
 * looks at it.
 */
export interface Pod {
  kind?: string;
  apiVersion?: string;
  metadata?: ObjectMeta;
  spec?: PodSpec;
}

export interface PodSpec {
  volumes?: Volume[];
  initContainers?: Container[];
  containers?: Container[];
  ephemeralContainers?: EphemeralContainer[];
  restartPolicy?: string;
  terminationGracePeriodSeconds?: number;
  activeDeadlineSeconds?: number;
  dnsPolicy?: string;
  nodeSelector?: Map<string, string>;
  serviceAccountName?: string;
  serviceAccount?: string;
  automountServiceAccountToken?: boolean;
  nodeName?: string;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  shareProcessNamespace?: boolean;
  securityContext?: PodSecurityContext;
  imagePullSecrets?: LocalObjectReference[];
  hostname?: string;
  subdomain?: string;
  affinity?: Affinity;
  schedulerName?: string;
  tolerations?: Toleration[];
  hostAliases?: HostAlias[];
  priorityClassName?: string;
  priority?: number;
  dnsConfig?: PodDNSConfig;
  readinessGates?: PodReadinessGate[];
  runtimeClassName?: string;
  enableServiceLinks?: boolean;
  preemptionPolicy?: string;
  overhead?: Map<string, Quantity>;
  topologySpreadConstraints?: TopologySpreadConstraint[];
  setHostnameAsFQDN?: boolean;
  os?: PodOS;
  hostUsers?: boolean;
  schedulingGates?: PodSchedulingGate[];
  resourceClaims?: PodResourceClaim[];
  resources?: ResourceRequirements;
  hostnameOverride?: string;
  schedulingGroup?: PodSchedulingGroup;
  workloadRef?: WorkloadReference;
  evictionResponders?: EvictionResponder[];
}
