import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import { machineHost } from '../../src/node/host/machine-host.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { rootHost } from '../../src/node/host/root-host.ts';
import { askRuntime } from '../../src/runtime/ask-runtime.ts';
import { isStaticPod, type RunningContainer } from '../../src/runtime/running.ts';
import {
  type Answers,
  asRecorded,
  type Listening,
  serveBytes,
  serveCri,
  temporarySocket,
} from './fake-runtime.ts';

const open: Listening[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
});

async function cri(answers: Answers, api?: string): Promise<string> {
  const listening = await serveCri(answers, api);
  open.push(listening);
  return listening.path;
}

async function ask(path: string, timeLimit = 2000) {
  return askRuntime(machineHost(), `unix://${path}`, timeLimit);
}

async function reasonAt(path: string, timeLimit?: number): Promise<string | undefined> {
  const { running, failures } = await ask(path, timeLimit);
  expect(running).toBeNull();
  return failures[0]?.reason;
}

describe('what a container runtime answers', () => {
  it('is read as containerd 1.6 said it', async () => {
    const path = await cri(asRecorded);
    const { running, failures } = await ask(path);
    expect(failures).toEqual([]);
    expect(running?.unasked).toEqual([]);
    expect(running?.runtime).toEqual({
      by: 'cri',
      endpoint: `unix://${path}`,
      name: 'containerd',
      version: '1.6.20~ds1',
      api: 'v1',
      cgroupDriver: null,
      conditions: [
        { type: 'RuntimeReady', status: true, reason: '', message: '' },
        { type: 'NetworkReady', status: true, reason: '', message: '' },
      ],
    });
    expect(
      running?.pods.map(({ namespace, name, state, ip, labels }) => [namespace, name, state, ip, labels]),
    ).toEqual([
      ['default', 'crash-crinode', 'ready', '10.78.0.2', {}],
      ['kube-system', 'web01-crinode', 'ready', null, { app: 'web01' }],
      ['kube-system', 'web02-crinode', 'ready', null, { app: 'web02' }],
    ]);
    const [crash, web] = running!.pods;
    expect(isStaticPod(crash!)).toBe(true);
    expect(crash!.uid).toBe(crash!.annotations['kubernetes.io/config.hash']);
    const byName = new Map(crash!.containers.map((container) => [container.name, container]));
    expect(byName.get('crash')).toMatchObject({
      state: 'exited',
      exitCode: 2,
      reason: 'Error',
      pid: null,
      attempt: 7,
      restartCount: 7,
      args: ['-nosuchflag'],
      argv: ['/web', '-nosuchflag'],
      logPath: `/var/log/pods/default_crash-crinode_${crash!.uid}/crash/7.log`,
    });
    const runs = web!.containers[0] as RunningContainer;
    expect(runs).toMatchObject({
      name: 'web',
      state: 'running',
      image: 'spctl.test/web:1',
      hash: '6e0fc96e',
      exitCode: null,
      finishedAt: null,
      command: [],
      args: ['-listen', ':9001'],
    });
    expect(runs.startedAt).toBeGreaterThan(runs.createdAt);
    expect(runs.pid).toBeGreaterThan(1);
    expect(runs.mounts?.map(({ containerPath, readOnly }) => [containerPath, readOnly])).toEqual([
      ['/etc/hosts', false],
      ['/dev/termination-log', false],
    ]);
  });

  it('is asked for in the older API where the newer one is not served', async () => {
    const { running } = await ask(await cri(asRecorded, 'v1alpha2'));
    expect(running?.runtime.api).toBe('v1alpha2');
    expect(running?.pods).toHaveLength(3);
  });

  it('tells the cgroup driver of a runtime that knows it', async () => {
    const driver = async (bytes: readonly number[]) => {
      const path = await cri((method, request) =>
        method === 'RuntimeConfig' ? Buffer.from(bytes) : asRecorded(method, request),
      );
      return (await ask(path)).running?.runtime.cgroupDriver;
    };
    expect(await driver([0x0a, 0x02, 0x08, 0x01])).toBe('cgroupfs');
    expect(await driver([0x0a, 0x00])).toBe('systemd');
    expect(await driver([])).toBeNull();
  });

  it('lacks the details that were not told, and says so', async () => {
    const path = await cri((method, request) =>
      method === 'ContainerStatus' ? status.UNKNOWN : asRecorded(method, request),
    );
    const { running } = await ask(path);
    expect(running?.unasked).toEqual([{ what: 'the status of a container, 4 times', why: 'status 2' }]);
    expect(running?.pods[1]?.containers[0]).toMatchObject({ state: 'running', pid: null, mounts: null });
  });

  it('says nothing of a container that is gone before it is looked at', async () => {
    const path = await cri((method, request) =>
      method === 'ContainerStatus' ? status.NOT_FOUND : asRecorded(method, request),
    );
    expect((await ask(path)).running?.unasked).toEqual([]);
  });

  it('keeps what was listed when the closer looks take too long', async () => {
    const path = await cri((method, request) =>
      method === 'ContainerStatus' ? 'silence' : asRecorded(method, request),
    );
    const { running } = await ask(path, 300);
    expect(running?.pods).toHaveLength(3);
    expect(running?.unasked).toEqual([
      { what: 'the status of a container, 4 times', why: 'no answer in time' },
    ]);
  });
});

describe('no answer', () => {
  it('is told apart from an answer that there is nothing', async () => {
    const path = await cri((method, request) =>
      method.startsWith('List') ? Buffer.alloc(0) : asRecorded(method, request),
    );
    expect((await ask(path)).running?.pods).toEqual([]);
  });

  it.each([
    ['a copy of a node', memoryHost({ '/run/x.sock': 'no matter' }), 'copy'],
    ['a socket that is not there', machineHost(), 'absent'],
  ] as const)('has its reason: %s', async (_, host, reason) => {
    const { running, failures } = await askRuntime(host, 'unix:///run/nowhere/x.sock');
    expect([running, failures.map((failure) => failure.reason)]).toEqual([null, [reason]]);
  });

  it('has its reason: an endpoint that no kubelet opens', async () => {
    const { failures } = await askRuntime(machineHost(), 'tcp://127.0.0.1:2375');
    expect(failures).toMatchObject([{ endpoint: 'tcp://127.0.0.1:2375', reason: 'endpoint' }]);
  });

  it('has its reason: a file', async () => {
    expect(await reasonAt(new URL(import.meta.url).pathname)).toBe('notSocket');
  });

  it('has its reason: a socket that somebody left behind', async () => {
    const { path, remove } = temporarySocket();
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    // A process that is killed does not take its socket away.
    const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 9))`;
    spawnSync(process.execPath, ['-e', script]);
    open.push({ path, stop: remove });
    expect(await reasonAt(path)).toBe('refused');
  });

  it('has its reason: gRPC without CRI', async () => {
    expect(await reasonAt(await cri(asRecorded, 'something'))).toBe('unimplemented');
  });

  it('has its reason: a runtime that says nothing', async () => {
    const started = Date.now();
    expect(await reasonAt(await cri(() => 'silence'), 200)).toBe('timeout');
    expect(Date.now() - started).toBeLessThan(1500);
  });

  it('has its reason: a server that takes connections and says nothing', async () => {
    const silent = await serveBytes(() => {});
    open.push(silent);
    const started = Date.now();
    expect(await reasonAt(silent.path, 200)).toBe('timeout');
    expect(Date.now() - started).toBeLessThan(1500);
  });

  it.each([
    ['speaks HTTP/1', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'],
    ['speaks nonsense', `\0\xff\x13${'x'.repeat(5000)}`],
  ])('has its reason: a server that %s', async (_, bytes) => {
    const server = await serveBytes((socket) => socket.end(bytes, 'latin1'));
    open.push(server);
    expect(['garbled', 'timeout']).toContain(await reasonAt(server.path, 500));
  });

  it.each([
    ['is cut off', Buffer.from([0x0a, 0x7f, 0x01])],
    ['has text that is no message', Buffer.from([0x0a, 0x04, 0xff, 0xff, 0xff, 0xff])],
    ['is noise', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 167 + 13) % 256))],
  ])('has its reason: a list that %s', async (_, bytes) => {
    const path = await cri((method, request) =>
      method === 'ListContainers' ? bytes : asRecorded(method, request),
    );
    expect(await reasonAt(path)).toBe('garbled');
  });

  it.each([
    ['of too many bytes', Buffer.alloc(17 * 1024 * 1024)],
    ['of too many parts', Buffer.from('\x0a\0'.repeat(2_000_000), 'latin1')],
    ['of an item of too many parts', manyParts()],
  ])('has its reason: a list %s', async (_, bytes) => {
    const path = await cri((method, request) =>
      method === 'ListPodSandbox' ? bytes : asRecorded(method, request),
    );
    expect(await reasonAt(path)).toBe('tooLarge');
  });
});

describe('the socket', () => {
  it('is that of the node below a live root, however long its path', async () => {
    const path = await cri(asRecorded);
    const root = join(dirname(path), 'r'.repeat(120));
    mkdirSync(join(root, 'run'), { recursive: true });
    const { renameSync } = process.getBuiltinModule('node:fs');
    renameSync(path, join(root, 'run/x.sock'));
    symlinkSync('run', join(root, 'var'));
    const host = rootHost(root, { live: true });
    const { running } = await askRuntime(host, 'unix:///var/x.sock');
    expect(running?.pods).toHaveLength(3);
    expect((await askRuntime(rootHost(root), 'unix:///var/x.sock')).failures).toMatchObject([
      { reason: 'copy' },
    ]);
    rmSync(root, { recursive: true });
  });

  it('may have any name', async () => {
    const path = await cri(asRecorded);
    const other = join(dirname(path), 'a b\n?#é.sock');
    const { renameSync } = process.getBuiltinModule('node:fs');
    renameSync(path, other);
    const encoded = other.split('/').map(encodeURIComponent).join('/');
    expect((await ask(encoded)).running?.pods).toHaveLength(3);
  });

  it('is looked for in the usual places where no endpoint is configured', async () => {
    const { running, failures } = await askRuntime(
      rootHost(new URL('.', import.meta.url).pathname, { live: true }),
      null,
    );
    expect(running).toBeNull();
    expect(failures.map(({ endpoint }) => endpoint)).toEqual([
      'unix:///run/containerd/containerd.sock',
      'unix:///run/crio/crio.sock',
      'unix:///var/run/cri-dockerd.sock',
      'unix:///run/k3s/containerd/containerd.sock',
      'unix:///run/k0s/containerd.sock',
      'unix:///var/snap/microk8s/common/run/containerd.sock',
      'unix:///var/run/docker.sock',
    ]);
    expect(new Set(failures.map(({ reason }) => reason))).toEqual(new Set(['absent']));
  });
});

/** One sandbox with a label map of half a million empty entries. */
function manyParts(): Buffer {
  const labels = Buffer.from('\x2a\0'.repeat(500_000), 'latin1');
  return Buffer.concat([Buffer.from([0x0a, 0xc0, 0x84, 0x3d]), labels]);
}
