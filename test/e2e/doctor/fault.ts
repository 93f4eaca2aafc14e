import type { Mode, PrivateNode } from '../node/private-node.ts';

/** A way in which nodes break, made on a node that runs. */
export interface Fault {
  /** In the words of who made it. */
  readonly name: string;
  /** Of nodes on which it can be made; all, if absent. */
  readonly mode?: Mode;
  /** The first minor of Kubernetes that has it. */
  readonly since?: number;
  /** With all that makes it come true, such as the kubelet's restart. */
  readonly inject: (node: PrivateNode) => void;
  /**
   * That it has come true, in the words of the kubelet or systemd: a line of the kubelet's log, or what the node
   * answers when asked. Doctor is not asked before.
   */
  readonly proof: RegExp | ((node: PrivateNode) => string | undefined);
  /** The rule of doctor's first problem, and what its first line says. */
  readonly first: readonly [ruleId: string, says: RegExp];
  /** What has to be undone before the node's files are as they were, and the kubelet is started again. */
  readonly mend?: (node: PrivateNode) => void;
}

export const CONFIG = '/var/lib/kubelet/config.yaml';
export const MANIFESTS = '/etc/kubernetes/manifests';
const DROP_IN = '/etc/systemd/system/kubelet.service.d/20-local.conf';

/** The same with the kubelet's restart. */
export const restarted =
  (change: (node: PrivateNode) => void): Fault['inject'] =>
  (node) => {
    change(node);
    node.kubelet.restart();
  };

/** An edit of the kubelet's configuration, and its restart. */
export const configured = (from: string | RegExp, to: string): Fault['inject'] =>
  restarted((node) => node.edit(CONFIG, from, to));

/** A drop-in of the administrator, which systemd has read. */
export const droppedIn = (...lines: readonly string[]): Fault['inject'] =>
  restarted((node) => {
    node.write(DROP_IN, ['[Service]', ...lines, ''].join('\n'));
    node.shell('systemctl daemon-reload');
  });

/** A drop-in that systemd has not read. */
export const droppedInUnread =
  (...lines: readonly string[]): Fault['inject'] =>
  (node) =>
    node.write(DROP_IN, ['[Service]', ...lines, ''].join('\n'));

/** What systemd says of the kubelet's unit, once it says so. */
export const unitIs =
  (...expected: readonly string[]): ((node: PrivateNode) => string | undefined) =>
  (node) => {
    const lines = node.run('systemctl', 'show', 'kubelet').stdout.split('\n');
    return expected.every((line) => lines.includes(line)) ? expected.join(' ') : undefined;
  };
