import { describe, expect, it } from 'vitest';
import { container, look, NODE, NOW, pod, sandbox, uidOfWeb, WEB } from './pods.ts';

const only = async (asked: Parameters<typeof look>[0]) => {
  const { pods } = await look(asked);
  expect(pods).toHaveLength(1);
  return pods[0]!;
};

describe('a static pod', () => {
  it('runs where the sandbox has the UID that the file gives', async () => {
    const status = await only({ running: [sandbox(await uidOfWeb())] });
    expect(status).toMatchObject({ name: 'web-node01', state: 'running', file: WEB, why: null });
  });

  it('is outdated where what runs has another UID, and says which image differs', async () => {
    const uid = await uidOfWeb();
    const files = { ...NODE, [WEB]: { text: pod('example/web:2'), mtime: NOW - 1000 } };
    const status = await only({ files, running: [sandbox(uid)] });
    expect(status.state).toBe('outdated');
    expect(status.why).toBe(
      'what runs is what the file said before: "web" runs "example/web:1", and the file says "example/web:2"',
    );
    expect(status.help).toMatch(/every 20 s/);
  });

  it('is outdated where its file sets the UID, and the hash of a container is another', async () => {
    const files = { ...NODE, [WEB]: pod().replace('name: web\n', 'name: web\n  uid: fixed\n') };
    const { wanted } = await only({ files, running: [] });
    const running = (hash: string) => sandbox('fixed', { containers: [container({ hash })] });
    const { hash } = wanted!.containers[0]!;
    expect(hash).toMatch(/^[0-9a-f]+$/);
    expect((await only({ files, running: [running(hash!)] })).state).toBe('running');
    expect((await only({ files, running: [running('0')] })).state).toBe('outdated');
  });

  it('is missing where nothing of its name runs', async () => {
    expect(await only({ running: [] })).toMatchObject({ state: 'missing', running: null });
  });

  it('is not taken for a pod of the API server that has its name', async () => {
    const other = sandbox(await uidOfWeb(), { annotations: { 'kubernetes.io/config.source': 'api' } });
    expect(await only({ running: [other] })).toMatchObject({ state: 'missing' });
  });

  it('crashes where a container ended that is to run, and shows its last words', async () => {
    const log = '/var/log/pods/default_web-node01_1/web/0.log';
    const ended = container({ state: 'exited', exitCode: 3, reason: 'Error', finishedAt: NOW - 5000 });
    const status = await only({
      files: {
        ...NODE,
        [log]: '2026-06-01T00:00:00Z stdout F ready\n2026-06-01T00:00:01Z stderr F no such flag\n',
      },
      running: [sandbox(await uidOfWeb(), { containers: [ended] })],
    });
    expect(status).toMatchObject({ state: 'crashing', evidence: ['ready', 'no such flag'] });
    expect(status.why).toMatch(/exit code 3/);
  });

  it('has completed where it ended well and is not to be started again', async () => {
    const files = { ...NODE, [WEB]: pod('example/web:1', '  restartPolicy: OnFailure\n') };
    const uid = await uidOfWeb(files);
    const ended = container({ state: 'exited', exitCode: 0 });
    const status = await only({ files, running: [sandbox(uid, { state: 'notReady', containers: [ended] })] });
    expect(status.state).toBe('completed');
  });

  it('has failed where it ended badly and is never started again', async () => {
    const files = { ...NODE, [WEB]: pod('example/web:1', '  restartPolicy: Never\n') };
    const uid = await uidOfWeb(files);
    const ended = container({ state: 'exited', exitCode: 4 });
    const status = await only({ files, running: [sandbox(uid, { state: 'notReady', containers: [ended] })] });
    expect(status.state).toBe('failed');
    expect(status.why).toMatch(/exit code 4, and the kubelet does not start it again/);
  });

  it('crashes for the container that ended badly, not for the init container that ended well', async () => {
    const init = '  initContainers:\n  - name: setup\n    image: example/web:1\n';
    const files = { ...NODE, [WEB]: pod('example/web:1', init) };
    const uid = await uidOfWeb(files);
    const setup = container({ name: 'setup', id: 'a', state: 'exited', exitCode: 0 });
    const web = container({ state: 'exited', exitCode: 3 });
    const status = await only({ files, running: [sandbox(uid, { containers: [web, setup] })] });
    expect(status.state).toBe('crashing');
    expect(status.why).toMatch(/^the container "web" ended with exit code 3/);
  });

  it('crashes where a sidecar has ended, however well', async () => {
    const init = '  initContainers:\n  - name: side\n    image: example/web:1\n    restartPolicy: Always\n';
    const files = { ...NODE, [WEB]: pod('example/web:1', init) };
    const uid = await uidOfWeb(files);
    const side = container({ name: 'side', id: 'a', state: 'exited', exitCode: 0 });
    const status = await only({ files, running: [sandbox(uid, { containers: [container(), side] })] });
    expect(status).toMatchObject({ state: 'crashing', why: expect.stringContaining('"side"') });
  });

  it('is starting as long as a container is not there', async () => {
    const status = await only({ running: [sandbox(await uidOfWeb(), { containers: [] })] });
    expect(status.state).toBe('starting');
  });

  it('is unwanted where its file is gone, and says so of no pod of the API server', async () => {
    const { [WEB]: _, ...files } = NODE;
    const fromApi = sandbox('u', {
      name: 'coredns-1',
      annotations: { 'kubernetes.io/config.source': 'api' },
    });
    const withDirectory = { ...files, '/etc/kubernetes/manifests': { dir: true as const } };
    const status = await only({ files: withDirectory, running: [sandbox('old'), fromApi] });
    expect(status).toMatchObject({ name: 'web-node01', state: 'unwanted', file: null });
    expect(status.why).toMatch(/^no file wants it any more, and it runs on/);
  });

  it('is unwanted where its file became unreadable, which is named', async () => {
    const files = { ...NODE, [WEB]: `${pod()}  broken: [\n` };
    const status = await only({ files, running: [sandbox('old')] });
    expect(status.why).toContain(`unless it is of "${WEB}", which the kubelet refuses`);
  });

  it('is unknown where the runtime could not be asked', async () => {
    expect(await only({ running: null })).toMatchObject({ state: 'unknown', why: null });
  });

  it('is not called unwanted where nobody knows which files the kubelet reads', async () => {
    const { '/var/lib/kubelet/config.yaml': _, ...files } = NODE;
    const { pods, knowsFiles } = await look({ files, running: [sandbox('old')] });
    expect(knowsFiles).toBe(false);
    expect(pods).toEqual([]);
  });

  it('stands for the newest of several sandboxes of its name, the one with its UID first', async () => {
    const uid = await uidOfWeb();
    const old = sandbox('older', { state: 'ready', createdAt: NOW });
    const status = await only({ running: [old, sandbox(uid, { createdAt: NOW - 100_000 })] });
    expect(status.running?.uid).toBe(uid);
  });
});

describe('a file without a pod', () => {
  it('is listed with the reason', async () => {
    const { withoutPod } = await look({ files: { ...NODE, [WEB]: 'kind: Pod\n' }, running: [] });
    expect(withoutPod).toEqual([
      { path: WEB, verdict: 'refused', pod: null, why: expect.stringContaining('apiVersion') },
    ]);
  });
});

describe('a pod of staticPodURL', () => {
  const URL_NODE = {
    ...NODE,
    '/var/lib/kubelet/config.yaml':
      'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodURL: http://user:pass@192.0.2.1/pods\n',
  };
  const fromURL = (uid: string) =>
    sandbox(uid, {
      annotations: { 'kubernetes.io/config.source': 'http', 'kubernetes.io/config.hash': uid },
    });

  it('is not called unwanted where the URL was not asked', async () => {
    const status = await only({ files: URL_NODE, running: [fromURL('u')] });
    expect(status).toMatchObject({ state: 'running', wanted: null });
    expect(status.file).not.toContain('pass');
  });

  it('is compared with what the URL answers', async () => {
    const url = { kind: 'body' as const, bytes: new TextEncoder().encode(pod()) };
    const { wanted } = await only({ files: URL_NODE, running: [], url });
    const status = await only({ files: URL_NODE, running: [fromURL(wanted!.uids[0]!)], url });
    expect(status.state).toBe('running');
    expect((await only({ files: URL_NODE, running: [fromURL('old')], url })).state).toBe('outdated');
  });

  it('is not known where the URL does not answer', async () => {
    const { knowsFiles } = await look({
      files: URL_NODE,
      running: [],
      url: { kind: 'failed', message: 'nobody listens' },
    });
    expect(knowsFiles).toBe(false);
  });
});
