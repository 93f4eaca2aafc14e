import { describe, expect, it } from 'vitest';
import { knownUnits, kubeletInstances } from '../../../src/node/distributions/known-units.ts';
import { findUnitless } from '../../../src/node/distributions/unitless.ts';
import { argumentsOf, nodeOf, sourceOf } from './open.ts';

const talos = { '/etc/os-release': 'NAME="Talos"\nID=talos\n' };
const kubelet = 'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n';
const MACHINE = '/system/state/config.yaml';
const machine = (text: string) => `version: v1alpha1\nmachine:\n  type: worker\n${text}cluster: {}\n`;

describe('Talos', () => {
  it('gives its kubelet the configuration that it wrote', () => {
    const host = nodeOf({
      ...talos,
      '/etc/kubernetes/kubelet.yaml': `${kubelet}staticPodPath: /etc/kubernetes/manifests\nstaticPodURL: http://127.0.0.1:4711\n`,
    });
    const found = findUnitless(host);
    expect(sourceOf(host, found)).toMatchObject({
      staticPodPath: '/etc/kubernetes/manifests',
      url: 'http://127.0.0.1:4711',
    });
    expect(argumentsOf(found)).toContain('--config=/etc/kubernetes/kubelet.yaml');
  });

  it('has a default that its machine configuration can switch off', () => {
    const host = nodeOf({ [MACHINE]: machine('') });
    const found = findUnitless(host);
    expect(sourceOf(host, found).staticPodPath).toBe('/etc/kubernetes/manifests');
    expect(found?.next?.argv.find(({ value }) => value.startsWith('--pod-man'))?.origin.kind).toBe('assumed');
    expect(found?.link.assumed?.join()).toContain('NewKubeletConfiguration');
    const off = nodeOf({ [MACHINE]: machine('  kubelet: {disableManifestsDirectory: true}\n') });
    expect(sourceOf(off, findUnitless(off)).kind).toBe('none');
  });

  it('takes arguments, name and mounts from its machine configuration, wherever it stands', () => {
    const text = machine(`  network: {hostname: Node-1.example.org}
  kubelet:
    extraArgs: {pod-manifest-path: /var/pods, config: /denied, v: 4}
    extraMounts: [{destination: /var/pods, source: /var/lib/pods, type: bind}]
`);
    const found = findUnitless(nodeOf({ [MACHINE]: `kind: VolumeConfig\n---\n${text}` }));
    expect(argumentsOf(found)).toEqual([
      '--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubeconfig',
      '--cert-dir=/var/lib/kubelet/pki',
      '--hostname-override=node-1',
      '--kubeconfig=/etc/kubernetes/kubeconfig-kubelet',
      '--pod-manifest-path=/var/pods',
      '--v=4',
    ]);
    const word = found?.next?.argv.find(({ value }) => value === '--v=4');
    expect(word?.origin).toMatchObject({ kind: 'file', location: { file: MACHINE, line: 8 } });
    expect(found?.next?.nodePath?.('/var/pods/a.yaml')).toBe('/var/lib/pods/a.yaml');
    expect(found?.next?.nodePath?.('/etc/kubernetes/manifests')).toBe('/etc/kubernetes/manifests');
    expect(found?.next?.nodePath?.('/opt/pods')).toBeNull();
  });

  it('is unknown where neither of its files is there', () => {
    expect(findUnitless(nodeOf(talos))?.next).toBeNull();
    expect(findUnitless(nodeOf({ [MACHINE]: 'a: [' }))).toBeUndefined();
  });
});

describe('a node without any unit', () => {
  it('has no answer but a hint, however many configurations lie around', () => {
    const one = findUnitless(nodeOf({ '/var/lib/kubelet/config.yaml': kubelet }));
    expect(one?.next).toBeNull();
    expect(one?.diagnostics[0]).toMatchObject({
      ruleId: 'kubelet-not-found',
      location: { file: '/var/lib/kubelet/config.yaml' },
    });
    const two = findUnitless(
      nodeOf({ '/var/lib/kubelet/config.yaml': kubelet, '/etc/kubernetes/kubelet.yaml': kubelet }),
    );
    expect(two?.diagnostics[0]?.message).toContain('are kubelet configurations');
  });

  it('takes no kubeconfig and no garbage for one', () => {
    expect(findUnitless(nodeOf({ '/etc/kubernetes/kubelet.conf': 'kind: Config\n' }))).toBeUndefined();
    expect(findUnitless(nodeOf({ '/var/lib/kubelet/config.yaml': '\u0000{[' }))).toBeUndefined();
    expect(findUnitless(nodeOf())).toBeUndefined();
  });
});

describe('units', () => {
  it('are services, each once', () => {
    expect(new Set(knownUnits).size).toBe(knownUnits.length);
    expect(knownUnits.every((name) => name.endsWith('.service'))).toBe(true);
  });

  it('of the template are found by what wants them', () => {
    const host = nodeOf({
      '/etc/systemd/system/kubelet@.service': '',
      '/etc/systemd/system/kubelet@b.service': '',
      '/etc/systemd/system/multi-user.target.wants/kubelet@c.service': { link: '../kubelet@.service' },
      '/usr/lib/systemd/system/x.target.requires/kubelet@a.service': { link: '../kubelet@.service' },
      '/etc/systemd/system/multi-user.target.wants/docker@x.service': '',
    });
    expect(kubeletInstances(host)).toEqual(['kubelet@a.service', 'kubelet@b.service', 'kubelet@c.service']);
    expect(kubeletInstances(nodeOf())).toEqual([]);
  });
});
