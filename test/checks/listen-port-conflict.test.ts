import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { pod } from '../manifest/judge.ts';
import { findingsOn } from './support.ts';

interface Program {
  readonly command: readonly string[];
  readonly image?: string;
  readonly env?: readonly object[];
}

/** Where two programs conflict, each in a hostNetwork pod of its own. */
function conflicts(programs: readonly Program[], spec: object = { hostNetwork: true }): string[] {
  const files = programs.map(({ image = 'k8s.test/kube:v1.37.1', ...program }, i) => [
    `/m/${i}.json`,
    pod(spec, { image, ...program }, { name: `p${i}` }),
  ]);
  return findingsOn(memoryHost(Object.fromEntries(files)), '/m')
    .filter(({ ruleId }) => ruleId === 'listen-port-conflict')
    .map(({ message }) => /port \d+/.exec(message)![0]);
}

const program = (...command: string[]): Program => ({ command });

describe('a port on which two programs listen', () => {
  it('is the default of both, of known versions', () => {
    const scheduler = program('kube-scheduler');
    expect(conflicts([scheduler, scheduler])).toEqual(['port 10259']);
    const unknown = { ...scheduler, image: 'scheduler:mine' };
    expect(conflicts([unknown, unknown])).toEqual([]);
    const old = { ...scheduler, image: 'kube-scheduler:v1.9.1' };
    expect(conflicts([old, old])).toEqual([]);
    const apiserver = { ...program('kube-apiserver'), image: 'apiserver' };
    expect(conflicts([apiserver, apiserver])).toEqual(['port 6443']);
  });

  it('is none where they serve nothing, share it, or have an address each', () => {
    const on = (...flags: string[]) => program('kube-controller-manager', ...flags);
    expect(conflicts([on('--secure-port=0'), on('--secure-port=0')])).toEqual([]);
    expect(conflicts([on(), on('--secure-port=10300')])).toEqual([]);
    expect(conflicts([on('--permit-port-sharing'), on('--permit-port-sharing')])).toEqual([]);
    expect(conflicts([on('--bind-address=10.0.0.1'), on('--bind-address=10.0.0.2')])).toEqual([]);
    expect(conflicts([on('--bind-address=10.0.0.1'), on('--bind-address=::')])).toEqual(['port 10257']);
    expect(conflicts([on('--secure-port=$(PORT)'), on('--secure-port=$(PORT)')])).toEqual([]);
    expect(conflicts([on('--secure-port=99999'), on('--secure-port=99999')])).toEqual([]);
    expect(conflicts([program('sh', '-c', 'kube-controller-manager'), on()])).toEqual([]);
  });

  it('is none of pods with a network of their own', () => {
    expect(conflicts([program('kube-scheduler'), program('kube-scheduler')], {})).toEqual([]);
  });

  it('is in the URLs of etcd, once for each flag', () => {
    const etcd = (...flags: string[]) => program('etcd', ...flags);
    const first = etcd(
      '--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379',
      '--listen-peer-urls=https://10.0.0.1:2380',
    );
    expect(conflicts([first, first])).toEqual(['port 2379', 'port 2380']);
    expect(conflicts([first, etcd('--listen-metrics-urls=http://localhost:2379')])).toEqual(['port 2379']);
    expect(conflicts([first, etcd('--listen-client-urls=unix://127.0.0.1:2379')])).toEqual([]);
    expect(conflicts([first, etcd('--listen-client-urls=https://10.0.0.2:2379')])).toEqual([]);
    expect(conflicts([first, etcd('--listen-client-urls=https://[::]:2379')])).toEqual(['port 2379']);
    expect(conflicts([etcd(), etcd()])).toEqual([]);
    expect(conflicts([first, { ...first, env: [{ name: 'ETCD_CONFIG_FILE', value: '/e.yml' }] }])).toEqual(
      [],
    );
    expect(conflicts([first, etcd(...first.command.slice(1), '--config-file=/etc/etcd.yml')])).toEqual([]);
  });

  it('is left to the other check where both pods ask for it', () => {
    const ports = [{ containerPort: 10259 }];
    const asking = { ...program('kube-scheduler'), ports };
    expect(conflicts([asking, asking])).toEqual([]);
    expect(conflicts([asking, program('kube-scheduler')])).toEqual(['port 10259']);
  });
});
