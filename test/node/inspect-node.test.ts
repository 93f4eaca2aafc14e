import { describe, expect, test } from 'vitest';
import type { FileInfo, Host } from '../../src/node/host/host.ts';
import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { type InspectOptions, inspectNode } from '../../src/node/inspect-node.ts';
import { BOOT, type ProcessSpec, proc } from './process/proc-node.ts';

const unit = (exec: string) => `[Service]\nExecStart=${exec}\n`;
const SERVICE = 'etc/systemd/system/kubelet.service';
const CONFIG = (path: string) =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodPath: ${path}\n`;

function look(files: Readonly<Record<string, FileSpec>>, options?: InspectOptions) {
  return inspectNode(memoryHost(files), options);
}
const rules = ({ diagnostics }: { diagnostics: readonly { ruleId: string }[] }) =>
  diagnostics.map(({ ruleId }) => ruleId);

describe('the unit of a node', () => {
  test('is kubelet.service', () => {
    const report = look({ [SERVICE]: unit('/usr/bin/kubelet --pod-manifest-path=/m'), 'm/a': '' });
    expect(report.source).toMatchObject({ kind: 'directory', resolvedPath: '/m' });
    expect(report.found?.via).toEqual([]);
  });

  test('is else one that a distribution has, and others are told of', () => {
    const report = look({
      'etc/systemd/system/k8s-kubelet.service': unit('/opt/bin/kubelet --pod-manifest-path=/m'),
      'etc/systemd/system/kube-kubelet.service': unit('/opt/bin/kubelet'),
    });
    expect(report.source.resolvedPath).toBe('/m');
    expect(rules(report)).toContain('another-kubelet-unit');
  });

  test('is the one that is not masked', () => {
    const report = look({
      [SERVICE]: { link: '/dev/null' },
      'etc/systemd/system/k8s-kubelet.service': unit('/opt/bin/kubelet --pod-manifest-path=/m'),
    });
    expect(report.source.resolvedPath).toBe('/m');
  });

  test('may be an instance of a template', () => {
    const report = look({
      'etc/systemd/system/kubelet@.service': unit('/opt/bin/kubelet --pod-manifest-path=/%i'),
      'etc/systemd/system/multi-user.target.wants/kubelet@a.service': {
        link: '../kubelet@.service',
      },
    });
    expect(report.source.resolvedPath).toBe('/a');
  });
});

describe('a kubelet in a container', () => {
  const run = (mount: string) =>
    unit(
      `/usr/bin/docker run -v ${mount} example/kubelet:v1.34.2 /usr/local/bin/kubelet --config=/k/config.yaml`,
    );

  test('is read through its mounts, its files named as the node has them', () => {
    const report = look({
      [SERVICE]: run('/srv/k:/k'),
      'srv/k/config.yaml': CONFIG('/k/pods'),
      'srv/k/pods/a': '',
    });
    expect(report.source).toMatchObject({
      kind: 'directory',
      staticPodPath: '/k/pods',
      resolvedPath: '/srv/k/pods',
    });
    expect(report.start?.origins.get('staticPodPath')?.origin.location?.file).toBe('/srv/k/config.yaml');
    expect(report.version).toMatchObject({ text: '1.34', origin: 'image' });
  });

  test('has a path that is not known where a file lies in its image', () => {
    const report = look({ [SERVICE]: run('/srv/other:/other') });
    expect(report.source).toMatchObject({ kind: 'unknown', resolvedPath: null });
    expect(rules(report)).toContain('kubelet-file-in-image');
  });

  test('may read static pods from a directory in its image', () => {
    const report = look({ [SERVICE]: run('/srv/k:/k'), 'srv/k/config.yaml': CONFIG('/pods') });
    expect(report.source).toMatchObject({ kind: 'unknown', staticPodPath: '/pods', resolvedPath: null });
    expect(rules(report)).toContain('static-pod-path-in-image');
  });
});

describe('flags that only the running node knows', () => {
  const script = (line: string) => ({
    [SERVICE]: unit('/opt/start.sh'),
    'opt/start.sh': `#!/bin/sh\nexec /usr/bin/kubelet ${line}\n`,
    'etc/hostname': 'node01\n',
  });

  test('make the path unknown where they decide it', () => {
    const report = look(script('--pod-manifest-path="$(cat /x)"'));
    expect(report.source.kind).toBe('unknown');
    expect(rules(report)).toContain('flag-value-unknown');
  });

  test('leave it known where they do not, and the name of the node may be one', () => {
    const report = look(script('--pod-manifest-path=/m --hostname-override="$(hostname -f)"'));
    expect(report.source.resolvedPath).toBe('/m');
    expect(report.nodeName.origin).toBe('unknown');
  });
});

describe('the version of a node', () => {
  const kubelet = (path: string, flags = '') => ({
    [SERVICE]: unit(`${path} --pod-manifest-path=/m ${flags}`),
  });

  test('is what the caller says, else what the node tells, else the newest', () => {
    const files = kubelet('/opt/kubernetes/v1.30.2/kubelet');
    expect(look(files, { kubeletVersion: 33 }).version).toMatchObject({ text: '1.33', origin: 'flag' });
    expect(look(files).version).toMatchObject({ text: '1.30', origin: 'path' });
    expect(look(kubelet('/usr/bin/kubelet')).version).toMatchObject({ text: '1.37', origin: 'newest' });
  });

  test('is asked of the kubelet itself only where that is allowed', () => {
    const asked: string[] = [];
    const askVersion = (exe: string) => {
      asked.push(exe);
      return 'Kubernetes v1.31.4\n';
    };
    expect(look(kubelet('/usr/bin/kubelet'), { askVersion }).version).toMatchObject({
      text: '1.31',
      origin: 'exec',
    });
    expect(asked).toEqual(['/usr/bin/kubelet']);
  });

  test.each([
    ['a container', '/usr/bin/docker run -v /m:/m example/own /usr/bin/kubelet'],
    ['another program', '/usr/bin/hyperkube kubelet'],
  ])('is not asked of what is no file of the node but a part of %s', (_, line) => {
    const asked: string[] = [];
    look(kubelet(line), { askVersion: (exe) => String(asked.push(exe)) });
    expect(asked).toEqual([]);
  });

  test('may be one of which no tables are known: then nothing that depends on it is an error', () => {
    const report = look(kubelet('/usr/bin/kubelet', '--allow-privileged=true'), { kubeletVersion: 12 });
    expect(report.version).toMatchObject({ text: '1.12', minor: 28, approximate: true });
    expect(report.source.resolvedPath).toBe('/m');
    expect(report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('may be so old that --config is the path of the manifests', () => {
    const report = look({
      [SERVICE]: unit('/usr/bin/kubelet --api-servers=http://127.0.0.1 --allow-privileged --config=/m'),
    });
    expect(report.source.resolvedPath).toBe('/m');
    expect(rules(report)).toContain('kubelet-config-flag-legacy');
  });
});

describe('a live machine', () => {
  const START = (BOOT + 100) * 1000;
  const files = (flags: string, process: ProcessSpec) => ({
    [SERVICE]: unit(`/usr/bin/kubelet ${flags}`),
    'usr/bin/kubelet': { text: '\x7fELF', mode: 0o755 },
    'sys/fs/cgroup/cgroup.controllers': '',
    'var/lib/kubelet/config.yaml': CONFIG('/new'),
    'new/a': '',
    'etc/kubernetes/manifests/a': '',
    ...proc({ 10: process }),
  });
  /** The host with other properties of some files than a tree in memory has. */
  function live(
    tree: Record<string, FileSpec>,
    properties: Readonly<Record<string, Partial<FileInfo>>> = {},
  ): Host {
    const host = memoryHost(tree, { live: true, hostName: 'node01' });
    const stat: Host['stat'] = (path) => {
      const info = host.stat(path);
      return info.ok ? { ok: true, value: { ...info.value, ...properties[path] } } : info;
    };
    return { ...host, stat };
  }

  test('is answered by its files while the process agrees with them', () => {
    const report = inspectNode(
      live(files('--pod-manifest-path=/new', { argv: ['kubelet', '--pod-manifest-path=/new'] })),
    );
    expect(report.source.resolvedPath).toBe('/new');
    expect(report.start?.origins.get('staticPodPath')?.origin.location?.file).toBe(`/${SERVICE}`);
    expect(report.drift).toEqual([]);
  });

  test('is answered by the process where it does not, and what a restart brings is told', () => {
    const report = inspectNode(
      live(
        files('--pod-manifest-path=/new', {
          argv: ['kubelet', '--pod-manifest-path=/etc/kubernetes/manifests'],
        }),
      ),
    );
    expect(report.source.resolvedPath).toBe('/etc/kubernetes/manifests');
    expect(rules({ diagnostics: report.drift })).toEqual(
      expect.arrayContaining(['static-pods-after-restart', 'running-path-differs']),
    );
  });

  const sameFlags = ['/usr/bin/kubelet', '--pod-manifest-path=/new'];

  test('has a path that is not known where the same flags are those of a process in another root', () => {
    const process = { argv: sameFlags, mountNamespace: 'mnt:[2]', root: '0:55' };
    const report = inspectNode(live(files('--pod-manifest-path=/new', process)));
    expect(report.source).toMatchObject({ kind: 'unknown', resolvedPath: null });
    const tree = files('--pod-manifest-path=/new', { argv: sameFlags });
    const changed = inspectNode(live({ ...tree, 'proc/10/root': { link: '/elsewhere' } }));
    expect(changed.source).toMatchObject({ kind: 'unknown', resolvedPath: null });
  });

  test("takes what systemd runs for the unit to have the node's files, where that may not be seen", () => {
    const argv = ['/usr/bin/kubelet', '--pod-manifest-path=/etc/kubernetes/manifests'];
    const tree: Record<string, FileSpec> = files('--pod-manifest-path=/new', { argv });
    delete tree['proc/10/ns/mnt'];
    delete tree['proc/10/mountinfo'];
    expect(inspectNode(live(tree)).source.resolvedPath).toBe('/etc/kubernetes/manifests');
  });

  test('is not looked through for processes when only its files are wanted', () => {
    const report = inspectNode(live(files('', {})), { filesOnly: true });
    expect(report.process).toBeNull();
  });

  describe('whose configuration was edited after the start', () => {
    const argv = ['/usr/bin/kubelet', '--config=/var/lib/kubelet/config.yaml'];
    const edited = { '/var/lib/kubelet/config.yaml': { mtime: START + 60_000 } };
    const inotify = (ino: string) => ({
      'proc/10/fd/7': { link: 'anon_inode:inotify' },
      'proc/10/fdinfo/7': `pos:\t0\ninotify wd:1 ino:${ino} sdev:fe00000 mask:fc6 ignored_mask:0 \n`,
    });
    const places = {
      '/new': { dev: 0xfe00, ino: 0x20 },
      '/etc/kubernetes/manifests': { dev: 0xfe00, ino: 0x10 },
    };
    const at = (ino: string) =>
      inspectNode(
        live(
          { ...files('--config=/var/lib/kubelet/config.yaml', { argv }), ...inotify(ino) },
          { ...edited, ...places },
        ),
      );

    test('reads the directory that it watches', () => {
      const report = at('10');
      expect(report.source).toMatchObject({ kind: 'directory', resolvedPath: '/etc/kubernetes/manifests' });
      expect(rules(report)).toEqual(
        expect.arrayContaining([
          'static-pods-read-elsewhere',
          'running-configuration-stale',
          'static-pods-after-restart',
        ]),
      );
    });

    test('reads what the file says where that is what it watches', () => {
      expect(at('20').source).toMatchObject({ staticPodPath: '/new', resolvedPath: '/new' });
    });

    test('reads nobody knows what where it watches neither', () => {
      expect(at('30').source).toMatchObject({ kind: 'unknown', resolvedPath: null });
    });

    test('is taken to read what the file says where that can not be looked at', () => {
      const host = live(files('--config=/var/lib/kubelet/config.yaml', { argv }), edited);
      expect(inspectNode(host).source.resolvedPath).toBe('/new');
    });
  });
});

describe('an archive that can not be read', () => {
  test('is the whole reason', () => {
    const host = memoryHost({});
    const nothing: Host['stat'] = (path) => ({
      ok: false,
      failure: { reason: 'io', path, message: 'no archive' },
    });
    const diagnostics = [
      { ruleId: 'archive-unreadable', severity: 'error', message: 'this is a zip' },
    ] as const;
    expect(rules(inspectNode({ ...host, stat: nothing }, { diagnostics }))).toEqual(['archive-unreadable']);
  });
});

describe('an archive of which a part was read', () => {
  test('does not tell what is not there', () => {
    const diagnostics = [
      { ruleId: 'archive-truncated', severity: 'error', message: 'it ends early' },
    ] as const;
    expect(rules(look({ 'etc/x': '' }, { diagnostics }))).not.toContain('unit-not-found');
    const report = look({ [SERVICE]: unit('/usr/bin/kubelet --pod-manifest-path=/m') }, { diagnostics });
    expect(rules(report)).not.toContain('static-pod-path-missing');
  });
});

describe('a unit that does not start', () => {
  const node = (exec: string) => ({
    [SERVICE]: `[Service]\nEnvironmentFile=/etc/default/kubelet\nExecStart=${exec}\n`,
    'etc/k.yaml': CONFIG('/m'),
  });

  test('still tells what it configures', () => {
    const report = look(
      node(`/usr/bin/kubelet --config=/etc/k.yaml --node-ip=\${IP} --hostname-override \${NAME}`),
    );
    expect(report.source).toMatchObject({ kind: 'missing', resolvedPath: '/m' });
    expect(report.found?.service.started).toBe(false);
    expect(report.command?.unknownFlags).toEqual(['node-ip', 'hostname-override']);
    expect(rules(report)).toContain('environment-file-missing');
  });

  test.each([
    ['/usr/bin/kubelet --config=/etc/k.yaml $ARGS'],
    [`/usr/bin/kubelet --config=/etc/k.yaml --pod-manifest-path=\${PODS}`],
    ["/bin/sh -c 'exec /usr/bin/kubelet --config=/etc/k.yaml $ARGS'"],
    [`/usr/bin/docker run -v /etc:/etc\${DIR} example/kubelet:v1.34.2 --config=/etc/k.yaml`],
  ])('tells nothing that the missing environment file may change: %s', (exec) => {
    expect(look(node(exec)).source).toMatchObject({ kind: 'unknown', resolvedPath: null });
  });
});

test('a kubelet.service that is not enabled is not the whole story beside a unit that is', () => {
  const files = {
    [SERVICE]: unit('/usr/bin/kubelet --pod-manifest-path=/m'),
    'etc/systemd/system/k3s.service': unit('/usr/local/bin/k3s server'),
    'etc/systemd/system/multi-user.target.wants/k3s.service': { link: '../k3s.service' },
  };
  const said = look(files).diagnostics.find(({ ruleId }) => ruleId === 'another-kubelet-unit');
  expect(said).toMatchObject({ severity: 'warning', help: expect.stringContaining('--unit k3s.service') });
  const enabled = {
    ...files,
    'etc/systemd/system/multi-user.target.wants/kubelet.service': { link: '../kubelet.service' },
  };
  expect(rules(look(enabled))).not.toContain('another-kubelet-unit');
});

test('of several units the one that is enabled is taken', () => {
  const report = look({
    'etc/systemd/system/k3s.service': unit('/usr/local/bin/k3s server'),
    'etc/systemd/system/k3s-agent.service': unit('/usr/local/bin/k3s agent'),
    'etc/systemd/system/multi-user.target.wants/k3s-agent.service': { link: '../k3s-agent.service' },
  });
  expect(report.found?.service.unit.name).toBe('k3s-agent.service');
});

test('a version that the caller knows tells how k3s hands its path over', () => {
  const files = {
    'etc/systemd/system/k3s.service': unit('/usr/local/bin/k3s server --kubelet-arg=config=/etc/k.yaml'),
    'etc/k.yaml': CONFIG('/other'),
  };
  const path = (kubeletVersion?: number) =>
    look(files, kubeletVersion === undefined ? {} : { kubeletVersion }).source.resolvedPath;
  expect([path(), path(31), path(32)]).toEqual([null, '/var/lib/rancher/k3s/agent/pod-manifests', '/other']);
});
