import { describe, expect, it } from 'vitest';
import { unanswered } from '../../src/runtime/api/api-error.ts';
import type { Api } from '../../src/runtime/api/open-api.ts';
import { look, NODE, NOW, pod, sandbox, uidOfWeb, WEB } from './pods.ts';

const MIRROR = 'kubernetes.io/config.mirror';

/** An API server that knows these objects by their paths. */
function server(objects: Readonly<Record<string, unknown>>): Api {
  const location = { file: '/root/.kube/config' };
  const absent = { kind: 'notFound' as const, message: 'there is no such object', location };
  return {
    server: 'https://192.0.2.1:6443',
    location,
    get: async (path) => {
      const value = objects[path.split('?')[0]!];
      return value === undefined ? unanswered(absent) : { ok: true, value };
    },
    getText: async () => unanswered(absent),
  };
}

const pods = (...items: readonly unknown[]) => ({ kind: 'PodList', metadata: {}, items });
const mirrorOf = (uid: string, metadata: object = {}, image = 'example/web:1') => ({
  metadata: {
    namespace: 'default',
    name: 'web-node01',
    annotations: { [MIRROR]: uid },
    creationTimestamp: '2026-05-31T00:00:00Z',
    ...metadata,
  },
  spec: { nodeName: 'node01', containers: [{ name: 'web', image }] },
  status: { phase: 'Running' },
});

const KNOWN = {
  '/api/v1/nodes/node01': { kind: 'Node', metadata: { name: 'node01' }, status: {} },
  '/api/v1/namespaces/default': {
    kind: 'Namespace',
    metadata: { name: 'default' },
    status: { phase: 'Active' },
  },
};

async function mirror(objects: Readonly<Record<string, unknown>>) {
  const look1 = await look({ running: [sandbox(await uidOfWeb())], api: server({ ...KNOWN, ...objects }) });
  return look1.pods[0]!.mirror!;
}

describe('a mirror pod', () => {
  it('is there where it bears the UID of the pod that runs', async () => {
    const found = await mirror({ '/api/v1/pods': pods(mirrorOf(await uidOfWeb())) });
    expect(found).toEqual({ state: 'there', why: null, created: Date.UTC(2026, 4, 31) });
  });

  it('is stale where it bears another', async () => {
    expect(await mirror({ '/api/v1/pods': pods(mirrorOf('before')) })).toMatchObject({ state: 'stale' });
  });

  it('is edited where its text shows an image that does not run', async () => {
    const edited = mirrorOf(await uidOfWeb(), {}, 'example/web:9');
    const found = await mirror({ '/api/v1/pods': pods(edited) });
    expect(found.state).toBe('edited');
    expect(found.why).toContain('"example/web:9", which does not run');
  });

  it('is there where it shows what the file said before, and that still runs', async () => {
    const uid = await uidOfWeb();
    const files = { ...NODE, [WEB]: pod('example/web:2') };
    const api = server({ ...KNOWN, '/api/v1/pods': pods(mirrorOf(uid)) });
    const [status] = (await look({ files, running: [sandbox(uid)], api })).pods;
    expect(status).toMatchObject({ state: 'outdated', mirror: { state: 'there' } });
  });

  it('is shown where it alone is left, with what removes it', async () => {
    const { [WEB]: _, ...files } = NODE;
    const left = mirrorOf('before', {
      deletionTimestamp: '2026-06-01T00:00:00Z',
      finalizers: ['example.com/keep'],
    });
    const normal = mirrorOf('', { name: 'coredns-1', annotations: {} });
    const api = server({ ...KNOWN, '/api/v1/pods': pods(left, normal) });
    const withDirectory = { ...files, '/etc/kubernetes/manifests': { dir: true as const } };
    const found = await look({ files: withDirectory, running: [], api });
    expect(found.pods).toMatchObject([
      { name: 'web-node01', state: 'mirrorOnly', mirror: { state: 'terminating' } },
    ]);
    expect(found.pods[0]!.help).toMatch(/^kubectl patch pod web-node01 -n default .*finalizers/);
    // What could not be asked for may run.
    expect((await look({ files: withDirectory, running: null, api })).pods).toEqual([]);
  });

  it('is missing where the pod does not run, and that is the reason', async () => {
    const api = server({ ...KNOWN, '/api/v1/pods': pods() });
    const [status] = (await look({ running: [], api })).pods;
    expect(status!.mirror).toMatchObject({ state: 'missing', why: expect.stringContaining('does not run') });
  });

  it('is terminating where it was deleted, with what it waits for', async () => {
    const deleted = mirrorOf(await uidOfWeb(), {
      deletionTimestamp: '2026-06-01T00:00:00Z',
      finalizers: ['example.com/keep'],
    });
    const found = await mirror({ '/api/v1/pods': pods(deleted) });
    expect(found).toMatchObject({ state: 'terminating' });
    expect(found.why).toContain('waits for example.com/keep');
  });

  it('is another pod where it bears no UID', async () => {
    const other = mirrorOf('', { annotations: {} });
    expect(await mirror({ '/api/v1/pods': pods(other) })).toMatchObject({ state: 'anotherPod' });
  });

  it('is missing, and the namespace is the reason', async () => {
    const found = await mirror({ '/api/v1/pods': pods(), '/api/v1/namespaces/default': undefined });
    expect(found.why).toMatch(/^there is no namespace "default"/);
  });

  it('is missing, and the node is the reason', async () => {
    const found = await mirror({ '/api/v1/pods': pods(), '/api/v1/nodes/node01': undefined });
    expect(found).toMatchObject({ state: 'missing' });
    expect(found.why).toMatch(/node is not registered/);
  });

  it('is missing, and the kubelet said why the API server refuses it', async () => {
    const log =
      'I0601 00:00:00.000000    1234 kubelet.go:3233] "Creating a mirror pod for static pod" pod="default/web-node01"\n' +
      'E0601 00:00:00.000000    1234 kubelet.go:3240] "Failed creating a mirror pod" err="pods \\"web-node01\\" is forbidden: exceeded quota: q" pod="default/web-node01"\n';
    const { kubeletWords } = await import('../../src/status/kubelet-words.ts');
    const lines = log
      .trim()
      .split('\n')
      .map((text) => ({ text }));
    const words = kubeletWords({ source: 'journal', lines, looked: NOW });
    expect(words.mirrorRefused.get('default/web-node01')?.words).toBe(
      'pods "web-node01" is forbidden: exceeded quota: q',
    );
  });

  it('is not known where the API server does not answer', async () => {
    expect(await mirror({})).toMatchObject({ state: 'unknown', why: 'there is no such object' });
  });

  it('is not asked for without a kubeconfig', async () => {
    const found = await look({ files: NODE, running: [] });
    expect(found.pods[0]!.mirror).toBeNull();
  });
});
