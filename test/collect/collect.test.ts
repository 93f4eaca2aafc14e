import { describe, expect, it } from 'vitest';
import { encode } from '../../src/bytes/text.ts';
import { archiveOf } from '../../src/collect/archive.ts';
import { collect } from '../../src/collect/collect.ts';
import { collectedHost } from '../../src/collect/collected-host.ts';
import { formatRecord, parseRecord } from '../../src/collect/record.ts';
import { collectedLines, leftOutLines } from '../../src/collect/summary.ts';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { tarHost } from '../../src/node/host/tar-host.ts';
import { opened } from './support.ts';

const unit =
  '[Service]\nExecStart=/usr/bin/kubelet --config=/opt/kubelet.yaml --kubeconfig=/etc/kubernetes/kubelet.conf\n';
const node: Record<string, FileSpec> = {
  'etc/systemd/system/kubelet.service': unit,
  'opt/kubelet.yaml': 'staticPodPath: /opt/pods\n',
  'opt/pods/web.yaml': 'kind: Pod\n',
  'etc/kubernetes/kubelet.conf': 'apiVersion: v1\nkind: Config\n',
  'etc/kubernetes/pki/ca.key': 'x',
  'etc/hostname': 'node01\n',
};
const paths = (files: Record<string, FileSpec>) => collect(memoryHost(files)).members.map(({ path }) => path);

describe('what is taken', () => {
  it('is what is well known, and twice what is named there', () => {
    expect(paths(node)).toEqual([
      '/etc/hostname',
      '/etc/kubernetes',
      '/etc/kubernetes/pki',
      '/etc/systemd/system/kubelet.service',
      '/opt/kubelet.yaml',
      '/opt/pods',
      '/opt/pods/web.yaml',
    ]);
  });

  it('has symlinks as such and what they lead to', () => {
    const taken = paths({
      ...node,
      lib: { link: 'usr/lib' },
      'usr/lib/systemd/system/k3s.service': unit,
      'opt/pods/x': { link: '/srv/y' },
      'srv/y': 'a',
    });
    expect(taken).toEqual(
      expect.arrayContaining(['/lib', '/usr/lib/systemd/system/k3s.service', '/opt/pods/x', '/srv/y']),
    );
  });

  it('has the units that a unit names, masked ones too', () => {
    const files = {
      'etc/systemd/system/kubelet.service': `[Unit]\nRequires=docker.service\n${unit}`,
      'etc/systemd/system/docker.service': { link: '/dev/null' },
    };
    expect(paths(files)).toContain('/etc/systemd/system/docker.service');
  });

  it('leaves keys, kubeconfigs and programs on the node and says so', () => {
    const collected = collect(memoryHost({ ...node, 'usr/bin/kubelet': '\x7fELF\x01' }));
    expect([...collected.record.left]).toEqual([
      ['/etc/kubernetes/kubelet.conf', 'kubeconfig'],
      ['/etc/kubernetes/pki/ca.key', 'private-key'],
      ['/usr/bin/kubelet', 'binary'],
    ]);
    expect(leftOutLines(collected, true)).toContain('  /etc/kubernetes/pki/ca.key');
    expect(collectedLines(collected)).toContain('/opt/kubelet.yaml');
  });

  it('of a KubeletConfiguration called kubelet.conf is the file', () => {
    const files = { ...node, 'etc/kubernetes/kubelet.conf': 'kind: KubeletConfiguration\n' };
    expect(paths(files)).toContain('/etc/kubernetes/kubelet.conf');
  });

  it('is a directory that is named, but none of the system, and none that is too large', () => {
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`many/files/${i}`, '']));
    const collected = collect(
      memoryHost({
        ...many,
        'usr/share/x': '',
        'etc/default/kubelet': 'A=/many/files B=/usr/share C=/usr D=/\n',
      }),
    );
    expect([...collected.record.left]).toEqual([
      ['/many/files', 'too-many'],
      ['/usr', 'directory'],
      ['/usr/share', 'directory'],
    ]);
  });

  it('is nothing on an empty node', () => {
    expect(collect(memoryHost({})).members).toEqual([]);
  });

  it('is the same archive each time', () => {
    expect(archiveOf(collect(memoryHost(node)))).toEqual(archiveOf(collect(memoryHost(node))));
  });
});

describe('a host over an archive', () => {
  const host = opened(archiveOf(collect(memoryHost(node, { live: true, hostName: 'Kernel' }))));

  it('knows what stayed on the node from what is not there', () => {
    expect(host.stat('/etc/kubernetes/kubelet.conf')).toMatchObject({ ok: true, value: { type: 'file' } });
    expect(host.readFile('/etc/kubernetes/kubelet.conf')).toMatchObject({
      ok: false,
      failure: { reason: 'notCopied' },
    });
    expect(host.realPath('/etc/kubernetes/pki/../kubelet.conf')).toEqual({
      ok: true,
      value: '/etc/kubernetes/kubelet.conf',
    });
    expect(host.readFile('/etc/kubernetes/other.conf')).toMatchObject({
      ok: false,
      failure: { reason: 'absent' },
    });
    expect(host.readDir('/etc/kubernetes')).toEqual({ ok: true, value: ['kubelet.conf', 'pki'] });
    expect(host.readDir('/etc/kubernetes/pki')).toEqual({ ok: true, value: ['ca.key'] });
  });

  it('has the name that the machine had', () => {
    expect(host.hostName()).toBe('Kernel');
  });

  it('follows a symlink to what stayed there', () => {
    const linked = opened(
      archiveOf(
        collect(memoryHost({ ...node, 'opt/pods/k.yaml': { link: '../../etc/kubernetes/kubelet.conf' } })),
      ),
    );
    expect(linked.stat('/opt/pods/k.yaml').ok).toBe(true);
    expect(linked.readFile('/opt/pods/k.yaml')).toMatchObject({ failure: { reason: 'notCopied' } });
  });

  it('is the host itself where nothing was collected', () => {
    const plain = memoryHost(node);
    expect(collectedHost(plain)).toBe(plain);
  });

  it('takes a record of any text', () => {
    for (const text of [
      '',
      'spctl-collect 2\n',
      'spctl-collect 1\nleft-out\nleft-out x /y\nleft-out binary y\n\0',
    ])
      expect(collectedHost(memoryHost({ '.spctl-collect': text })).stat('/y').ok).toBe(false);
  });
});

describe('the record', () => {
  it('survives names of any bytes', () => {
    const record = {
      hostName: 'n',
      masked: ['/a\nb\\c\\n'],
      parts: ['/x'],
      left: new Map([['/\udcff \n', 'binary' as const]]),
    };
    expect(parseRecord(formatRecord(record))).toEqual(record);
  });
});

describe('the archive', () => {
  it('has long names, long targets and large owners', () => {
    const long = `opt/pods/${'x'.repeat(200)}`;
    const files = { ...node, [long]: 'kind: Pod\n', 'opt/pods/link': { link: `/${'y/'.repeat(150)}` } };
    const { host, diagnostics } = tarHost(archiveOf(collect(memoryHost(files))));
    expect(diagnostics).toEqual([]);
    expect(host.readFile(`/${long}`)).toEqual({ ok: true, value: encode('kind: Pod\n') });
    expect(host.readLink('/opt/pods/link')).toEqual({ ok: true, value: `/${'y/'.repeat(150)}` });
  });
});
