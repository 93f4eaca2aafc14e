import { describe, expect, it } from 'vitest';
import { mergeArguments } from '../../../src/node/distributions/k3s/kubelet-arguments.ts';
import { argumentsOf, nodeOf, openLaunch, openLineOn, sourceOf } from './open.ts';

const CONFIG = '/etc/rancher/k3s/config.yaml';
const DROPINS = '/var/lib/rancher/k3s/agent/etc/kubelet.conf.d';
const DEFAULTS = `${DROPINS}/00-k3s-defaults.conf`;
const configuration = (path: string) =>
  `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodPath: ${path}\n`;

describe('k3s', () => {
  it('has its own default where nothing of it is on the disk, and says so', () => {
    const host = nodeOf();
    const opened = openLineOn(host, '/usr/local/bin/k3s agent');
    expect(sourceOf(host, opened).staticPodPath).toBe('/var/lib/rancher/k3s/agent/pod-manifests');
    const word = opened?.next?.argv.find(({ value }) => value.startsWith('--pod-manifest-path='));
    expect(word?.origin).toEqual({ kind: 'assumed' });
    expect(opened?.link.assumed?.join()).toContain('defaultKubeletConfig');
  });

  it('lets the drop-ins on the disk decide', () => {
    const host = nodeOf({
      [DEFAULTS]: configuration('/from/k3s'),
      [`${DROPINS}/50-mine.conf`]: configuration('/mine'),
    });
    const opened = openLineOn(host, '/usr/local/bin/k3s server');
    expect(argumentsOf(opened)).toContain(`--config-dir=${DROPINS}`);
    expect(argumentsOf(opened)?.join()).not.toContain('pod-manifest-path');
    expect(sourceOf(host, opened).staticPodPath).toBe('/mine');
  });

  it('puts its default before drop-ins that are there before it has started', () => {
    const before = nodeOf({ [`${DROPINS}/50-mine.conf`]: configuration('/mine') });
    expect(sourceOf(before, openLineOn(before, '/bin/k3s agent')).staticPodPath).toBe('/mine');
    const other = nodeOf({
      [`${DROPINS}/50-mine.conf`]: configuration('""').replace(/staticPodPath.*/, 'maxPods: 9'),
    });
    expect(sourceOf(other, openLineOn(other, '/bin/k3s agent')).staticPodPath).toBe(
      '/var/lib/rancher/k3s/agent/pod-manifests',
    );
  });

  it.each([
    ['--data-dir=/srv/k3s', {}],
    ['-d /srv/k3s', {}],
    ['-data-dir /srv/k3s', {}],
    ['--debug', { [CONFIG]: 'data-dir: /srv/k3s\n' }],
    ['--data-dir /srv/k3s', { [CONFIG]: 'data-dir: /elsewhere\n' }],
    ['--debug', { [CONFIG]: 'data-dir: /elsewhere\n', [`${CONFIG}.d/10.yml`]: 'd: /srv/k3s\n' }],
    ['-c /my.yaml', { '/my.yaml': '{"data-dir": "/srv/k3s"}' }],
  ])('takes its data directory from flags before files: %s %o', (flags, files) => {
    const opened = openLineOn(nodeOf(files), `/usr/bin/k3s agent ${flags}`);
    expect(argumentsOf(opened)).toContain('--pod-manifest-path=/srv/k3s/agent/pod-manifests');
  });

  it('takes its data directory, configuration and name from the environment', () => {
    const environment = { K3S_CONFIG_FILE: '/c.yaml', K3S_DATA_DIR: '/data', K3S_NODE_NAME: 'Node-A' };
    const host = nodeOf({ '/c.yaml': 'kubelet-arg: max-pods=7\n' });
    const words = argumentsOf(openLineOn(host, '/usr/bin/k3s agent', environment));
    expect(words).toEqual([
      '--hostname-override=node-a',
      '--kubeconfig=/data/agent/kubelet.kubeconfig',
      '--max-pods=7',
      '--pod-manifest-path=/data/agent/pod-manifests',
      '--read-only-port=0',
    ]);
  });

  it('merges kubelet-args of all files and flags in their order', () => {
    const host = nodeOf({
      [CONFIG]: 'kubelet-arg:\n- v=1\n- max-pods=1\n',
      [`${CONFIG}.d/20.yaml`]: 'kubelet-arg+: [max-pods=2]\n',
      [`${CONFIG}.d/30.txt`]: 'kubelet-arg: [max-pods=666]\n',
    });
    const opened = openLineOn(
      host,
      '/usr/bin/k3s agent --kubelet-arg=max-pods=3 --kubelet-arg pod-manifest-path=/x',
    );
    expect(argumentsOf(opened)?.filter((word) => /max-pods|--v|pod-man/.test(word))).toEqual([
      '--max-pods=1',
      '--max-pods=2',
      '--max-pods=3',
      '--pod-manifest-path=/x',
      '--v=1',
    ]);
    const word = opened?.next?.argv.find(({ value }) => value === '--max-pods=2');
    expect(word?.origin).toMatchObject({ kind: 'file', location: { file: `${CONFIG}.d/20.yaml`, line: 1 } });
  });

  it('lets a later file replace what an earlier one has', () => {
    const host = nodeOf({
      [CONFIG]: 'kubelet-arg: [max-pods=1]\n',
      [`${CONFIG}.d/20.yaml`]: 'kubelet-arg: [v=2]\n',
    });
    const words = argumentsOf(openLineOn(host, '/usr/bin/k3s agent'));
    expect(words).toContain('--v=2');
    expect(words).not.toContain('--max-pods=1');
  });

  it('does not guess where a configuration given to the kubelet may or may not win', () => {
    const line = '/usr/bin/k3s agent --kubelet-arg=config=/etc/k.yaml';
    const other = nodeOf({ '/etc/k.yaml': configuration('/other') });
    expect(openLineOn(other, line)?.next).toBeNull();
    expect(openLineOn(nodeOf(), line)?.next).toBeNull();
    expect(openLineOn(nodeOf(), '/usr/bin/k3s agent --kubelet-arg=config-dir=/etc/k.d')?.next).toBeNull();
    const same = nodeOf({ '/etc/k.yaml': configuration('/var/lib/rancher/k3s/agent/pod-manifests') });
    expect(argumentsOf(openLineOn(same, line))).toContain('--config=/etc/k.yaml');
  });

  it('reads the copy that k3s made of such a configuration, and says when it is old', () => {
    const line = '/usr/bin/k3s agent --kubelet-arg=config=/etc/k.yaml';
    const files = {
      [DEFAULTS]: configuration('/default'),
      [`${DROPINS}/10-cli-config.conf`]: configuration('/copied'),
    };
    const host = nodeOf({ ...files, '/etc/k.yaml': configuration('/edited') });
    const opened = openLineOn(host, line);
    expect(sourceOf(host, opened).staticPodPath).toBe('/copied');
    expect(argumentsOf(opened)?.join()).not.toContain('--config=');
    expect(opened?.diagnostics).toMatchObject([{ ruleId: 'distribution-copy-outdated' }]);
    expect(openLineOn(nodeOf(files), '/usr/bin/k3s agent')?.diagnostics).toMatchObject([
      { ruleId: 'distribution-copy-left-over' },
    ]);
  });

  it('passes all as flags where it runs and has no drop-ins: before 1.32', () => {
    const host = nodeOf(
      { '/var/lib/rancher/k3s/agent/kubelet.kubeconfig': '', '/etc/k.yaml': configuration('/other') },
      { live: true, hostName: 'N1' },
    );
    const opened = openLineOn(host, '/usr/bin/k3s agent --kubelet-arg=config=/etc/k.yaml');
    expect(sourceOf(host, opened, '1.30').staticPodPath).toBe('/var/lib/rancher/k3s/agent/pod-manifests');
    expect(argumentsOf(opened)).toContain('--hostname-override=n1');
    expect(argumentsOf(opened)).toContain('--anonymous-auth=false');
  });

  it.each([
    ['server --disable-agent', {}, 'starts no kubelet'],
    ['server', { [CONFIG]: 'disable-agent: true\n' }, 'starts no kubelet'],
    ['agent --config /gone.yaml', {}, 'is not here'],
    ['agent --config=https://example.com/c.yaml', {}, 'is not looked at'],
    ['agent', { [CONFIG]: 'a: [\n' }, "can't read its configuration"],
    ['agent', { [CONFIG]: '- a\n' }, 'is not a mapping'],
    ['agent', { [`${CONFIG}.d/1.yaml`]: { link: '/gone' } }, "can't read its configuration"],
  ])('k3s %s %o: nothing is known, and why', (command, files, why) => {
    const opened = openLineOn(nodeOf(files), `/usr/local/bin/k3s ${command}`);
    expect(opened?.next).toBeNull();
    expect(opened?.diagnostics[0]?.message).toContain(why);
  });

  it('starts a kubelet with --disable-agent=false, and on an agent whatever it says', () => {
    expect(openLineOn(nodeOf(), '/bin/k3s server --disable-agent=false')?.next).not.toBeNull();
    expect(openLineOn(nodeOf(), '/bin/k3s server')?.next?.unknownFlags).toContain('hostname-override');
  });

  it('knows no name that the node makes up', () => {
    const host = nodeOf({}, { hostName: 'n1' });
    expect(openLineOn(host, '/bin/k3s agent --with-node-id')?.next?.unknownFlags).toContain(
      'hostname-override',
    );
    expect(openLineOn(host, '/bin/rke2 agent --cloud-provider-name=aws')?.next?.unknownFlags).toContain(
      'hostname-override',
    );
  });

  it('lets a path given to the kubelet itself count, whatever else there is', () => {
    const line = '/bin/k3s agent --kubelet-arg=config=/gone --kubelet-arg=pod-manifest-path=/x';
    expect(argumentsOf(openLineOn(nodeOf(), line))).toContain('--pod-manifest-path=/x');
  });

  it('does not go on without a value that only the running node knows', () => {
    const argv = ['/bin/k3s', 'agent'].map((value) => ({ value, origin: { kind: 'unit' } as const }));
    const launch = { exe: '/bin/k3s', argv, cwd: '/', environment: new Map() };
    const host = nodeOf({}, { hostName: 'n1' });
    expect(openLaunch({ ...launch, unknownFlags: ['data-dir'] }, host)?.next).toBeNull();
    const named = openLaunch({ ...launch, unknownFlags: ['node-name', 'node-ip'] }, host);
    expect(named?.next?.unknownFlags).toContain('hostname-override');
    expect(named?.next?.unknownFlags).not.toContain('node-name');
  });

  it('does not go on without a configuration that a link leads to and the copy lacks', () => {
    const opened = openLineOn(nodeOf({ [CONFIG]: { link: '/srv/k3s.yaml' } }), '/bin/k3s agent');
    expect(opened?.next).toBeNull();
    expect(opened?.diagnostics[0]?.message).toContain(`what the link "${CONFIG}" leads to is not here`);
  });

  it('leaves other commands alone', () => {
    expect(openLineOn(nodeOf(), '/usr/local/bin/k3s etcd-snapshot save')).toBeUndefined();
    expect(openLineOn(nodeOf(), '/usr/bin/kubelet server')).toBeUndefined();
    expect(openLineOn(nodeOf(), '/usr/local/bin/k3s')).toBeUndefined();
  });
});

describe('rke2', () => {
  it('has directories and flags of its own, and keeps those about the log', () => {
    const files = { '/etc/rancher/rke2/config.yaml': 'kubelet-arg:\n- logtostderr=true\n- max-pods=5\n' };
    const words = argumentsOf(openLineOn(nodeOf(files), '/usr/local/bin/rke2 server'));
    expect(words?.slice(0, 3)).toEqual([
      '--volume-plugin-dir=/var/lib/kubelet/volumeplugins',
      '--file-check-frequency=5s',
      '--sync-frequency=30s',
    ]);
    expect(words).toContain('--pod-manifest-path=/var/lib/rancher/rke2/agent/pod-manifests');
    expect(words).toContain('--max-pods=5');
    expect(words).not.toContain('--logtostderr=true');
  });
});

describe('mergeArguments', () => {
  const word = (value: string) => ({ value, origin: { kind: 'assumed' } as const });
  const merge = (defaults: Record<string, string>, extra: string[]) =>
    mergeArguments(
      new Map(Object.entries(defaults).map(([name, value]) => [name, word(value)])),
      extra.map(word),
    ).map(({ value }) => value);

  it.each([
    [['a=2'], ['--a=2']],
    [
      ['--a=2', 'a=3'],
      ['--a=2', '--a=3'],
    ],
    [['a+=2'], ['--a=1', '--a=2']],
    [['a-=2'], ['--a=2', '--a=1']],
    [['b'], ['--a=1', '--b=true']],
    [['b=x=y'], ['--a=1', '--b=x=y']],
  ])('%o', (extra, expected) => {
    expect(merge({ a: '1' }, extra)).toEqual(expected);
  });
});
