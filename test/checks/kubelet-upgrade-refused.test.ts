import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOnNode } from './support.ts';

const CONFIG = '/var/lib/kubelet/config.yaml';
const HEADER = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';

function refused(config: string, minor: number, flags = '', more: Record<string, string> = {}, live = false) {
  const files = {
    '/etc/systemd/system/kubelet.service': `[Service]\nExecStart=/usr/bin/kubelet --config=${CONFIG}${flags}\n`,
    '/usr/bin/kubelet': { text: '\x7fELF', mode: 0o755 },
    [CONFIG]: HEADER + config,
    ...more,
  };
  const found = findingsOnNode(memoryHost(files, { live }), minor);
  return found.filter(({ ruleId }) => ruleId === 'kubelet-upgrade-refused').map(({ message }) => message);
}

const GATES = (...gates: string[]) => `featureGates:\n${gates.map((gate) => `  ${gate}\n`).join('')}`;

describe('what a later kubelet refuses', () => {
  it('is told with the first minor that does', () => {
    expect(refused(GATES('AppArmor: false'), 30)).toEqual([
      'kubelets from 1.31 on do not start with this: cannot set feature gate AppArmor to false, feature is locked to true',
    ]);
    expect(refused('', 31, ' --runonce=true')).toEqual([
      'kubelets from 1.32 on do not start with this: runOnce (--runOnce) true, Runonce mode has been deprecated and should not be set',
    ]);
  });

  it('is told once for each thing', () => {
    const said = refused(GATES('AppArmor: false', 'KubeletTracing: false'), 30);
    expect(said.map((text) => /feature gate \w+/.exec(text)?.[0])).toEqual([
      'feature gate AppArmor',
      'feature gate KubeletTracing',
    ]);
  });

  it('is not told twice: flags and gates that go are told as such', () => {
    expect(refused('', 29, ' --cloud-config=/x --iptables-drop-bit=15')).toEqual([]);
    expect(refused(GATES('InTreePluginGCEUnregister: true'), 30)).toEqual([]);
    const dropIn = { '/etc/kubernetes/kubelet.conf.d/1.conf': 'kind: ConfigMap\nmaxPods: 3\n' };
    expect(refused('', 30, ' --config-dir=/etc/kubernetes/kubelet.conf.d', dropIn)).toEqual([]);
  });

  it('leaves out what this kubelet refuses already', () => {
    expect(refused(GATES('AppArmor: false'), 31)).toEqual([]);
    expect(refused('maxPods: -1\n', 30)).toEqual([]);
  });

  it('is nothing for the newest kubelet, and for one older than all tables', () => {
    expect(refused(GATES('KubeletTracing: false'), 37)).toEqual([]);
    expect(refused(GATES('AppArmor: false'), 24)).toEqual([]);
  });

  it('knows the cgroup version of a live machine', () => {
    const v1 = { '/sys/fs/cgroup/memory/tasks': '' };
    expect(refused('', 34, '', v1, true)).toEqual([
      expect.stringContaining(
        'kubelets from 1.35 on do not start with this: kubelet is configured to not run on a host using cgroup v1',
      ),
    ]);
    expect(refused('failCgroupV1: false\n', 34, '', v1, true)).toEqual([]);
    expect(refused('', 34, '', v1)).toEqual([]);
  });
});
