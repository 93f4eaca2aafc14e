import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { NEWEST_MINOR } from '../../src/versions/minor.ts';
import { findingsOn, findingsOnNode } from './support.ts';

/** What is linear takes well below a second of these; what is quadratic, minutes. */
const GENEROUS = 10_000;

function timeOf(container: object, volumes: readonly object[] = []): number {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'x', namespace: 'kube-system' },
    spec: { hostNetwork: true, containers: [container], volumes },
  };
  const host = memoryHost({ '/m/pod.json': JSON.stringify(pod) });
  const started = performance.now();
  findingsOn(host, '/m');
  return performance.now() - started;
}

const apiserver = (args: readonly string[], more: object = {}) => ({
  name: 'kube-apiserver',
  image: `registry.k8s.io/kube-apiserver:v1.${NEWEST_MINOR}.0`,
  command: ['kube-apiserver', ...args],
  ...more,
});

describe('checks are done in time with', () => {
  it.each([
    ['a long number', `${'1'.repeat(400_000)}_`],
    ['a long hexadecimal number', `0x${'a'.repeat(400_000)}_`],
    ['variables that nothing closes', '$('.repeat(200_000)],
  ])('%s', (_, value) => {
    expect(timeOf(apiserver([`--goaway-chance=${value}`]))).toBeLessThan(GENEROUS);
  });

  it.each([`${'1'.repeat(300_000)}x%`, `${'%'.repeat(300_000)}x%`])('a long eviction threshold', (value) => {
    const unit = '[Service]\nExecStart=/usr/bin/kubelet --config=/c.yaml\n';
    const config = `kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\nevictionHard:\n  memory.available: "${value}"\n`;
    const host = memoryHost({
      '/etc/systemd/system/kubelet.service': unit,
      '/usr/bin/kubelet': { text: '', mode: 0o755 },
      '/c.yaml': config,
    });
    const started = performance.now();
    const found = findingsOnNode(host, NEWEST_MINOR);
    expect(performance.now() - started).toBeLessThan(GENEROUS);
    expect(found.some(({ ruleId }) => ruleId === 'eviction-threshold-invalid')).toBe(true);
  });

  it('many files and many mounts', () => {
    const many = Array.from({ length: 4000 }, (_, i) => i);
    const container = apiserver(
      many.map((i) => `--service-account-key-file=/etc/keys-of-${i}/sa.pub`),
      { volumeMounts: many.map((i) => ({ name: `v${i}`, mountPath: `/etc/keys-at-${i}` })) },
    );
    const volumes = many.map((i) => ({ name: `v${i}`, hostPath: { path: `/etc/keys-at-${i}` } }));
    expect(timeOf(container, volumes)).toBeLessThan(GENEROUS);
  });

  it('many flags and gates that are not there', () => {
    const flags = Array.from({ length: 5000 }, (_, i) => `--enable-unknown-thing-${i}=true`);
    const gates = Array.from({ length: 5000 }, (_, i) => `UnknownFeature${i}=true`).join();
    expect(timeOf(apiserver([...flags, `--feature-gates=${gates}`]))).toBeLessThan(GENEROUS);
  });
});
