import { describe, expect, it } from 'vitest';
import { askApi } from '../../../src/runtime/api/api-state.ts';
import { askEvents } from '../../../src/runtime/api/events.ts';
import { askNamespace, podsOnNode } from '../../../src/runtime/api/pods.ts';
import { answers, errorOf, freePort, kubeconfig, opened, serve, status } from './support.ts';

const READY = '[+]ping ok\n[+]etcd ok\nreadyz check passed\n';
const NODE = {
  kind: 'Node',
  metadata: { name: 'node01', uid: 'u' },
  spec: { unschedulable: true },
  status: {
    addresses: [{ type: 'InternalIP', address: '192.0.2.11' }],
    conditions: [
      {
        type: 'Ready',
        status: 'False',
        reason: 'KubeletNotReady',
        message: 'cni\nplugin',
        lastHeartbeatTime: '2026-05-31T23:50:00Z',
      },
    ],
    nodeInfo: { kubeletVersion: 'v1.37.1', machineID: 'm', bootID: 'b' },
  },
};
const EVENTS = '/api/v1/namespaces/default/events';

const asked = async (paths: Record<string, unknown>, nodeName: string | null = 'node01') =>
  askApi(opened(kubeconfig(await serve(answers(paths)))), { nodeName });

describe('the state of an API server', () => {
  it('has its readiness, its version, the node and its last events', async () => {
    const event = (second: number) => ({
      type: 'Warning',
      reason: `r${second}`,
      lastTimestamp: `2026-06-01T00:00:0${second}Z`,
    });
    const state = await asked({
      '/readyz?verbose': READY,
      '/version': { gitVersion: 'v1.37.1' },
      '/api/v1/nodes/node01': NODE,
      [EVENTS]: { items: [3, 1, 2, 6, 5, 4].map(event) },
    });
    expect(state).toMatchObject({
      failure: null,
      readiness: { ready: true, failing: [] },
      version: 'v1.37.1',
    });
    expect(state.node).toEqual({
      ok: true,
      value: {
        name: 'node01',
        uid: 'u',
        unschedulable: true,
        deleting: false,
        kubeletVersion: 'v1.37.1',
        machineID: 'm',
        bootID: 'b',
        addresses: [{ type: 'InternalIP', address: '192.0.2.11' }],
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'KubeletNotReady',
            message: 'cni plugin',
            lastHeartbeat: Date.UTC(2026, 4, 31, 23, 50),
            lastTransition: null,
          },
        ],
      },
    });
    expect(state.events.map(({ reason }) => reason)).toEqual(['r2', 'r3', 'r4', 'r5', 'r6']);
  });

  it('tells what fails of one that is not ready', async () => {
    const server = await serve((request, response) => {
      if (!request.url!.startsWith('/readyz'))
        return answers({ '/api/v1/nodes/node01': NODE })(request, response);
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n');
    });
    const state = await askApi(opened(kubeconfig(server)), { nodeName: 'node01' });
    expect(state.readiness).toEqual({ ready: false, failing: ['etcd'] });
    expect(state.node?.ok).toBe(true);
  });

  it('is that of one that can not be asked', async () => {
    const port = await freePort();
    const state = await askApi(opened(kubeconfig(`https://127.0.0.1:${port}`)), { nodeName: 'node01' });
    expect(state).toMatchObject({ failure: { kind: 'refused' }, readiness: null, version: null, node: null });
    expect((await asked({ '/readyz?verbose': 'ok' })).failure?.kind).toBe('protocol');
  });

  it('asks for no node where none is known, and tells where there is none', async () => {
    expect((await asked({ '/readyz?verbose': READY }, null)).node).toBeNull();
    const { node } = await asked({ '/readyz?verbose': READY });
    expect(node && errorOf(node).kind).toBe('notFound');
  });

  it("goes on where its readiness is nobody's business", async () => {
    const server = await serve((request, response) => {
      if (!request.url!.startsWith('/readyz'))
        return answers({ '/api/v1/nodes/node01': NODE })(request, response);
      response.writeHead(403, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          status(403, 'Forbidden', 'forbidden: User "system:anonymous" cannot get path "/readyz"'),
        ),
      );
    });
    const state = await askApi(opened(kubeconfig(server)), { nodeName: 'node01' });
    expect(state).toMatchObject({ failure: null, readiness: null, node: { ok: true } });
  });

  it.each([
    [{}],
    [{ kind: 'Node' }],
    [{ ...NODE, metadata: { name: 'other' } }],
    [{ kind: 'Pod', metadata: NODE.metadata }],
  ])('does not take something else for the node: %j', async (object) => {
    const { node } = await asked({ '/readyz?verbose': READY, '/api/v1/nodes/node01': object });
    expect(node && errorOf(node).kind).toBe('protocol');
  });

  it('reads a node of the strangest shapes without a word of it', async () => {
    const odd = {
      kind: 'Node',
      metadata: { name: 'node01' },
      spec: [],
      status: { conditions: [null, 1, {}], addresses: 'x', nodeInfo: 7 },
    };
    const { node } = await asked({
      '/readyz?verbose': READY,
      '/api/v1/nodes/node01': odd,
      [EVENTS]: { items: [null, 3] },
    });
    expect(node).toMatchObject({ ok: true, value: { kubeletVersion: null, addresses: [] } });
  });
});

describe('lists', () => {
  const pod = (name: string) => ({
    metadata: {
      name,
      namespace: 'kube-system',
      uid: name,
      annotations: { 'kubernetes.io/config.mirror': 'abc' },
      ownerReferences: [{ kind: 'Node', name: 'node01' }],
    },
    spec: { nodeName: 'node01' },
    status: {
      phase: 'Running',
      containerStatuses: [
        { name: 'web', restartCount: 2, state: { waiting: { reason: 'CrashLoopBackOff' } } },
        { name: 'fresh', state: { running: { startedAt: '2026-06-01T00:00:00Z' } } },
      ],
    },
  });

  it('are read page by page', async () => {
    const urls: string[] = [];
    const server = await serve((request, response) => {
      urls.push(request.url!);
      const isLast = request.url!.includes('continue=a%2Bb');
      answers({
        '/api/v1/pods': { items: [pod(isLast ? 'b' : 'a'), {}], metadata: isLast ? {} : { continue: 'a+b' } },
      })(request, response);
    });
    const pods = await podsOnNode(opened(kubeconfig(server)), 'node01');
    expect(pods.ok && pods.value.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(pods.ok && pods.value[0]).toMatchObject({
      mirrorOf: 'abc',
      owners: [{ kind: 'Node', name: 'node01' }],
      containers: [
        { name: 'web', restarts: 2, state: 'waiting', reason: 'CrashLoopBackOff' },
        { name: 'fresh', state: 'running' },
      ],
    });
    expect(urls[0]).toBe('/api/v1/pods?fieldSelector=spec.nodeName%3Dnode01&limit=250');
  });

  it('come to an end with a server that always has another page', async () => {
    let pages = 0;
    const server = await serve((request, response) => {
      pages++;
      answers({ '/api/v1/pods': { items: [], metadata: { continue: 'more' } } })(request, response);
    });
    expect((await podsOnNode(opened(kubeconfig(server)), 'node01')).ok).toBe(true);
    expect(pages).toBeLessThan(100);
  });

  it('tell a namespace that is there from one that is not', async () => {
    const api = opened(
      kubeconfig(await serve(answers({ '/api/v1/namespaces/default': { status: { phase: 'Active' } } }))),
    );
    expect(await askNamespace(api, 'default')).toEqual({
      ok: true,
      value: { name: 'default', phase: 'Active' },
    });
    expect(errorOf(await askNamespace(api, 'nope')).kind).toBe('notFound');
  });

  it('take any name into the query', async () => {
    const api = opened(kubeconfig(await serve(answers({}))));
    const subject = { kind: 'Pod' as const, namespace: '../x', name: '\ud800&a=b' };
    expect(errorOf(await askEvents(api, subject)).kind).toBe('notFound');
  });
});
