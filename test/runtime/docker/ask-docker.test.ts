import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { rootHost } from '../../../src/node/host/root-host.ts';
import type { AskRuntimeProgram } from '../../../src/runtime/ask.ts';
import { askRuntime } from '../../../src/runtime/ask-runtime.ts';
import { askPrograms } from '../../../src/runtime/programs/ask-programs.ts';
import { temporarySocket } from '../fake-runtime.ts';

/** What a real Docker 20.10.24 answered of containers with the names and labels that cri-dockerd gives. */
const recorded: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../../../fixtures/runtime/docker-20.10.json', import.meta.url), 'utf8'),
);

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A node in a directory whose Docker answers so. */
async function dockerAt(listener: RequestListener) {
  const { path, remove } = temporarySocket();
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  ends.push(() => {
    server.closeAllConnections();
    server.close();
    remove();
  });
  mkdirSync(join(dirname(path), 'var/run'), { recursive: true });
  renameSync(path, join(dirname(path), 'var/run/docker.sock'));
  return rootHost(dirname(path), { live: true });
}

const asRecorded: RequestListener = (request, response) => {
  const answer = recorded[request.url!.split('?', 1)[0]!];
  response.statusCode = answer === undefined ? 404 : 200;
  response.end(JSON.stringify(answer ?? { message: 'No such container' }));
};

describe('Docker', () => {
  it('is asked where no CRI answers, and tells of the pods that a kubelet made through it', async () => {
    const urls: string[] = [];
    const host = await dockerAt((request, response) => {
      urls.push(decodeURIComponent(request.url!));
      asRecorded(request, response);
    });
    const { running, failures } = await askRuntime(host, null);
    expect(failures).toHaveLength(6);
    expect(urls[0]).toBe('/containers/json?all=1&filters={"label":["io.kubernetes.pod.uid"]}');
    expect(running?.runtime).toMatchObject({
      by: 'docker',
      version: '20.10.24+dfsg1',
      cgroupDriver: 'cgroupfs',
    });
    expect(running?.pods).toHaveLength(1);
    const [pod] = running!.pods;
    expect(pod).toMatchObject({
      name: 'etcd-crinode',
      namespace: 'kube-system',
      uid: '0123abcd',
      state: 'ready',
      labels: { tier: 'control-plane' },
      annotations: { 'kubernetes.io/config.source': 'file', 'kubernetes.io/config.hash': '0123abcd' },
    });
    expect(
      pod!.containers.map(({ attempt, state, exitCode, reason }) => [attempt, state, exitCode, reason]),
    ).toEqual([
      [0, 'exited', 2, 'Error'],
      [1, 'running', null, null],
    ]);
    expect(pod!.containers[1]).toMatchObject({
      name: 'etcd',
      hash: '6e0fc96e',
      restartCount: 1,
      logPath: '/var/log/pods/x/etcd/1.log',
      argv: ['/web', '-listen', ':9700'],
      mounts: [{ containerPath: '/etc/hosts', hostPath: '/etc/hosts', readOnly: true }],
    });
    expect(pod!.containers[1]!.pid).toBeGreaterThan(1);
  });

  it('is asked too where the configured endpoint is that of a shim, and not for another runtime', async () => {
    const host = await dockerAt(asRecorded);
    const shim = await askRuntime(host, 'unix:///var/run/cri-dockerd.sock');
    expect(shim.running?.runtime.by).toBe('docker');
    const containerd = await askRuntime(host, 'unix:///run/containerd/containerd.sock');
    expect([containerd.running, containerd.failures.length]).toEqual([null, 1]);
  });

  it('as a program tells the same', async () => {
    const { running } = await askRuntime(await dockerAt(asRecorded), null);
    const inspected = Object.entries(recorded).filter(([path]) =>
      /^\/containers\/[0-9a-f]+\/json$/.test(path),
    );
    const ask: AskRuntimeProgram = (program, args) => {
      if (program !== 'docker') return { ok: false, why: `there is no ${program} in /usr/bin` };
      const ids = inspected.map(([path]) => path.split('/')[2]);
      return {
        ok: true,
        stdout:
          args[0] === 'ps' ? `${ids.join('\n')}\n` : JSON.stringify(inspected.map(([, value]) => value)),
      };
    };
    expect(askPrograms(ask, null).running?.pods).toEqual(running?.pods);
  });

  it.each<[what: string, reason: string, listener: RequestListener]>([
    ['refuses', 'failed', (_, response) => void response.writeHead(403).end('{}')],
    ['says no JSON', 'garbled', (_, response) => void response.end('<html>')],
    ['says no list', 'garbled', (_, response) => void response.end('{"message":"x"}')],
    ['breaks off', 'garbled', (request) => void request.socket.destroy()],
    ['says nothing', 'timeout', () => {}],
    [
      'never stops',
      'tooLarge',
      (_, response) => {
        const timer = setInterval(() => response.write(Buffer.alloc(1 << 20)), 1);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('that %s has told nothing', async (_, reason, listener) => {
    const host = await dockerAt(listener);
    const { running, failures } = await askRuntime(host, null, reason === 'timeout' ? 300 : 10_000);
    expect(running).toBeNull();
    expect(failures.at(-1)).toMatchObject({ endpoint: 'unix:///var/run/docker.sock', reason });
  });

  it('may say anything of its containers', async () => {
    const odd = [
      null,
      3,
      {},
      { Names: ['/k8s_a_b'] },
      { Names: ['/k8s_a_b_c_d_x'], Labels: [] },
      { Names: 'x' },
    ];
    const host = await dockerAt((_, response) => void response.end(JSON.stringify(odd)));
    expect((await askRuntime(host, null)).running?.pods).toEqual([]);
  });
});
