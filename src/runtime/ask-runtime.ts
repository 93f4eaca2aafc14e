import type { Host } from '../node/host/host.ts';
import { askCri } from './cri/ask-cri.ts';
import { DEFAULT_ENDPOINTS, socketOf } from './cri/endpoint.ts';
import { askDocker, DOCKER_SOCKET } from './docker/ask-docker.ts';
import type { RunningPods, RuntimeAnswer, RuntimeFailure } from './running.ts';
import { reachSocket } from './socket.ts';

/** Milliseconds that a runtime has for all its answers. */
const TIME_LIMIT = 2000;

/** What a look for a runtime found. */
export interface RuntimeLook {
  /** Null where none told. */
  readonly running: RunningPods | null;
  /** Who was asked and told nothing, in the order of asking. */
  readonly failures: readonly RuntimeFailure[];
}

/**
 * Asks the container runtime of a live node what it runs: at the endpoint that the kubelet's configuration names, or
 * where it names none (null) at the usual places, there the first that has pods. Docker's own socket is asked where
 * no CRI answers and Docker may be the runtime.
 */
export async function askRuntime(
  host: Host,
  endpoint: string | null,
  timeLimit = TIME_LIMIT,
): Promise<RuntimeLook> {
  const failures: RuntimeFailure[] = [];
  let empty: RunningPods | null = null;
  for (const each of endpoint === null ? DEFAULT_ENDPOINTS : [endpoint]) {
    const answer = await askEndpoint(host, each, timeLimit);
    if (!answer.ok) failures.push(failureAt(each, answer.failure));
    // Beside a distribution's runtime there may be another one that runs nothing for a kubelet.
    else if (endpoint !== null || answer.value.pods.length > 0) return { running: answer.value, failures };
    else empty ??= answer.value;
  }
  if (empty || (endpoint !== null && !/docker/.test(endpoint))) return { running: empty, failures };
  const answer = await askDocker(host, timeLimit);
  if (answer.ok) return { running: answer.value, failures };
  failures.push(failureAt(`unix://${DOCKER_SOCKET}`, answer.failure));
  return { running: null, failures };
}

type Failure = Omit<RuntimeFailure, 'endpoint'>;

function failureAt(endpoint: string, { reason, message }: Failure): RuntimeFailure {
  return { endpoint, reason, message };
}

/** Asks one endpoint by CRI. gRPC is loaded only where somebody listens. */
async function askEndpoint(host: Host, endpoint: string, timeLimit: number): Promise<RuntimeAnswer> {
  const socket = socketOf(endpoint);
  if (!socket.ok) return { ok: false, failure: { reason: 'endpoint', message: socket.message } };
  const deadline = Date.now() + timeLimit;
  const reached = await reachSocket(host, socket.path, timeLimit);
  if (!reached.ok) return { ok: false, failure: reached };
  const { converse } = await import('./cri/grpc-client.ts');
  const conversation = converse(reached.path, deadline);
  try {
    return await askCri(conversation, endpoint);
  } finally {
    conversation.close();
    reached.release();
  }
}
