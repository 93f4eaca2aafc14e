import { describe, expect, test } from 'vitest';
import type { Host } from '../../../src/node/host/host.ts';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import { chooseKubelet } from '../../../src/node/process/choose-kubelet.ts';
import { diagnoseNotRunning } from '../../../src/node/process/diagnose-not-running.ts';
import { runningKubelets } from '../../../src/node/process/running-kubelets.ts';
import { type ProcessSpec, proc } from './proc-node.ts';

const byHand: ProcessSpec = { cgroup: '0::/user.slice/user-0.slice/session-3.scope' };
const inKind: ProcessSpec = {
  cgroup: '0::/system.slice/docker-0a.scope/kubelet.slice/kubelet.service',
  mountNamespace: 'mnt:[2]',
  root: '0:99',
  pids: '30\t7',
};
/** As `docker run --pid=host` starts one for a unit. */
const inContainer: ProcessSpec = { ...inKind, cgroup: '0::/docker/0a', pids: '40' };

function choose(
  processes: Readonly<Record<number, ProcessSpec>>,
  unit: string | undefined = 'kubelet.service',
) {
  const host = memoryHost(proc(processes), { live: true });
  const machine: Host = { ...host, hostPath: (path) => path };
  const running = runningKubelets(machine);
  return { running, chosen: chooseKubelet(running.processes, { unit }) };
}
const pid = (processes: Readonly<Record<number, ProcessSpec>>, unit?: string) =>
  choose(processes, unit).chosen.process?.pid;

describe("of several kubelets the node's", () => {
  test('is the one that systemd runs for the unit', () => {
    expect(pid({ 10: byHand, 20: {}, 30: inKind })).toBe(20);
    expect(pid({ 10: {}, 20: { cgroup: '0::/system.slice/second.service' } }, 'second.service')).toBe(20);
  });

  test('is else one with the files of PID 1, then one with its PIDs', () => {
    expect(pid({ 10: byHand, 30: inKind, 40: inContainer })).toBe(10);
    expect(pid({ 30: inKind, 40: inContainer })).toBe(40);
  });

  test('is none that lives in a container of its own, as those of kind do', () => {
    const { chosen } = choose({ 30: inKind });
    expect(chosen.process).toBeNull();
    expect(chosen.diagnostics).toEqual([
      {
        ruleId: 'another-kubelet-runs',
        severity: 'warning',
        message: 'a kubelet runs here in a container of its own (process 30, in docker-0a.scope)',
        location: { file: '/proc/30' },
        help: 'look at it with "spctl where --root /proc/30/root --live"',
      },
    ]);
  });

  test('is the one that runs longest, when nothing else tells them apart', () => {
    expect(pid({ 10: { ...byHand, start: 300 }, 20: { ...byHand, start: 200 } })).toBe(20);
  });

  test('has the others told with a way to look at each', () => {
    const second = { cgroup: '0::/system.slice/second.service' };
    const { chosen } = choose({ 10: {}, 20: second, 30: inKind, 50: byHand });
    expect(chosen.diagnostics.map(({ help }) => help)).toEqual([
      'look at it with "spctl where --unit second.service"',
      'give its command line to "spctl config -- FLAGS"',
      'look at it with "spctl where --root /proc/30/root --live"',
    ]);
  });
});

describe('that none runs', () => {
  const unit = { name: 'kubelet.service', location: { file: '/usr/lib/systemd/system/kubelet.service' } };
  const said = ({ running, chosen }: ReturnType<typeof choose>) => diagnoseNotRunning(running, chosen, unit);

  test('is said when every process was seen', () => {
    expect(said(choose({}))).toMatchObject([{ ruleId: 'kubelet-not-running', severity: 'warning' }]);
    expect(said(choose({ 30: inKind }))).toHaveLength(1);
    expect(said(choose({ 10: {} }))).toEqual([]);
    const { running, chosen } = choose({ 30: inKind });
    expect(diagnoseNotRunning(running, chosen, { ...unit, wrapped: true })).toEqual([]);
  });

  test('is not said when they could not be seen', () => {
    const running = runningKubelets(memoryHost({ proc: { dir: true } }, { live: true }));
    expect(diagnoseNotRunning(running, chooseKubelet([]), unit)).toEqual([]);
  });
});
