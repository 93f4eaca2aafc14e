import { expect, it } from 'vitest';
import type { StatusAnswer } from '../../src/answers/status.ts';
import { prometheusReport } from '../../src/report/prometheus.ts';

const pod: StatusAnswer['pods'][number] = {
  namespace: 'default',
  name: 'web-node01',
  state: 'crashing',
  file: '/etc/kubernetes/manifests/a"\\\n.yaml',
  source: 'file',
  uid: 'u',
  wantedUids: ['u'],
  restarts: 7,
  since: null,
  containers: [],
  why: null,
  help: null,
  evidence: [],
  mirror: { state: 'stale', why: null, created: null },
};

it('writes what a textfile collector reads, with labels escaped', () => {
  const text = prometheusReport({
    pods: [pod, { ...pod, name: 'x', file: null, restarts: null, mirror: null }],
    files: [{ path: '/m/b.yaml', verdict: 'refused', pod: null, why: null }],
    runtime: { endpoint: 'e', name: null, version: null },
  } as unknown as StatusAnswer);
  expect(text.split('\n').filter((line) => !line.startsWith('#'))).toEqual([
    'spctl_runtime_up 1',
    'spctl_static_pod_state{namespace="default",pod="web-node01",file="/etc/kubernetes/manifests/a\\"\\\\\\\\n.yaml",state="crashing"} 1',
    'spctl_static_pod_state{namespace="default",pod="x",file="",state="crashing"} 1',
    'spctl_static_pod_restarts{namespace="default",pod="web-node01",file="/etc/kubernetes/manifests/a\\"\\\\\\\\n.yaml"} 7',
    'spctl_mirror_pod_state{namespace="default",pod="web-node01",file="/etc/kubernetes/manifests/a\\"\\\\\\\\n.yaml",state="stale"} 1',
    'spctl_manifest_without_pod{file="/m/b.yaml",verdict="refused"} 1',
    '',
  ]);
  // Each metric is described before its first sample, once.
  const names = [...text.matchAll(/^# TYPE (\S+) gauge$/gm)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
});
