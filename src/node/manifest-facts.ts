import type { Facts, NodeFacts } from '../manifest/judgement.ts';
import { isDecided, type KubeletCommand, type KubeletStart } from './kubelet/start-kubelet.ts';
import type { NodeName } from './node-name.ts';

/** What is known of a kubelet's node. */
interface Known {
  readonly command: KubeletCommand | null;
  /** Null where there is no command line, or what decides it could not be read. */
  readonly start: KubeletStart | null;
}

/** What a manifest is judged by on a node beside version and gates. */
export function manifestFacts({ name, origin }: NodeName, known: Known): Omit<Facts, 'version' | 'gates'> {
  const node = factsOf(known);
  return {
    nodeName: name,
    ...(origin === 'unknown' && { nodeNameIsStandIn: true }),
    ...(node && { node }),
  };
}

function factsOf({ command, start }: Known): NodeFacts | undefined {
  if (!start) return undefined;
  const knowsKubeconfig = !command?.unknownFlags?.includes('kubeconfig');
  const path = 'allowedUnsafeSysctls';
  const allowed: unknown = start.config && isDecided(start, path) ? (start.config[path] ?? []) : undefined;
  const isKnown = Array.isArray(allowed) && !command?.unknownFlags?.includes('allowed-unsafe-sysctls');
  return {
    ...(knowsKubeconfig && { standalone: start.flags.kubeconfig === '' }),
    ...(isKnown && { allowedUnsafeSysctls: allowed.map(String) }),
  };
}
