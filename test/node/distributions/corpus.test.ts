import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kubeletInstances } from '../../../src/node/distributions/known-units.ts';
import { findUnitless } from '../../../src/node/distributions/unitless.ts';
import { rootHost } from '../../../src/node/host/root-host.ts';
import { argumentsOf, openLineOn, openUnit, sourceOf, start } from './open.ts';

/** A directory with copies of real nodes, which is not part of the project. */
const corpus = process.env.SPCTL_CORPUS ?? '';
const node = (name: string) => rootHost(`${corpus}/${name}`);
const processOf = (name: string) =>
  readFileSync(`${corpus}/${name}/CMDLINE.txt`, 'utf8').trim().split(' ').slice(1);

describe.skipIf(corpus === '' || !existsSync(corpus))('real nodes', () => {
  it.each([
    ['charmed-kubernetes-cdk', 'snap.kubelet.daemon', null, null, 'juju-1a2b3c-2'],
    ['microk8s-kubelite-args', 'snap.microk8s.daemon-kubelite', null, null, ''],
    ['k0s-worker-static-pod-url', 'k0sworker', null, 'http://127.0.0.1:43985/manifests', ''],
    ['rke2-server', 'rke2-server', '/var/lib/rancher/rke2/agent/pod-manifests', null, ''],
    ['k3s-agent-dropin-in-wrong-dir', 'k3s-agent', '/var/lib/rancher/k3s/agent/pod-manifests', null, ''],
    ['openshift-3.11-origin-node', 'origin-node', '/etc/origin/node/pods', null, ''],
  ])('%s: its path', (name, unit, path, url, hostname) => {
    const host = node(name);
    const opened = openUnit(host, `${unit}.service`);
    const source = sourceOf(host, opened);
    expect(source).toMatchObject({ staticPodPath: path === null ? source.staticPodPath : path, url });
    expect(source.staticPodPath || null).toBe(path);
    expect(start(host, opened).flags.hostnameOverride).toBe(hostname);
  });

  it('canonical-k8s-snap-args: its path', () => {
    const host = node('canonical-k8s-snap-args');
    const opened = openLineOn(host, '/usr/bin/snap run k8s.kubelet');
    expect(sourceOf(host, opened)).toMatchObject({ kind: 'none', url: null });
    expect(start(host, opened).flags).toMatchObject({ hostnameOverride: '', nodeIP: '10.1.2.3' });
  });

  it.each([
    ['k0s-worker-static-pod-url', 'k0sworker', ['--containerd=', '--hostname-override=']],
    ['rke2-server', 'rke2-server', ['--containerd=', '--hostname-override=', '--node-labels=']],
  ])(
    '%s: the command line is that of the real process, but for what only it knows',
    (name, unit, unknown) => {
      const real = processOf(name).filter((word) => !unknown.some((flag) => word.startsWith(flag)));
      expect(argumentsOf(openUnit(node(name), `${unit}.service`))).toEqual(real);
    },
  );

  it('finds the instance of a template unit', () => {
    expect(kubeletInstances(node('lnmp-template-instance-config-dir'))).toEqual([
      'kubelet@cri-containerd.service',
    ]);
  });

  it.each(['docker-desktop-kubeadm-dir', 'linuxkit-kubelet-sh', 'sk8s-kubelet-container-no-unit'])(
    '%s: a configuration that lies around is no answer',
    (name) => {
      const found = findUnitless(node(name));
      expect(found?.next).toBeNull();
      expect(found?.diagnostics[0]?.help).toContain('spctl config -- --config=');
    },
  );
});
