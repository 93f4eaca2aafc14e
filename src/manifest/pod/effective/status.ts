import type { Quantity } from '../../../validation/quantity.ts';
import { roundUpList } from '../../../validation/quantity-arithmetic.ts';
import type { ResourceRequirements } from '../types.ts';

/** What is looked at of a status. */
export interface PodStatus {
  phase?: string;
  podIP?: string;
  podIPs?: { ip?: string }[];
  initContainerStatuses?: ContainerStatus[];
  containerStatuses?: ContainerStatus[];
  ephemeralContainerStatuses?: ContainerStatus[];
  allocatedResources?: Map<string, Quantity>;
  resources?: ResourceRequirements;
}

interface ContainerStatus {
  allocatedResources?: Map<string, Quantity>;
  resources?: ResourceRequirements;
}

/**
 * The defaults of a status (SetObjectDefaults_Pod, SetDefaults_PodStatus; before 1.37
 * Convert_v1_PodStatus_To_core_PodStatus). The status is changed.
 */
export function setStatusDefaults(status: PodStatus): void {
  const { initContainerStatuses = [], containerStatuses = [], ephemeralContainerStatuses = [] } = status;
  for (const one of [...initContainerStatuses, ...containerStatuses, ...ephemeralContainerStatuses, status]) {
    roundUpList(one.allocatedResources);
    roundUpList(one.resources?.limits);
    roundUpList(one.resources?.requests);
  }
  // podIP counts where the two differ.
  if (status.podIP && status.podIPs?.[0]?.ip !== status.podIP) status.podIPs = [{ ip: status.podIP }];
  else if (!status.podIP && status.podIPs?.[0]) status.podIP = status.podIPs[0].ip ?? '';
}
