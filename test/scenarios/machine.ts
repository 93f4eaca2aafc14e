import type { KubeletLog, ListeningPort, MachineState, UnitState } from '../../src/runtime/machine-state.ts';
import { NOW } from '../checks/support.ts';

const RUNNING: UnitState = {
  loadState: 'loaded',
  activeState: 'active',
  subState: 'running',
  unitFileState: 'enabled',
  result: 'success',
  exitStatus: 0,
  restarts: 0,
  needDaemonReload: false,
};

/** What of a machine is other than on a sound one. */
interface Parts {
  readonly kubelet?: Partial<UnitState>;
  readonly containerd?: Partial<UnitState>;
  /** What klog writes behind its header; the lines are of the last seconds before the time of the fixtures. */
  readonly log?: readonly string[];
  readonly tcp?: readonly ListeningPort[];
  readonly unix?: readonly string[];
}

const port = (address: string, number: number, name: string, pid: number): ListeningPort => ({
  address,
  port: number,
  owner: { pid, name },
});

/** A machine on which kubelet and container runtime run. */
export function machine({ kubelet = {}, containerd = {}, log, tcp, unix }: Parts = {}): MachineState {
  return {
    units: new Map([
      ['kubelet.service', { ...RUNNING, ...kubelet }],
      ['containerd.service', { ...RUNNING, ...containerd }],
    ]),
    kubeletLog: log ? kubeletLog(log) : null,
    listening: {
      tcp: tcp ?? [port('::', 10250, 'kubelet', 812), port('127.0.0.1', 10248, 'kubelet', 812)],
      unix: new Set(unix ?? ['/run/containerd/containerd.sock']),
    },
    fileSystems: [{ path: '/', size: 40e9, available: 25e9, inodes: 2_000_000, inodesFree: 1_500_000 }],
    unasked: [],
  };
}

/** A machine on which systemd starts the kubelet again and again. */
export const restarting = (log: readonly string[], exitStatus = 1): MachineState =>
  machine({
    kubelet: {
      activeState: 'activating',
      subState: 'auto-restart',
      result: 'exit-code',
      exitStatus,
      restarts: 17,
    },
    log,
    tcp: [],
  });

function kubeletLog(lines: readonly string[]): KubeletLog {
  return {
    source: 'journalctl -u kubelet.service',
    looked: NOW,
    lines: lines.map((text, at) => {
      const time = NOW - (lines.length - at) * 1000;
      const clock = new Date(time).toISOString();
      return {
        time,
        pid: 812,
        text: `E${clock.slice(5, 7)}${clock.slice(8, 10)} ${clock.slice(11, 19)}.000000     812 ${text}`,
      };
    }),
  };
}

/** A machine whose kubelet runs, and logs the same every few seconds. */
export const logging = (line: string): MachineState =>
  machine({ log: ['kubelet.go:2500] "Starting kubelet main sync loop"', line, line, line, line] });
