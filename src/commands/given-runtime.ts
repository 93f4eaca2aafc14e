import type { Host } from '../node/host/host.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { askRuntimePrograms } from '../runtime/ask-machine.ts';
import type { RuntimeLook } from '../runtime/ask-runtime.ts';

/**
 * What the container runtime of a node runs: asked at the endpoint that its kubelet is configured with, else at the
 * usual ones; through programs only where --exec allows it. Null for a copy of a node.
 */
export async function givenRuntime(
  host: Host,
  { start }: NodeReport,
  exec: boolean,
): Promise<RuntimeLook | null> {
  if (!host.live) return null;
  // Loaded only here: sockets and gRPC take their time.
  const { askRuntime } = await import('../runtime/ask-runtime.ts');
  const endpoint = endpointOf(start);
  const asked = await askRuntime(host, endpoint);
  if (asked.running || !exec) return asked;
  const { askPrograms } = await import('../runtime/programs/ask-programs.ts');
  const told = askPrograms(askRuntimePrograms(), endpoint);
  return { running: told.running, failures: [...asked.failures, ...told.failures] };
}

/** Null where nobody configured one: the default is not where the runtimes of distributions listen. */
function endpointOf(start: NodeReport['start']): string | null {
  const set = start?.origins.get('containerRuntimeEndpoint');
  if (!set || set.origin.kind === 'default' || typeof set.value !== 'string') return null;
  return set.value === '' ? null : set.value;
}
