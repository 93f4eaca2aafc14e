import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  readPrintedVersion,
  readVersion,
  versionInPath,
  versionOfImage,
} from '../../../src/node/version/version-text.ts';

describe('a version', () => {
  test.each([
    ['v1.34.1', 34, '1.34.1'],
    ['1.34', 34, '1.34'],
    ['v1.33.1+k3s1', 33, '1.33.1+k3s1'],
    ['1.31.1-eks-1234', 31, '1.31.1-eks-1234'],
    ['v1.8.5_coreos.0', 8, '1.8.5_coreos.0'],
    ['v1.35.0-alpha.1.12+abcdef', 35, '1.35.0-alpha.1.12+abcdef'],
    ['1.30.5-gke.1443001', 30, '1.30.5-gke.1443001'],
  ])('is read from %s', (text, minor, shown) => {
    expect(readVersion(text)).toEqual({ minor, text: shown });
  });

  test.each([
    '',
    'latest',
    '2.1.0',
    '1',
    '1.',
    '1.99999',
    '1.034567',
    '1.34.1 ',
    '1.34.1\n',
    'v1.34.',
    '1.34.1-',
    '1.３４.1',
    '1.34.1-é',
    '1.34\udcff',
    '1.034',
  ])('is not read from %j', (text) => {
    expect(readVersion(text)).toBeUndefined();
  });

  test('comes out of what a kubelet prints, even after a warning', () => {
    expect(readPrintedVersion('Kubernetes v1.34.1\n')).toEqual({ minor: 34, text: '1.34.1' });
    expect(readPrintedVersion('Flag --x has been deprecated\nKubernetes v1.20.2-eks-1\n')?.minor).toBe(20);
    expect(readPrintedVersion('k3s version v1.31.5+k3s1 (56ec5dd4)\ngo version go1.22.10\n')?.minor).toBe(31);
    expect(readPrintedVersion('kubectl v1.34.1')).toBeUndefined();
    expect(readPrintedVersion('Kubernetes v1.99999')).toBeUndefined();
  });
});

describe("an image's tag", () => {
  test.each([
    ['gcr.io/google_containers/hyperkube-arm:v1.10.1', 10],
    ['docker://k8s.gcr.io/hyperkube-amd64:v1.18.14', 18],
    ['localhost:5000/kubelet:v1.34.0@sha256:0123', 34],
    ['rancher/hardened-kubernetes:v1.33.1-rke2r1-build20250515', 33],
    ['quay.io/coreos/hyperkube:v1.5.4_coreos.0', 5],
  ])('is the version of %s', (image, minor) => {
    expect(versionOfImage(image)?.minor).toBe(minor);
  });

  test.each([
    'busybox:1.36',
    'registry.k8s.io/pause:1.9',
    'localhost:1.34/kubelet',
    'kubelet',
    'kubelet:latest',
    'kubelet@sha256:1.34',
    'gcr.io/k8s-minikube/minikube:1.33.0',
    '',
  ])('says nothing of %s', (image) => {
    expect(versionOfImage(image)).toBeUndefined();
  });
});

describe('a path', () => {
  test.each([
    ['/var/lib/minikube/binaries/v1.33.0/kubelet', '1.33.0'],
    ['/nix/store/6w3v9q1m8k2z7x5c4b0n1d3f5g7h9j2l-kubernetes-1.13.4/bin/kubelet', '1.13.4'],
    ['/var/lib/rancher/rke2/data/v1.33.1-rke2r1-8d5dbd5e3be0/bin/kubelet', '1.33.1'],
    ['/opt/kubernetes/v1.30.2/kubelet', '1.30.2'],
    ['/opt/k8s/1.30/bin/kubelet', '1.30'],
    ['/usr/bin/kubelet-1.34', '1.34'],
    ['/usr/bin/kubelet1.18', '1.18'],
    ['/usr/local/bin/kubelet-v1.27.3', '1.27.3'],
    ['/opt/bin/kubelet_v1.30.2_linux_amd64', '1.30.2'],
    ['/data/applications/kubernetes-v1.19.10/server/bin/kubelet', '1.19.10'],
    ['/opt/kubernetes-server-1.20.4/bin/kubelet', '1.20.4'],
    ['/srv/releases/v1.31.4/bin/kubelet', '1.31.4'],
    ['/opt/kubernetes-1.20/kubelet-1.21/kubelet', '1.21'],
  ])('%s tells %s', (path, text) => {
    expect(versionInPath(path)?.text).toBe(text);
  });

  test.each([
    '/usr/bin/kubelet',
    '/opt/go1.21/bin/kubelet',
    '/opt/product/1.2/bin/kubelet',
    '/opt/product/v1.2.0/libexec/bin/kubelet',
    '/opt/minikube-1.33.0/kubelet',
    '/usr/bin/kubectl-1.30/kubelet',
    '/opt/kubernetes/v1.99999/kubelet',
    '/opt/kubernetes/v1.34.1.2/kubelet',
    '/opt/kubernetes-1.999/kubelet',
    '',
  ])('%s tells nothing', (path) => {
    expect(versionInPath(path)).toBeUndefined();
  });

  test('of any text is read in no time, and gives a plausible minor or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const version of [versionInPath(text), versionOfImage(text), readVersion(text)]) {
          expect(version === undefined || (version.minor >= 0 && version.minor < 100)).toBe(true);
        }
      }),
    );
    const started = performance.now();
    versionInPath('/kubernetes/1.3'.repeat(100_000));
    versionInPath(`/kubernetes-${'1.'.repeat(100_000)}`);
    expect(readVersion(`1.34${'.1'.repeat(100_000)}`)).toBeUndefined();
    expect(versionOfImage(`kubelet:1.${'3'.repeat(100_000)}`)).toBeUndefined();
    versionOfImage(`${'a'.repeat(100_000)}:${':'.repeat(100_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
