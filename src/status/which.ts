import type { Host } from '../node/host/host.ts';
import { findRunning, type ProcessPlace, type RunningMatch } from '../runtime/find-running.ts';
import { isStaticPod, type RunningContainer, type RunningPod } from '../runtime/running.ts';
import { keyOf } from './compare-pods.ts';
import type { PodsLook } from './look-at-pods.ts';
import type { PodStatus } from './pod-status.ts';
import type { WantedContainer } from './wanted-pods.ts';

/** Where something that is seen on a node comes from. */
export interface Made {
  readonly namespace: string;
  readonly name: string;
  /** The pod among the static ones of this node; null for a pod of the API server. */
  readonly status: PodStatus | null;
  readonly pod: RunningPod | null;
  /** Where a container was meant. */
  readonly container: {
    readonly name: string;
    readonly wanted: WantedContainer | null;
    readonly running: RunningContainer | null;
  } | null;
}

/** What a name, an ID or a process leads to. */
export interface Which {
  /** Empty where it leads nowhere, several where it is ambiguous. */
  readonly made: readonly Made[];
  /** A process that is none of a pod's. */
  readonly process: ProcessPlace | null;
}

/**
 * What is meant by a word seen in kubectl, crictl, docker or ps: a pod with or without its namespace, a container, an
 * ID, a process. What runs is asked first; what only the files want has a name too.
 */
export function whichMade(host: Host, look: PodsLook, word: string): Which {
  const { matches, process } = findRunning(look.runtime?.running?.pods ?? [], word, host);
  if (matches.length > 0) return { made: matches.map((match) => madeOf(match, look)), process: null };
  return { made: byName(look, word), process };
}

function madeOf({ pod, container }: RunningMatch, look: PodsLook): Made {
  const { namespace, name } = pod;
  const status = isStaticPod(pod) ? (look.pods.find((one) => keyOf(one) === keyOf(pod)) ?? null) : null;
  return {
    namespace,
    name,
    status,
    pod,
    container: container && {
      name: container.name,
      wanted: status?.wanted?.containers.find((one) => one.name === container.name) ?? null,
      running: container,
    },
  };
}

/** Among what is wanted: the pod's whole name, the one in its file, or a container's. */
function byName({ pods }: PodsLook, word: string): readonly Made[] {
  const name = word.replace(/^pods?\//, '');
  const isPod = (pod: PodStatus) => pod.name === name || keyOf(pod) === name;
  const found = pods.filter(isPod);
  if (found.length > 0)
    return found.map((status) => ({ ...nameOf(status), status, pod: null, container: null }));
  return pods.flatMap((status) => {
    const wanted = status.wanted?.containers.find((one) => one.name === name);
    return wanted
      ? [{ ...nameOf(status), status, pod: null, container: { name, wanted, running: null } }]
      : [];
  });
}

function nameOf({ namespace, name }: PodStatus) {
  return { namespace, name };
}
