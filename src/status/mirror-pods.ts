import type { NodeReport } from '../node/inspect-node.ts';
import { askNode } from '../runtime/api/nodes.ts';
import type { Api } from '../runtime/api/open-api.ts';
import { askNamespace, podsOnNode } from '../runtime/api/pods.ts';
import { type ComparedPod, keyOf } from './compare-pods.ts';
import type { MirrorPods } from './mirror.ts';

/** Asks an API server for the pods of a node, and for what keeps those from being there that are not. */
export async function mirrorPods(
  api: Api,
  { nodeName }: NodeReport,
  compared: readonly ComparedPod[],
): Promise<MirrorPods> {
  const [pods, node] = await Promise.all([podsOnNode(api, nodeName.display), askNode(api, nodeName.display)]);
  if (!pods.ok) return { pods: null, failure: pods.error, namespaces: new Map(), isNodeRegistered: null };
  const there = new Set(pods.value.map(keyOf));
  const missing = new Set(compared.filter((pod) => !there.has(keyOf(pod))).map(({ namespace }) => namespace));
  const namespaces = new Map<string, boolean>();
  for (const name of missing) {
    const answer = await askNamespace(api, name);
    if (answer.ok) namespaces.set(name, true);
    else if (answer.error.kind === 'notFound') namespaces.set(name, false);
  }
  return {
    pods: pods.value,
    failure: null,
    namespaces,
    isNodeRegistered: node.ok ? true : node.error.kind === 'notFound' ? false : null,
  };
}
