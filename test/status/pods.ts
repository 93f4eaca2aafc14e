import { type FileSpec, memoryHost } from '../../src/node/host/memory-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import type { UrlAnswer } from '../../src/node/url-answer.ts';
import type { Api } from '../../src/runtime/api/open-api.ts';
import type { RunningContainer, RunningPod } from '../../src/runtime/running.ts';
import { lookAtPods } from '../../src/status/look-at-pods.ts';

export const NOW = Date.UTC(2026, 5, 1);
export const WEB = '/etc/kubernetes/manifests/web.yaml';

export const pod = (image = 'example/web:1', spec = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: web\n    image: ${image}\n${spec}`;

/** The node that runs it, and its files. */
export const NODE: Readonly<Record<string, FileSpec>> = {
  '/etc/hostname': 'node01\n',
  '/etc/systemd/system/kubelet.service':
    '[Service]\nExecStart=/usr/bin/kubelet --config=/var/lib/kubelet/config.yaml\n',
  '/usr/bin/kubelet': { text: '\u007fELF', mode: 0o755 },
  '/var/lib/kubelet/config.yaml':
    'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nstaticPodPath: /etc/kubernetes/manifests\n',
  [WEB]: { text: pod(), mtime: NOW - 3_600_000 },
};

/** What a kubelet 1.34 makes of `web.yaml` on node01. */
export function uidOfWeb(files = NODE): Promise<string> {
  return look({ files, running: [] }).then(({ pods }) => pods[0]!.wanted!.uids[0]!);
}

export function container(changes: Partial<RunningContainer> = {}): RunningContainer {
  return {
    name: 'web',
    id: 'c0ffee'.padEnd(64, '0'),
    sandboxId: 'sandbox',
    state: 'running',
    attempt: 0,
    restartCount: 0,
    hash: null,
    image: 'example/web:1',
    specifiedImage: 'example/web:1',
    imageRef: 'sha256:1',
    createdAt: NOW - 60_000,
    startedAt: NOW - 60_000,
    finishedAt: null,
    exitCode: null,
    reason: null,
    message: null,
    pid: 4242,
    logPath: '/var/log/pods/default_web-node01_1/web/0.log',
    command: null,
    args: null,
    argv: null,
    mounts: null,
    annotations: {},
    ...changes,
  };
}

export function sandbox(uid: string, changes: Partial<RunningPod> = {}): RunningPod {
  return {
    name: 'web-node01',
    namespace: 'default',
    uid,
    sandboxId: 'sandbox',
    state: 'ready',
    createdAt: NOW - 60_000,
    attempt: 0,
    ip: null,
    annotations: { 'kubernetes.io/config.source': 'file', 'kubernetes.io/config.hash': uid },
    labels: {},
    runtimeHandler: '',
    containers: [container()],
    ...changes,
  };
}

/** A look at the node, as kubelet 1.34. `running`: null where the runtime could not be asked. */
export function look({
  files = NODE,
  running,
  api = null,
  url = null,
}: {
  files?: Readonly<Record<string, FileSpec>>;
  running: readonly RunningPod[] | null;
  api?: Api | null;
  url?: UrlAnswer | null;
}) {
  const host = memoryHost(files);
  const report = inspectNode(host, { kubeletVersion: 34 });
  const runtime = {
    by: 'cri' as const,
    endpoint: 'unix:///run/containerd/containerd.sock',
    name: 'containerd',
    version: '2.0.0',
    api: 'v1' as const,
    cgroupDriver: null,
    conditions: [],
  };
  return lookAtPods(host, report, {
    now: NOW,
    runtime: { running: running && { runtime, pods: running, unasked: [] }, failures: [] },
    ask: null,
    url,
    api,
  });
}
