import { describe, expect, it } from 'vitest';
import type { Area } from '../../src/checks/areas.ts';
import { type Remedy, remedyOf } from '../../src/doctor/remedy.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import { BASE_NODES, type NodeFiles } from '../scenarios/base-nodes.ts';

const UNIT = '/usr/lib/systemd/system/kubelet.service';

/** What to type against a finding with this help. */
function remedy(area: Area, help: string, node: NodeFiles = {}, unit?: string): Remedy {
  const host = memoryHost({ ...BASE_NODES.worker, ...node });
  const report = inspectNode(host, unit === undefined ? {} : { unit });
  const diagnostic = { ruleId: 'any', severity: 'warning', message: 'any', help } as const;
  return remedyOf({ diagnostic, area, weight: 'breaks' }, report, []);
}

describe('what to type', () => {
  it('has no command that the name of a node makes', () => {
    const { verify } = remedy('api-server', 'any', {
      '/etc/default/kubelet': 'KUBELET_EXTRA_ARGS=--hostname-override=a;reboot\n',
    });
    expect(verify).toEqual(['kubectl get nodes']);
  });

  it('asks for all nodes where the name is not known, and for this one where it is', () => {
    expect(remedy('api-server', 'any', { '/etc/hostname': '' }).verify).toEqual(['kubectl get nodes']);
    expect(remedy('api-server', 'any').verify).toEqual([
      'kubectl --kubeconfig /etc/kubernetes/kubelet.conf get node node01',
    ]);
  });

  it('puts the name of a unit in quotes where a shell would act on it', () => {
    const node = { '/etc/systemd/system/kubelet;reboot.service': `${BASE_NODES.worker[UNIT as never]}` };
    const { apply, verify } = remedy('credentials', 'any', node, 'kubelet;reboot.service');
    expect([...apply, ...verify].filter((one) => !/^[^;]*('[^']*'[^;]*)?$/.test(one))).toEqual([]);
  });

  it('leaves out what the name of a file makes of a command', () => {
    expect(remedy('machine', 'run "systemctl disable a; $(reboot).swap" and run "swapoff -a"').mend).toEqual([
      'swapoff -a',
    ]);
    expect(remedy('control-plane', 'run "kube-scheduler", or take the image').mend).toEqual([]);
  });

  it('leaves the choice between two ways to a person', () => {
    const help =
      'put it back, or have it signed anew: move it away, and run "kubeadm init phase certs apiserver"';
    expect(remedy('control-plane', help).mend).toEqual([]);
    expect(remedy('machine', 'comment it out and run "swapoff -a", or set a field').mend).toEqual([
      'swapoff -a',
    ]);
  });

  it('does not say twice what to restart', () => {
    expect(remedy('kubelet', 'correct it, then run "systemctl restart kubelet"').apply).toEqual([]);
    expect(remedy('kubelet', 'run "systemctl enable --now kubelet.service"').apply).toEqual([]);
    expect(
      remedy('unit', 'run "systemctl daemon-reload && systemctl restart kubelet.service"').apply,
    ).toEqual([]);
  });

  it('has systemd read the unit again where the finding has no place', () => {
    expect(remedy('unit', 'add the command to start').apply).toEqual([
      'systemctl daemon-reload',
      'systemctl restart kubelet.service',
    ]);
  });
});
