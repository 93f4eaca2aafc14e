import type { FileSpec } from '../../src/node/host/memory-host.ts';
import type { MachineState } from '../../src/runtime/machine-state.ts';
import type { BaseNode, NodeFiles } from './base-nodes.ts';

/** Files that are other than on the base node; null where one is gone. */
export type Change = (node: NodeFiles) => Readonly<Record<string, FileSpec | null>>;

/** A way in which nodes break, put into a sound one. */
export interface Scenario {
  /** The fault, in the words of who made it. */
  readonly fault: string;
  readonly on: BaseNode;
  readonly change: Change;
  /**
   * The rule of doctor's first problem, and a part of its message that names the cause; null where nothing is wrong
   * with the node.
   */
  readonly first: readonly [ruleId: string, says: string | RegExp] | null;
  /** As which kubelet; the node's own otherwise. */
  /** A rule of which doctor says something as worth knowing. */
  readonly note?: string;
  readonly version?: number;
  /** Of a node that runs: what it tells beyond its files. */
  readonly machine?: MachineState;
}

/** Why something in the catalogue is no row, or not wholly. */
export interface NotCovered {
  readonly not: string;
}

/** By the catalogue's ids. */
export type Section = Readonly<Record<string, readonly (Scenario | NotCovered)[]>>;

type Rest = Pick<Scenario, 'version' | 'machine'>;

const scenario =
  (on: BaseNode) =>
  (fault: string, change: Change, first: Scenario['first'], rest: Rest = {}): Scenario => ({
    fault,
    on,
    change,
    first,
    ...rest,
  });

export const onControlPlane = scenario('control-plane');
export const onWorker = scenario('worker');
export const not = (why: string): NotCovered => ({ not: why });
