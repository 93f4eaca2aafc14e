import { describe, expect, test, vi } from 'vitest';
import type { Host } from '../../../src/node/host/host.ts';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import { detectKubeletVersion } from '../../../src/node/version/detect-kubelet-version.ts';

const exe = '/usr/bin/kubelet';
const bare = memoryHost({});

const DPKG = `Package: kubectl
Status: install ok installed
Version: 1.33.9-1.1

Package: kubelet
Status: install ok installed
Priority: optional
Maintainer: Kubernetes Authors
Description: Node agent
 Package: kubelet
Version: 1.34.1-1.1

Package: kubernetes-cni
Status: install ok installed
Version: 1.7.1-1.1
`;

/** A host that says which files were read. */
function watched(host: Host) {
  const read: string[] = [];
  const watching: Host = {
    ...host,
    readFile: (path, limit) => {
      read.push(path);
      return host.readFile(path, limit);
    },
  };
  return { host: watching, read };
}

describe('what is told without a file', () => {
  test('the path of the running process comes first, though it was deleted since', () => {
    const processExe = '/opt/kubernetes/v1.33.0/kubelet (deleted)';
    expect(detectKubeletVersion(bare, { processExe })).toEqual({
      minor: 33,
      text: '1.33.0',
      origin: 'process',
      evidence: 'the path "/opt/kubernetes/v1.33.0/kubelet" of the running kubelet',
      diagnostics: [],
    });
  });

  test('then the image it runs in, with its place', () => {
    const location = { file: '/etc/systemd/system/kubelet.service', line: 12 };
    const images = [{ image: 'busybox:1.36' }, { image: 'gcr.io/hyperkube:v1.10.1', location }];
    expect(detectKubeletVersion(bare, { exe: '/hyperkube', images })).toMatchObject({
      minor: 10,
      text: '1.10.1',
      origin: 'image',
      location,
    });
  });

  test("then the variables of CoreOS' wrapper, in its order", () => {
    const ask = (variables: Record<string, string>) =>
      detectKubeletVersion(bare, { environment: new Map(Object.entries(variables)) })?.text;
    const KUBELET_IMAGE = 'docker://k8s.gcr.io/hyperkube-amd64:v1.18.14';
    expect(ask({ KUBELET_IMAGE, KUBELET_IMAGE_TAG: 'v1.9.6_coreos.2' })).toBe('1.18.14');
    expect(ask({ KUBELET_VERSION: 'v1.1.2', KUBELET_IMAGE_TAG: 'v1.9.6_coreos.2' })).toBe('1.9.6_coreos.2');
    expect(ask({ KUBELET_VERSION: 'v1.1.2' })).toBe('1.1.2');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable that nobody expanded.
    expect(ask({ KUBELET_IMAGE_TAG: '${TAG}' })).toBeUndefined();
  });

  test('then the path behind the symlinks, even of an executable that the copy lacks', () => {
    const host = memoryHost({
      '/opt/bin/kubelet': { link: '../kubernetes/current/kubelet' },
      '/opt/kubernetes/current': { link: 'v1.30.2' },
    });
    expect(detectKubeletVersion(host, { exe: '/opt/bin/kubelet' })).toMatchObject({
      text: '1.30.2',
      origin: 'path',
      evidence: 'the path "/opt/kubernetes/v1.30.2/kubelet" of the kubelet',
    });
    const alternatives = memoryHost({
      '/usr/bin/kubelet': { link: '/etc/alternatives/kubelet' },
      '/etc/alternatives/kubelet': { link: '/usr/bin/kubelet-1.34' },
      '/usr/bin/kubelet-1.34': '',
    });
    expect(detectKubeletVersion(alternatives, { exe })?.text).toBe('1.34');
  });

  test('a directory that was renamed by a symlink tells it too', () => {
    const host = memoryHost({ '/data/kubernetes': { link: 'kubernetes-v1.19.10' } });
    expect(detectKubeletVersion(host, { exe: '/data/kubernetes/server/bin/kubelet' })?.text).toBe('1.19.10');
  });

  test("RKE2's own program runs the kubelet of its data directory", () => {
    const host = memoryHost({
      '/var/lib/rancher/rke2/bin': { link: '/var/lib/rancher/rke2/data/v1.33.1-rke2r1-8d5dbd5e3be0/bin' },
    });
    expect(detectKubeletVersion(host, { exe: '/usr/local/bin/rke2' })?.text).toBe('1.33.1');
  });

  test('two that disagree are both named', () => {
    const found = detectKubeletVersion(bare, {
      processExe: '/opt/kubernetes/v1.33.0/kubelet',
      exe: '/opt/kubernetes/v1.34.2/kubelet',
    });
    expect(found).toMatchObject({ minor: 33, origin: 'process' });
    expect(found?.diagnostics).toMatchObject([
      { ruleId: 'kubelet-version-disagreement', severity: 'warning' },
    ]);
    expect(found?.diagnostics[0]?.message).toContain('says 1.33.0');
    expect(found?.diagnostics[0]?.message).toContain('says 1.34.2');
  });

  test('no file is read for it', () => {
    const { host, read } = watched(memoryHost({ '/var/lib/dpkg/status': DPKG }));
    detectKubeletVersion(host, { exe: '/opt/kubernetes/v1.33.0/kubelet' });
    expect(read).toEqual([]);
  });

  test('symlinks in a circle, and paths without end, end', () => {
    const host = memoryHost({ '/opt/kubelet': { link: '/opt/kubelet' }, '/opt/a': { link: 'b/a' } });
    expect(detectKubeletVersion(host, { exe: '/opt/kubelet' })).toBeNull();
    expect(detectKubeletVersion(host, { exe: '/opt/a/b' })).toBeNull();
    expect(detectKubeletVersion(host, { exe: '/x'.repeat(100_000) })).toBeNull();
    expect(detectKubeletVersion(host, { exe: 'kubelet', processExe: '' })).toBeNull();
  });
});

describe('packages', () => {
  test("dpkg's status", () => {
    const host = memoryHost({ '/var/lib/dpkg/status': DPKG });
    expect(detectKubeletVersion(host, { exe })).toEqual({
      minor: 34,
      text: '1.34.1',
      origin: 'package',
      evidence: 'dpkg\'s status of the package "kubelet"',
      location: { file: '/var/lib/dpkg/status' },
      diagnostics: [],
    });
  });

  test.each([
    ['1.21.0-00', '1.21.0'],
    ['1:1.30.1-1ubuntu2', '1.30.1'],
    ['1.20.5+really1.20.2-1.1+deb12u1', '1.20.2'],
    ['1.33.4+ds1-1', '1.33.4+ds1'],
  ])('of the version %s the upstream part', (version, text) => {
    const status = `Package: kubelet\nStatus: hold ok installed\nVersion: ${version}\n`;
    expect(detectKubeletVersion(memoryHost({ '/var/lib/dpkg/status': status }), { exe })?.text).toBe(text);
  });

  test.each([
    ['removed', 'Package: kubelet\nStatus: deinstall ok config-files\nVersion: 1.30.0-1\n'],
    ['garbage', 'Package: kubelet\nStatus: install ok installed\nVersion: 1.99999\n'],
    ['of another name', 'Package: kubelet-doc\nStatus: install ok installed\nVersion: 1.30.0-1\n'],
    ['named in a description', 'Package: x\nDescription: y\n Package: kubelet\n Version: 1.30.0\n'],
    ['without a version', 'Package: kubelet'],
    ['empty', ''],
  ])('one that is %s tells nothing', (_, status) => {
    expect(detectKubeletVersion(memoryHost({ '/var/lib/dpkg/status': status }), { exe })).toBeNull();
  });

  test("Debian's kubernetes-node has the kubelet in it", () => {
    const status = 'Package: kubernetes-node\nStatus: install ok installed\nVersion: 1.20.5+really1.20.2-1\n';
    const host = memoryHost({ '/var/lib/dpkg/status': status });
    expect(detectKubeletVersion(host, { exe })?.evidence).toContain('"kubernetes-node"');
  });

  test('an image without dpkg has a file for each package', () => {
    const host = memoryHost({ '/var/lib/dpkg/status.d/kubelet': 'Package: kubelet\nVersion: 1.34.1-1.1\n' });
    expect(detectKubeletVersion(host, { exe })?.text).toBe('1.34.1');
  });

  test("status is not read where dpkg's lists of files have no kubelet", () => {
    const without = { '/var/lib/dpkg/status': DPKG, '/var/lib/dpkg/info/dpkg.list': '/.' };
    const { host, read } = watched(memoryHost(without));
    expect(detectKubeletVersion(host, { exe })).toBeNull();
    expect(read).not.toContain('/var/lib/dpkg/status');
    const list = { '/var/lib/dpkg/info/kubelet.list': '/usr/bin/kubelet' };
    expect(detectKubeletVersion(memoryHost({ ...without, ...list }), { exe })?.text).toBe('1.34.1');
  });

  test('apk, pacman and portage', () => {
    const apk =
      'C:Q1\nP:kubectl\nV:1.33.0-r0\n\nC:Q1\nP:kubelet\nV:1.34.1-r0\nA:x86_64\n\nP:kubelet-openrc\nV:1.34.1-r0\n';
    expect(detectKubeletVersion(memoryHost({ '/lib/apk/db/installed': apk }), { exe })).toMatchObject({
      text: '1.34.1',
      location: { file: '/lib/apk/db/installed' },
    });
    expect(detectKubeletVersion(memoryHost({ '/usr/lib/apk/db/installed': apk }), { exe })?.minor).toBe(34);
    const pacman = memoryHost({
      '/var/lib/pacman/local/kubelet-1.34.1-1/desc': '',
      '/var/lib/pacman/local/kubelet-extras-1.2-1/desc': '',
    });
    expect(detectKubeletVersion(pacman, { exe })?.text).toBe('1.34.1');
    const portage = memoryHost({ '/var/db/pkg/sys-cluster/kubelet-1.33.4-r1/PF': '' });
    expect(detectKubeletVersion(portage, { exe })?.text).toBe('1.33.4');
    const two = memoryHost({
      '/var/db/pkg/sys-cluster/kubelet-1.33.4/PF': '',
      '/var/db/pkg/sys-cluster/kubelet-1.34.1/PF': '',
    });
    expect(detectKubeletVersion(two, { exe })).toBeNull();
  });

  test('say nothing of a kubelet that somebody else put there, or that runs in a container', () => {
    const host = memoryHost({ '/var/lib/dpkg/status': DPKG });
    expect(detectKubeletVersion(host, { exe: '/usr/local/bin/kubelet' })).toBeNull();
    expect(detectKubeletVersion(host, { exe: '/opt/bin/kubelet' })).toBeNull();
    expect(detectKubeletVersion(host, { exe, images: [{ image: 'kubelet:latest' }] })).toBeNull();
    const environment = new Map([['KUBELET_IMAGE', 'example.org/kubelet']]);
    expect(detectKubeletVersion(host, { exe, environment })).toBeNull();
    expect(detectKubeletVersion(host, {})?.text).toBe('1.34.1');
  });

  test('a huge status is searched in no time', () => {
    const one = 'Package: kubeaaaaaaa\nStatus: install ok installed\nVersion: 1\n\n';
    const text =
      one.repeat(10) + `Package: lib\nDescription: ${'Package: kube '.repeat(40)}\n\n`.repeat(50_000);
    const bytes = new TextEncoder().encode(`${text}${DPKG}`);
    const host = memoryHost({ '/var/lib/dpkg/status': bytes });
    const started = performance.now();
    expect(detectKubeletVersion(host, { exe })?.text).toBe('1.34.1');
    expect(performance.now() - started).toBeLessThan(1500);
  });

  test('one without empty lines, or with a million packages of that name, ends', () => {
    const started = performance.now();
    for (const status of [
      `${'Package: kube\n'.repeat(1_000_000)}`,
      `${'Package: kube\n\n'.repeat(1_000_000)}`,
    ]) {
      expect(detectKubeletVersion(memoryHost({ '/var/lib/dpkg/status': status }), { exe })).toBeNull();
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test('more than 64 MiB are not read', () => {
    const host = memoryHost({ '/var/lib/dpkg/status': { text: DPKG, pad: 64 * 1024 * 1024 + 1 } });
    expect(detectKubeletVersion(host, { exe })).toBeNull();
  });
});

describe('snaps and release files', () => {
  test.each(['/snap/kubelet/2456/kubelet', '/snap/bin/kubelet.daemon', '/snap/bin/kubelet'])(
    'the snap of %s',
    (path) => {
      const yaml = 'name: kubelet\nversion: v1.29.4\nsummary: x\n';
      const host = memoryHost({
        '/snap/kubelet/2456/meta/snap.yaml': yaml,
        '/snap/kubelet/current': { link: '2456' },
      });
      expect(detectKubeletVersion(host, { exe: path })).toMatchObject({ text: '1.29.4', origin: 'snap' });
    },
  );

  test('a version that YAML takes for a number', () => {
    const host = memoryHost({ '/snap/microk8s/6876/meta/snap.yaml': 'version: 1.31\n' });
    expect(detectKubeletVersion(host, { exe: '/snap/microk8s/6876/kubelite' })?.minor).toBe(31);
  });

  test.each([
    ['/etc/eks/kubelet-version.txt', 'Kubernetes v1.31.0-eks-a737599\n', '1.31.0-eks-a737599'],
    ['/kind/version', 'v1.33.1\n', '1.33.1'],
    ['/etc/os-release', 'NAME=Bottlerocket\nID=bottlerocket\nVARIANT_ID=aws-k8s-1.31-nvidia\n', '1.31'],
    ['/usr/lib/os-release', 'ID=bottlerocket\nVARIANT_ID="vmware-k8s-1.30"\n', '1.30'],
    ['/etc/os-release', 'ID="rhcos"\nOPENSHIFT_VERSION="4.14"\nVERSION_ID="4.14"\n', '1.27'],
  ])('%s', (file, text, version) => {
    expect(detectKubeletVersion(memoryHost({ [file]: text }), { exe })).toMatchObject({
      text: version,
      origin: 'release',
      location: { file },
    });
  });

  test.each([
    ['/etc/os-release', 'ID=ubuntu\nVARIANT_ID=aws-k8s-1.31\n'],
    ['/etc/os-release', 'ID="rhcos"\nOPENSHIFT_VERSION="4.1"\n'],
    ['/etc/os-release', 'ID=bottlerocket\nVARIANT_ID=aws-ecs-2\n'],
    ['/kind/version', ''],
    ['/etc/eks/kubelet-version.txt', '\0\0'],
  ])('%s that says %j tells nothing', (file, text) => {
    expect(detectKubeletVersion(memoryHost({ [file]: text }), { exe })).toBeNull();
  });

  test('a system extension, by what its link leads to', () => {
    const raw = '/opt/extensions/kubernetes/kubernetes-v1.31.0-x86-64.raw';
    const host = memoryHost({ '/etc/extensions/kubernetes.raw': { link: raw } });
    expect(detectKubeletVersion(host, { exe })).toMatchObject({ text: '1.31.0', origin: 'release' });
  });
});

describe('at last', () => {
  const manifest = (image: string) => `kind: Pod\nspec:\n  containers:\n  - name: a\n    image: ${image}\n`;

  test('the kubelet itself is asked, only where nothing else tells it', () => {
    const exec = vi.fn(() => 'Kubernetes v1.32.4\n');
    expect(detectKubeletVersion(memoryHost({ '/kind/version': 'v1.33.1' }), { exe, exec })?.minor).toBe(33);
    expect(exec).not.toHaveBeenCalled();
    expect(detectKubeletVersion(bare, { exe, exec })).toMatchObject({ text: '1.32.4', origin: 'exec' });
    expect(detectKubeletVersion(bare, { exe, exec: () => null })).toBeNull();
    expect(detectKubeletVersion(bare, { exe, exec: () => 'segmentation fault' })).toBeNull();
  });

  test("the control plane's images are told for what they are", () => {
    const file = '/etc/kubernetes/manifests/kube-apiserver.yaml';
    const host = memoryHost({ [file]: manifest('registry.k8s.io/kube-apiserver:v1.29.1') });
    const found = detectKubeletVersion(host, { exe });
    expect(found).toMatchObject({
      minor: 29,
      origin: 'control-plane',
      location: { file, line: 5, column: 12 },
      diagnostics: [{ ruleId: 'kubelet-version-of-control-plane', severity: 'info' }],
    });
  });

  test('where the static pods are elsewhere, and the first component tells nothing', () => {
    const host = memoryHost({
      '/pods/kube-apiserver.yaml': manifest('kube-apiserver:latest'),
      '/pods/kube-controller-manager.yaml': ': {',
      '/pods/kube-scheduler.yaml': manifest('example.org/kube-scheduler:v1.28.3'),
    });
    expect(detectKubeletVersion(host, { exe, staticPodPath: '/pods/' })?.text).toBe('1.28.3');
    expect(detectKubeletVersion(host, { exe })).toBeNull();
  });

  test.each(['registry.k8s.io/kube-apiserver:v1.73.1', 'example.org/kube-apiserver:1.2.3'])(
    'the next component where the tag is hardly one of Kubernetes: %s',
    (image) => {
      const server = { '/pods/kube-apiserver.yaml': manifest(image) };
      const scheduler = { '/pods/kube-scheduler.yaml': manifest('registry.k8s.io/kube-scheduler:v1.37.1') };
      const found = (files: typeof server) =>
        detectKubeletVersion(memoryHost(files), { exe, staticPodPath: '/pods/' })?.text;
      expect(found({ ...server, ...scheduler })).toBe('1.37.1');
      expect(image.endsWith(found(server)!)).toBe(true);
    },
  );
});
