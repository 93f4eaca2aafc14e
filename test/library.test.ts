import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const built = (name: string) => import(fileURLToPath(new URL(`../dist/${name}.js`, import.meta.url)));

describe('the library as it is shipped', () => {
  it('has its functions, and they answer', async () => {
    const { checkNode, checks, inspectNode, judgeDirectory, judgeManifest, lint, lintNode, memoryHost } =
      await built('index');
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: i}]}\n';
    const host = memoryHost({
      'etc/hostname': 'node01\n',
      'etc/systemd/system/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet --pod-manifest-path=/m\n',
      'm/web.yaml': pod,
    });
    const { source, facts } = inspectNode(host);
    expect(source).toMatchObject({ kind: 'directory', resolvedPath: '/m' });
    const [file] = judgeDirectory(host, source.resolvedPath, facts).files;
    expect(file).toMatchObject({ path: '/m/web.yaml', verdict: 'runs' });
    expect(lint(host, { paths: ['/m'], facts }).files).toHaveLength(1);
    const report = inspectNode(host);
    const { files } = lintNode(host, report);
    expect(files).toHaveLength(1);
    expect(checkNode({ host, report, files, now: Date.now() })).toEqual([]);
    const judged = judgeManifest({ path: '/m/web.yaml', bytes: new TextEncoder().encode(pod) }, facts);
    expect(judged.pod).toEqual({ namespace: 'default', name: 'web-node01' });
    expect(checks.length).toBeGreaterThan(0);
  });

  it('diagnoses a node where there is no Node.js, and says nothing of its certificates', async () => {
    const { diagnose, inspectNode, loadRules, memoryHost } = await built('index');
    const { ruleOf } = await loadRules();
    const files = {
      'etc/systemd/system/kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet --no-such-flag\n',
      'etc/kubernetes/pki/ca.crt': '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n',
    };
    const host = memoryHost(files);
    const { process } = globalThis;
    try {
      // A browser has none.
      Reflect.deleteProperty(globalThis, 'process');
      const { problems } = diagnose(host, inspectNode(host), { now: 0, ruleOf });
      expect(problems[0].diagnostic.ruleId).toBe('kubelet-flag-unknown');
      expect(JSON.stringify(problems)).not.toContain('check-failed');
    } finally {
      globalThis.process = process;
    }
  });

  it('opens real doors in spctl/hosts only', async () => {
    const { rootHost, machineHost } = await built('hosts');
    expect(rootHost(fileURLToPath(new URL('../fixtures/nodes/node01', import.meta.url))).hostName()).toBe(
      'node01',
    );
    expect(machineHost().live).toBe(true);
  });
});
