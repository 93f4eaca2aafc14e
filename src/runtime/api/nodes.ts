import { isTrue, listOf, textOf, textOrNull, timeOfText } from '../json.ts';
import { oneLine } from '../one-line.ts';
import { type ApiResult, answered, unanswered } from './api-error.ts';
import { segment } from './lists.ts';
import type { Api } from './open-api.ts';

/** A node as the API server has it: what its kubelet said last. */
export interface ApiNode {
  readonly name: string;
  readonly uid: string;
  /** Cordoned: `spec.unschedulable`. */
  readonly unschedulable: boolean;
  readonly deleting: boolean;
  /** `v1.37.1`. */
  readonly kubeletVersion: string | null;
  /** /etc/machine-id and the boot's id, as that kubelet's machine has them. */
  readonly machineID: string | null;
  readonly bootID: string | null;
  readonly addresses: readonly NodeAddress[];
  readonly conditions: readonly NodeCondition[];
}

/** `status.addresses`. */
export interface NodeAddress {
  /** `InternalIP`, `Hostname` … */
  readonly type: string;
  readonly address: string;
}

/** `status.conditions`. */
export interface NodeCondition {
  /** `Ready`, `DiskPressure` … */
  readonly type: string;
  /** `True`, `False`; `Unknown`: the kubelet stopped saying anything. */
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly lastHeartbeat: number | null;
  readonly lastTransition: number | null;
}

/** GET of a node; `notFound` where the API server has none of that name. */
export async function askNode(api: Api, name: string): Promise<ApiResult<ApiNode>> {
  const answer = await api.get(`/api/v1/nodes/${segment(name)}`);
  if (!answer.ok) return answer;
  const node = readNode(answer.value);
  // Another one would be a server's mistake, and must not be taken for this.
  if (node?.name === name) return answered(node);
  return unanswered({
    kind: 'protocol',
    message: `"${api.server}" answers with something else than the node "${name}"`,
  });
}

function readNode(value: unknown): ApiNode | null {
  if (textOf(value, 'kind') !== 'Node') return null;
  return {
    name: textOf(value, 'metadata', 'name'),
    uid: textOf(value, 'metadata', 'uid'),
    unschedulable: isTrue(value, 'spec', 'unschedulable'),
    deleting: timeOfText(value, 'metadata', 'deletionTimestamp') !== null,
    kubeletVersion: textOrNull(value, 'status', 'nodeInfo', 'kubeletVersion'),
    machineID: textOrNull(value, 'status', 'nodeInfo', 'machineID'),
    bootID: textOrNull(value, 'status', 'nodeInfo', 'bootID'),
    addresses: listOf(value, 'status', 'addresses').map((one) => ({
      type: textOf(one, 'type'),
      address: textOf(one, 'address'),
    })),
    conditions: listOf(value, 'status', 'conditions').map((one) => ({
      type: textOf(one, 'type'),
      status: textOf(one, 'status'),
      reason: oneLine(textOf(one, 'reason')),
      message: oneLine(textOf(one, 'message')),
      lastHeartbeat: timeOfText(one, 'lastHeartbeatTime'),
      lastTransition: timeOfText(one, 'lastTransitionTime'),
    })),
  };
}
