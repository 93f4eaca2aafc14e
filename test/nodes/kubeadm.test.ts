import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { whereAnswer, whereExitCode } from '../../src/answers/where.ts';
import { checkSource } from '../../src/checks/check-source.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { judgeSource } from '../../src/directory/judge-directory.ts';
import { rootHost } from '../../src/node/host/root-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import { parseMinor } from '../../src/versions/minor.ts';
import { findingsOn, findingsOnNode } from '../checks/support.ts';

const folder = fileURLToPath(new URL('../../fixtures/conformance/kubeadm/', import.meta.url));

function look(name: string) {
  const host = rootHost(folder + name);
  const report = inspectNode(host, { kubeletVersion: parseMinor(name.split('-')[0]!)! });
  const directory = judgeSource(host, report.source, report.facts);
  return {
    report,
    directory,
    answer: whereAnswer(report, directory, checkSource({ host, report }), () => null),
  };
}

describe('the nodes that the real kubeadm wrote', () => {
  const names = readdirSync(folder);
  const sound = names.filter((name) => !name.endsWith('-custom'));

  it('are ten', () => {
    expect(names).toHaveLength(10);
  });

  it.each(sound)('%s: its path, its pods, and nothing to find', (name) => {
    const { report, directory, answer } = look(name);
    expect(answer).toMatchObject({
      resolvedPath: '/etc/kubernetes/manifests',
      kind: 'directory',
      starts: true,
      stage: 'ok',
    });
    expect(whereExitCode(answer, 'path', null)).toBe(0);
    expect(answer.origin).toMatchObject({
      kind: 'config',
      location: { file: '/var/lib/kubelet/config.yaml' },
    });
    expect(answer.origin?.via?.[0]).toMatchObject({
      kind: 'flag',
      flag: '--config',
      variable: 'KUBELET_CONFIG_ARGS',
    });
    expect(directory?.files.map(({ verdict }) => verdict)).toEqual(directory?.files.map(() => 'runs'));
    expect(directory?.files.length).toBe(name.includes('external-etcd') ? 3 : 4);
    expect(report.nodeName.name).toBe('cp-1');
    expect(answer.diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it.each(sound)('%s: no check has a warning, neither for the node nor for its manifests alone', (name) => {
    const version = parseMinor(name.split('-')[0]!)!;
    const host = rootHost(folder + name);
    const warnings = (found: readonly Diagnostic[]) => found.filter(({ severity }) => severity !== 'info');
    expect(warnings(findingsOnNode(host, version))).toEqual([]);
    expect(warnings(findingsOn(host, '/etc/kubernetes/manifests', version))).toEqual([]);
  });

  it('1.35-custom: the flag beats the file, and what lies in the usual directory is named', () => {
    const { answer } = look('1.35-custom');
    expect(answer).toMatchObject({ resolvedPath: '/etc/kubernetes/static', kind: 'missing', starts: true });
    expect(whereExitCode(answer, 'path', null)).toBe(0);
    expect(answer.origin).toMatchObject({
      kind: 'flag',
      flag: '--pod-manifest-path',
      variable: 'KUBELET_KUBEADM_ARGS',
    });
    expect(answer.overridden[0]).toMatchObject({
      value: '/etc/kubernetes/manifests',
      origin: { kind: 'config' },
    });
    const rules = answer.diagnostics
      .filter(({ severity }) => severity !== 'info')
      .map(({ ruleId }) => ruleId);
    expect(rules).toContain('static-pod-path-missing');
    expect(rules).toContain('unused-manifests-directory');
  });
});
