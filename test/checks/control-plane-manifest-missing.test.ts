import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { findingsOnNode } from './support.ts';

const MANIFESTS = '/etc/kubernetes/manifests';
const pod = (name: string, ...args: string[]) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: kube-system}\nspec:\n  containers:\n  - name: ${name}\n    image: x\n    command: ${JSON.stringify([name, ...args])}\n`;

const NODE = {
  '/etc/hostname': 'node01\n',
  '/etc/systemd/system/kubelet.service':
    '[Service]\nExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml\n',
  '/var/lib/kubelet/config.yaml': `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodPath: ${MANIFESTS}\n`,
  [`${MANIFESTS}/kube-apiserver.yaml`]: pod('kube-apiserver', '--etcd-servers=https://127.0.0.1:2379'),
  [`${MANIFESTS}/kube-controller-manager.yaml`]: pod('kube-controller-manager'),
};
const ETCD = pod('etcd');
const SCHEDULER = pod('kube-scheduler');

function missing(files: Record<string, string>) {
  const found = findingsOnNode(memoryHost({ ...NODE, ...files }));
  return found
    .filter(({ ruleId }) => ruleId === 'control-plane-manifest-missing')
    .map(({ message, location }) => `${location?.file}: ${/does not run ([\w-]+)/.exec(message)?.[1]}`);
}

describe('a manifest that was moved away', () => {
  it.each([
    '/etc/kubernetes/kube-scheduler.yaml',
    '/etc/kubernetes/manifests-backup/kube-scheduler.yaml.bak',
    `${MANIFESTS}/.kube-scheduler.yaml`,
    `${MANIFESTS}/off/kube-scheduler.yaml`,
    '/root/kube-scheduler.yaml',
    '/tmp/kube-scheduler.yaml',
    '/home/student/kube-scheduler.yaml',
  ])('is found in %s', (path) => {
    expect(missing({ [`${MANIFESTS}/etcd.yaml`]: ETCD, [path]: SCHEDULER })).toEqual([
      `${path}: kube-scheduler`,
    ]);
  });

  it('is missing where its kubeconfig is there, or the certificates of etcd', () => {
    expect(missing({ '/etc/kubernetes/scheduler.conf': '', '/etc/kubernetes/pki/etcd/ca.crt': '' })).toEqual([
      `${MANIFESTS}: kube-scheduler`,
      `${MANIFESTS}: etcd`,
    ]);
    expect(missing({})).toEqual([]);
  });

  it('is not missing where etcd runs elsewhere or as a service', () => {
    const all = { [`${MANIFESTS}/kube-scheduler.yaml`]: SCHEDULER, '/etc/kubernetes/pki/etcd/ca.crt': '' };
    expect(missing(all)).toEqual([`${MANIFESTS}: etcd`]);
    expect(
      missing({ ...all, '/etc/systemd/system/etcd.service': '[Service]\nExecStart=/usr/bin/etcd\n' }),
    ).toEqual([]);
    const external = pod('kube-apiserver', '--etcd-servers=https://192.0.2.5:2379');
    expect(
      missing({ ...all, [`${MANIFESTS}/kube-apiserver.yaml`]: external, '/root/etcd.yaml': ETCD }),
    ).toEqual([]);
  });

  it.each([
    ['/etc/systemd/system/etcd.service', '[Service]\nExecStart=/usr/local/bin/start-store\n'],
    ['/etc/systemd/system/etcd-member.service', '[Service]\nExecStart=/usr/lib/coreos/etcd-wrapper\n'],
    [
      '/usr/local/lib/systemd/system/store.service',
      '[Service]\nExecStart=docker run \\\n quay.io/coreos/etcd:v3\n',
    ],
    ['/etc/containers/systemd/store.container', '[Container]\nImage=registry.k8s.io/etcd:3.6.5-0\n'],
  ])('is not moved back beside the service %s', (unit, text) => {
    const files = { [`${MANIFESTS}/kube-scheduler.yaml`]: SCHEDULER, '/etc/kubernetes/pki/etcd/ca.crt': '' };
    expect(missing({ ...files, '/root/backup/etcd.yaml': ETCD, [unit]: text })).toEqual([]);
    expect(missing({ ...files, [unit]: text })).toEqual([]);
  });

  it('is missing beside a service that only looks after etcd', () => {
    const unit = { '/etc/systemd/system/etcd-backup.service': '[Service]\nExecStart=/opt/etcd-backup.sh\n' };
    expect(
      missing({ ...unit, [`${MANIFESTS}/kube-scheduler.yaml`]: SCHEDULER, '/root/etcd.yaml': ETCD }),
    ).toEqual(['/root/etcd.yaml: etcd']);
  });

  it('is not missing where a pod of another name runs the program', () => {
    const files = { [`${MANIFESTS}/etcd.yaml`]: ETCD, '/root/backup/kube-scheduler.yaml': SCHEDULER };
    const other = SCHEDULER.replace('{name: kube-scheduler,', '{name: scheduler,');
    expect(missing({ ...files, [`${MANIFESTS}/scheduler.yaml`]: other })).toEqual([]);
  });

  it('is not missing where its file is there but refused', () => {
    expect(
      missing({
        [`${MANIFESTS}/etcd.yaml`]: ETCD,
        [`${MANIFESTS}/kube-scheduler.yaml`]: 'kind: [',
        '/root/kube-scheduler.yaml': SCHEDULER,
      }),
    ).toEqual([]);
  });

  it('is left to podmaster where that moves it', () => {
    const podmaster = pod('podmaster', '--source-file=/src/kube-scheduler.yaml', '/etc/kubernetes/podmaster');
    const files = { [`${MANIFESTS}/podmaster.yaml`]: podmaster, [`${MANIFESTS}/etcd.yaml`]: ETCD };
    expect(missing({ ...files, '/etc/kubernetes/podmaster/kube-scheduler.yaml': SCHEDULER })).toEqual([]);
    const own = pod('podmaster', '--source-file=/etc/kubernetes/podmaster/kube-scheduler.yaml');
    const named = { ...files, [`${MANIFESTS}/podmaster.yaml`]: own };
    expect(missing({ ...named, '/etc/kubernetes/podmaster/kube-scheduler.yaml': SCHEDULER })).toEqual([]);
  });
});
