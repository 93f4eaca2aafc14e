import { appendFileSync, readFileSync, statSync } from 'node:fs';
import type { Namespaces } from './namespaces.ts';
import type { Mode } from './private-node.ts';

/** The node's kubelet as its administrator has it: a unit, or a process that somebody started. */
export interface NodeKubelet {
  start(): void;
  stop(): void;
  restart(): void;
  /** A place in its log; what is written later is read from there. */
  mark(): string;
  since(mark: string): string;
}

/** A start begins with a line for each flag that there is. */
const withoutFlags = (log: string) => log.replace(/^.* FLAG: .*\n/gm, '');

const LOG = '/var/log/kubelet.log';

export function kubeletOf(mode: Mode, node: Namespaces): NodeKubelet {
  return mode === 'systemd' ? service(node) : process(node);
}

function service({ run }: Namespaces): NodeKubelet {
  const journal = (...args: readonly string[]) => run('journalctl', '-q', '-u', 'kubelet', ...args).stdout;
  return {
    // A unit that can't be started is what some faults want.
    start: () => void run('systemctl', 'start', 'kubelet'),
    stop: () => void run('systemctl', 'stop', 'kubelet'),
    restart: () => void run('systemctl', 'restart', 'kubelet'),
    mark: () => journal('-n', '0', '--show-cursor').split('-- cursor: ')[1]?.trim() ?? '',
    since: (mark) => withoutFlags(journal('-o', 'cat', ...(mark === '' ? [] : [`--after-cursor=${mark}`]))),
  };
}

function process({ root, run, start }: Namespaces): NodeKubelet {
  const log = `${root}${LOG}`;
  appendFileSync(log, '');
  const begin = () => {
    const flags = readFileSync(`${root}/var/lib/kubelet/kubeadm-flags.env`, 'utf8');
    const given = /="(.*)"/.exec(flags)?.[1]?.split(' ') ?? [];
    start(LOG, '/usr/bin/kubelet', '--config=/var/lib/kubelet/config.yaml', ...given);
  };
  const end = () => void run('bash', '-c', 'pkill -x kubelet; while pgrep -x kubelet; do sleep 0.05; done');
  return {
    start: begin,
    stop: end,
    restart: () => {
      end();
      begin();
    },
    mark: () => `${statSync(log).size}`,
    since: (mark) => withoutFlags(readFileSync(log).subarray(Number(mark)).toString()),
  };
}
