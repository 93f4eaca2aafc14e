import { describe, expect, it } from 'vitest';
import { judgeManifest } from '../../src/manifest/judge-manifest.ts';
import { NEWEST_MINOR } from '../../src/versions/minor.ts';

const facts = { version: NEWEST_MINOR, gates: new Map(), nodeName: 'node01' };
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: web:1
`;

/** What is said first of a file of that name. */
function first(text: string, name = 'web.yaml') {
  const { diagnostics } = judgeManifest({ path: `/m/${name}`, bytes: new TextEncoder().encode(text) }, facts);
  return `${diagnostics[0]?.message}; ${diagnostics[0]?.help}`;
}

describe('the first finding names the cause', () => {
  it.each([
    ['an empty file', '', 'the file is empty'],
    ['a file of comments', '# later\n', 'nothing but comments'],
    ['an empty first document', `---\n---\n${POD}`, 'the first document of the file is empty'],
    ['a template', `${POD}    {{ resources }}\n`, 'a template that was not rendered ("{{ resources }}")'],
    ['a template around all', `{{- if .x }}\n${POD}{{- end }}\n`, 'a template that was not rendered'],
    ['a statement of Jinja', `${POD}{% if x %}\n`, 'a template that was not rendered ("{% if x %}")'],
    ['a shell variable for a block', `${POD}    \${EXTRA}\n`, `not rendered ("\${EXTRA}")`],
    [
      'a template in the name',
      POD.replace('name: web', 'name: "{{ name }}"'),
      '"{{ name }}" looks like a templ',
    ],
    [
      'a variable for a port',
      `${POD}    ports: [{containerPort: "\${PORT}"}]\n`,
      `"\${PORT}" looks like a templ`,
    ],
    [
      'a merge conflict',
      POD.replace(
        '    image: web:1\n',
        '<<<<<<< HEAD\n    image: web:1\n=======\n    image: web:2\n>>>>>>> fix\n',
      ),
      'a merge conflict: "<<<<<<<" on line 8',
    ],
    ['a key without a colon', POD.replace('metadata:', 'metadata;'), 'a key has no colon'],
    ['an item without a hyphen', POD.replace('  - name', '    - name'), 'begin it with "- "'],
    ['an unindented key', POD.replace('    image', '   image'), 'look at the indentation'],
    ['an open quote', POD.replace('web:1', '"web:1'), 'a quote or bracket is not closed'],
    ['a comma too many', '{"apiVersion": "v1",}', 'remove the comma'],
    ['YAML in braces', '{apiVersion: v1, kind: Pod}', 'is read as JSON'],
    ['several JSON values', '{"kind": "Pod"}\n{"kind": "Pod"}\n', 'holds one value'],
    ['half a JSON file', '{"kind": "Pod"', 'cut off'],
    [
      'a pod that is indented but for its end',
      POD.replace(/^/gm, '  ').replace('  spec:', 'spec:'),
      'ignores what follows from line 5 on',
    ],
  ])('%s', (_, text, cause) => {
    expect(first(text)).toContain(cause);
  });

  it.each([
    ['run.sh', '#!/bin/sh\nset -e\necho a: b\n', 'a script for /bin/sh'],
    [
      'setup',
      'mkdir -p /srv\ncat > web.yaml <<EOF\nkind: Pod\nEOF\n',
      'a shell script or a note of commands',
    ],
    ['README.md', '# Pods\n\nThese run here.\n', 'a text for people'],
    ['kustomization.yaml', 'resources: [web.yaml]\n', 'a kustomization'],
    ['pods.yaml', 'resources: [web.yaml]\n', 'a kustomization'],
    ['values.yaml', 'image: web\n', 'a file of a Helm chart'],
    ['compose.yaml', 'services: {web: {image: web}}\n', 'a Compose file'],
    ['play.yaml', '- hosts: all\n  tasks: []\n', 'an Ansible playbook'],
    ['config', 'clusters: []\ncontexts: []\n', 'a kubeconfig'],
    ['ca.crt', '-----BEGIN CERTIFICATE-----\nMIIB\n', 'a PEM file (CERTIFICATE)'],
    ['kubelet.service', '[Unit]\nDescription=kubelet\n', 'such as [Unit]'],
    ['policy.jsonl', '{"apiVersion": "abac.authorization.kubernetes.io/v1beta1"}\n{}\n', 'a policy of ABAC'],
    ['web.yaml:Zone.Identifier', '[ZoneTransfer]\r\nZoneId=3\r\n', 'Windows'],
    ['4913', '', 'vim'],
  ])('of %s, which is another tool’s', (name, text, cause) => {
    expect(first(text, name)).toContain(cause);
  });

  it.each([
    ['kubelet.config.k8s.io/v1', 'CredentialProviderConfig', '--image-credential-provider-config'],
    ['apiserver.config.k8s.io/v1', 'EncryptionConfiguration', '--encryption-provider-config'],
    ['audit.k8s.io/v1', 'Policy', '--audit-policy-file'],
    ['helm.cattle.io/v1', 'HelmChart', 'server/manifests'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'kubectl apply'],
  ])('of %s %s', (apiVersion, kind, advice) => {
    expect(first(`apiVersion: ${apiVersion}\nkind: ${kind}\n`)).toContain(advice);
  });
});

describe('a hostile text is refused in no time', () => {
  it.each([
    '\n',
    '\r\n',
    ' \n',
    '#\n',
    '{{ ',
    '{% ',
    '${A',
    '<<<<<<<',
    '__A',
    '[a]\n',
    'cat <<\n',
    '---\n',
    ': ',
  ])('%j', (part) => {
    const started = performance.now();
    first(part.repeat(100_000));
    first(`a: [\n${part.repeat(100_000)}`);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('text after the first document', () => {
  it('is told by kind and name, and no more than a few', () => {
    const rest =
      '---\nkind: Service\nmetadata: {name: s}\n---\n# nothing\n---\na: [\n---\nb: 1\n---\nc: 1\n---\nd: 1\n';
    expect(first(POD + rest)).toBe(
      'the kubelet reads the first document of a file only, and ignores what follows: Service "s", a document that is not YAML, a document without a kind, a document without a kind and 1 more; put each pod in a file of its own',
    );
  });

  it('is not told at length', () => {
    expect(first(`${POD}---\n# ${'x'.repeat(70_000)}\nkind: Pod\n`)).toContain('a large document');
    const started = performance.now();
    expect(first(`${POD}${'---\nkind: Pod\n'.repeat(100_000)}`)).toContain('and 99996 more');
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('may follow an indented document without a marker', () => {
    const indented = POD.replace(/^(?=.)/gm, '  ');
    expect(first(`${indented}status: {}\n`)).toContain('stands further left');
  });
});

describe('a control character', () => {
  it('is to be removed from a text', () => {
    expect(first(POD.replace('web:1', 'web:1\u001b'))).toMatch(/control characters.*; remove this character/);
  });

  it.each([
    ['zero bytes', `${POD}\0`],
    ['more than a few of them', 'kind\u0001\u0002\u0003: \u0004x'],
  ])('is no part of a text with %s', (_, text) => {
    expect(first(text)).toMatch(/control characters.*; this file is not a text: remove it/);
  });
});
