import { assemblePods, type Sandbox, worthALook } from '../assemble-pods.ts';
import { inTurns } from '../in-turns.ts';
import { textOrNull } from '../json.ts';
import type { Unasked } from '../machine-state.ts';
import type { RunningContainer, RuntimeAnswer } from '../running.ts';
import type { Api, Conversation, Reply } from './conversation.ts';
import type { Method } from './descriptor.ts';
import {
  addressOf,
  asListed,
  cgroupDriverOf,
  conditionsOf,
  containersOf,
  sandboxesOf,
  withStatus,
} from './read-messages.ts';

/** How many questions are open at a time. */
const AT_ONCE = 32;
/** Sandboxes and containers that are looked at closer. A kubelet runs 110 pods unless told otherwise. */
const MAX_LOOKS = 4000;

/** Asks a runtime what it runs. */
export async function askCri(conversation: Conversation, endpoint: string): Promise<RuntimeAnswer> {
  const greeting = await greet(conversation);
  if (!greeting.reply.ok) return { ok: false, failure: greeting.reply };
  const { api } = greeting;
  const ask = (method: Method, request: object = {}) => conversation.call(api, method, request);
  const [sandboxes, containers, status, config] = await Promise.all([
    ask('ListPodSandbox'),
    ask('ListContainers'),
    ask('Status'),
    ask('RuntimeConfig'),
  ]);
  if (!sandboxes.ok) return { ok: false, failure: sandboxes };
  if (!containers.ok) return { ok: false, failure: containers };

  const looks = new Looks(ask);
  const [pods, details] = await Promise.all([
    looks.atSandboxes(sandboxesOf(sandboxes.value)),
    looks.atContainers(containersOf(containers.value)),
  ]);
  const version = greeting.reply.value;
  return {
    ok: true,
    value: {
      runtime: {
        by: 'cri',
        endpoint,
        name: textOrNull(version, 'runtimeName'),
        version: textOrNull(version, 'runtimeVersion'),
        api,
        cgroupDriver: config.ok ? cgroupDriverOf(config.value) : null,
        conditions: status.ok ? conditionsOf(status.value) : [],
      },
      pods: assemblePods(pods, details),
      unasked: looks.unasked(),
    },
  };
}

/** Version, first of the API that kubelets speak since 1.26, then of the one before it. */
async function greet(conversation: Conversation): Promise<{ readonly api: Api; readonly reply: Reply }> {
  // kubeRuntimeAPIVersion (pkg/kubelet/kuberuntime/kuberuntime_manager.go).
  const request = { version: '0.1.0' };
  const reply = await conversation.call('v1', 'Version', request);
  if (reply.ok || reply.reason !== 'unimplemented') return { api: 'v1', reply };
  const older = await conversation.call('v1alpha2', 'Version', request);
  return older.ok ? { api: 'v1alpha2', reply: older } : { api: 'v1', reply };
}

/** Closer looks, and which of them showed nothing. */
class Looks {
  #left = MAX_LOOKS;
  readonly #missed = new Map<string, { count: number; readonly why: string }>();
  readonly #ask: (method: Method, request: object) => Promise<Reply>;

  constructor(ask: (method: Method, request: object) => Promise<Reply>) {
    this.#ask = ask;
  }

  /** With the addresses of those that are ready; what has ended has none. */
  atSandboxes(sandboxes: readonly Sandbox[]): Promise<readonly Sandbox[]> {
    return inTurns(sandboxes, AT_ONCE, async (sandbox) => {
      if (sandbox.state !== 'ready') return sandbox;
      const reply = await this.#look('a pod', 'PodSandboxStatus', { podSandboxId: sandbox.sandboxId });
      return reply?.ok ? { ...sandbox, ip: addressOf(reply.value) } : sandbox;
    });
  }

  async atContainers(listed: ReturnType<typeof containersOf>): Promise<readonly RunningContainer[]> {
    const wanted = new Map(
      worthALook(listed, ({ pod }) => pod).map(({ container, isNewest }) => [container, isNewest]),
    );
    return inTurns(listed, AT_ONCE, async (container) => {
      const verbose = wanted.get(container);
      if (verbose === undefined) return asListed(container);
      const request = { containerId: container.id, verbose };
      const reply = await this.#look('a container', 'ContainerStatus', request);
      return reply?.ok ? withStatus(container, reply.value) : asListed(container);
    });
  }

  unasked(): readonly Unasked[] {
    return [...this.#missed].map(([what, { count, why }]) => ({
      what: count === 1 ? `the status of ${what}` : `the status of ${what}, ${count} times`,
      why,
    }));
  }

  async #look(what: string, method: Method, request: object): Promise<Reply | undefined> {
    if (this.#left-- <= 0) {
      this.#miss(what, `only ${MAX_LOOKS} are looked at`);
      return undefined;
    }
    const reply = await this.#ask(method, request);
    // What is gone since the list was made is no longer there to be told of.
    if (!reply.ok && reply.reason !== 'absent') this.#miss(what, reply.message);
    return reply;
  }

  #miss(what: string, why: string): void {
    const missed = this.#missed.get(what);
    if (missed) missed.count++;
    else this.#missed.set(what, { count: 1, why });
  }
}
