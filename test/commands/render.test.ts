import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaErrors, spctl } from './cli.ts';

const KUBEADM = 'fixtures/conformance/kubeadm/1.37-default';
const ETCD = '/etc/kubernetes/manifests/etcd.yaml';
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: nginx}]}\n';

describe('spctl render', () => {
  let folder = '';
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'render-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints the pod as YAML, its keys sorted, which a kubelet reads again', () => {
    const { code, stdout, stderr } = spctl(['render', file('web.yaml', POD), '--node-name', 'node01']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^apiVersion: v1\nkind: Pod\nmetadata:\n {2}annotations:\n/);
    expect(stdout).toContain(
      '  name: web-node01\n  namespace: default\nspec:\n  containers:\n  - image: nginx\n',
    );
    const again = spctl(['render', '-', '-o', 'json'], { input: stdout });
    expect(JSON.parse(again.stdout).file.verdict).toBe('runs');
  });

  it('prints it as JSON that holds its schema', () => {
    const { code, stdout } = spctl(['render', ETCD, '--root', KUBEADM, '-o', 'json']);
    const answer = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(schemaErrors('render', answer)).toEqual([]);
    expect(Object.keys(answer)[0]).toBe('schemaVersion');
    expect(Object.keys(answer).at(-1)).toBe('diagnostics');
    expect(answer.file).toMatchObject({ nodePath: ETCD, verdict: 'runs', stage: 'ok' });
    expect(answer.pod.spec).toMatchObject({ restartPolicy: 'Always', schedulerName: 'default-scheduler' });
  });

  it('knows the UID of what this node reads, and of a file whose path is told', () => {
    const version = ['--kubelet-version', '1.37', '--node-name', 'node01'];
    const uidOf = (...args: string[]) =>
      JSON.parse(spctl(['render', '-o', 'json', ...version, ...args]).stdout).pod.metadata.uid;
    const uid = uidOf(ETCD, '--root', KUBEADM);
    expect(uid).toMatch(/^[0-9a-f]{32}$/);
    expect(uidOf(`${KUBEADM}${ETCD}`, '--path', ETCD)).toBe(uid);
    expect(uidOf(`${KUBEADM}${ETCD}`)).toBeUndefined();
  });

  it('says what it drops, with its line, and prints the rest', () => {
    const path = file('typo.yaml', POD.replace('name: c,', 'name: c, imagePulPolicy: Never,'));
    const { code, stdout, stderr } = spctl(['render', path]);
    expect(code).toBe(0);
    expect(stdout).not.toContain('imagePulPolicy');
    expect(stderr).toContain(`${path}:4:31: warning: "spec.containers[0].imagePulPolicy" is no field`);
    expect(spctl(['render', path, '-q']).stderr).toBe('');
  });

  it('prints nothing but the reasons for what the kubelet refuses', () => {
    const path = file('bad.yaml', POD.replace('image: nginx', 'imag: nginx'));
    const { code, stdout, stderr } = spctl(['render', path, '-q']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('"spec.containers[0].image" is required');
    const answer = JSON.parse(spctl(['render', path, '-o', 'json']).stdout);
    expect(schemaErrors('render', answer)).toEqual([]);
    expect(answer).toMatchObject({ pod: null, file: { verdict: 'refused', stage: 'validate' } });
  });

  it('reads standard input under the name that it is given', () => {
    const input = POD.replace('image: nginx', 'imag: nginx');
    expect(spctl(['render', '-', '--stdin-name', 'web.yaml'], { input }).stderr).toContain('web.yaml:4:');
    expect(spctl(['render', '-'], { input: POD }).code).toBe(0);
  });

  it('renders a file that no kubelet would read', () => {
    expect(spctl(['render', file('.hidden', POD)]).code).toBe(0);
  });

  it.each([
    [['render', 'no/such/file'], 3, 'there is no such file'],
    [['render', 'fixtures'], 3, 'this is a directory'],
    [['render'], 2, 'render needs FILE'],
    [['render', '-', '--root', '-'], 2, 'standard input is either'],
    [['render', 'a', '--stdin-name', 'b'], 2, '--stdin-name names standard input'],
    [['render', 'a', '--path', 'b'], 2, '--path is an absolute path'],
    [['render', 'a', '-o', 'text'], 2, 'none of yaml, json'],
  ])('%j ends with %i', (args, code, words) => {
    const run = spctl(args, { input: '' });
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: '' });
    expect(run.stderr).toContain(words);
  });
});
