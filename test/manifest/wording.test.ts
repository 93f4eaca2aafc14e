import { describe, expect, it } from 'vitest';
import { findings, judge, pod } from './judge.ts';

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n';

/** What the first finding says and advises. */
function first(text: string, facts: Parameters<typeof judge>[1] = {}) {
  const [finding] = judge(text, facts).diagnostics;
  return { message: finding?.message, help: finding?.help };
}

describe('a document that is no mapping', () => {
  it.each([
    ['hello\n', 'a text', 'keep other files elsewhere'],
    ['- a\n', 'a list', 'a file of its own'],
    ['42\n', 'a number', 'keep other files elsewhere'],
    ['apiVersion:v1\nkind:Pod\n', 'a text', 'a space after each colon'],
  ])('is called what it is: %j', (text, what, advice) => {
    const { message, help } = first(text);
    expect(message).toBe(
      `the document is ${what}, and a manifest is a mapping with apiVersion and kind, so the kubelet refuses the file, logs one line and runs nothing`,
    );
    expect(help).toContain(advice);
  });

  it('and a kind or apiVersion of the wrong type is named', () => {
    expect(first('apiVersion: 1\nkind: Pod\n').message).toBe(
      '"apiVersion" must be a text, and here is a number',
    );
    expect(first('apiVersion: a/b/c\nkind: Pod\n').message).toContain('more than one "/"');
  });
});

describe('a value that nobody wrote is told from what it comes', () => {
  it('a hostPort from containerPort', () => {
    const text = `${HEAD}  hostNetwork: true
  containers:
  - name: c
    image: i
    ports:
    - containerPort: 70000
`;
    const [, hostPort] = judge(text).diagnostics;
    expect(hostPort?.help).toBe('hostNetwork copies containerPort to hostPort');
    expect(findings(judge(text))).toEqual(['10:22 pod-invalid-value', '10:22 pod-invalid-value']);
  });

  it('but not one that is written', () => {
    const text = pod({ hostNetwork: true }, { ports: [{ containerPort: 80, hostPort: 81 }] });
    expect(first(text).help).toBeUndefined();
  });

  it('a request from a limit, a serviceAccountName from a serviceAccount', () => {
    const request = judge(pod({}, { resources: { limits: { memory: '-1' } } })).diagnostics[1];
    expect(request?.help).toBe('a limit without a request is the request too');
    expect(first(pod({ serviceAccount: 'A' })).help).toContain('its old name');
  });

  it('the name of the node', () => {
    const { diagnostics } = judge(pod(), { nodeName: 'a_b' });
    expect(diagnostics.map(({ help }) => help)).toEqual([
      'the kubelet adds "-" and the name of the node, and the whole name is what counts',
      'the kubelet sets it to the name of the node',
    ]);
  });
});

describe('a pod’s name is shown as it is written', () => {
  it('where it is wrong by itself, with one that would do', () => {
    const [finding] = judge(pod({}, {}, { name: 'Web_1' })).diagnostics;
    expect(finding?.message).toMatch(/^"metadata.name" is "Web_1", which is invalid/);
    expect(finding?.help).toBe('use lower case letters, digits, "-" and ".", such as "web-1"');
  });

  it('and where it is too long only with the name of the node', () => {
    const { message, help } = first(pod({}, {}, { name: 'w'.repeat(250) }));
    expect(message).not.toContain('node01');
    expect(help).toContain('the kubelet adds "-" and the name of the node');
  });
});

describe('help fits what is written', () => {
  it.each([
    ['hostNetwork: yes please', 'write true or false'],
    ['hostNetwork: "true"', 'write the value without quotes'],
    ["hostNetwork: 'no'", 'write true or false'],
    ['priority: high', 'write a number'],
    ['priority: "5"', 'write the value without quotes'],
    ['hostname: yes', 'put the value in quotes'],
    ['\thostNetwork: true', "a tab can't indent YAML: use spaces"],
    ['hostname: @a', `a value can't begin with "@": put it in quotes`],
    ['hostname: [a', undefined],
    ['overhead: {cpu: 200mm}', 'a quantity is a number, with a suffix or without: 200m, 0.5, 128Mi, 1Gi'],
    ['containers: [{name: c, image: ""}]', 'name an image, such as "registry.k8s.io/pause:3.10"'],
    ['containers: [{name: C.1, image: i}]', 'use lower case letters, digits and "-", such as "c-1"'],
    ['containers: [{name: ÄÖ, image: i}]', 'use lower case letters, digits and "-"'],
    ['container: [{name: c, image: i}]', 'the field "container" is not known: did you mean "containers"?'],
    ['containers: [{name: c, iamge: i}]', 'the field "iamge" is not known: did you mean "image"?'],
  ])('%s', (line, help) => {
    expect(first(`${HEAD}  ${line}\n`.replace('  \t', '\t')).help).toBe(help);
  });

  it('a quantity is shown, without the regular expression', () => {
    expect(first(`${HEAD}  overhead: {cpu: 1 GB}\n`).message).toBe(
      '"spec.overhead.cpu" must be a quantity, and here is "1 GB"',
    );
  });

  it('also where the misspelt field is what holds the missing one', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspecs: {}\n';
    expect(first(text).help).toBe('the field "specs" is not known: did you mean "spec"?');
    expect(first('apiVersion: v1\nkind: Pod\nmetadata: {nmae: p}\n').help).toContain('"nmae"');
  });

  it.each([
    ['v1', 'Pods', 'did you mean "Pod"?'],
    ['v1', 'Pdo', 'did you mean "Pod"?'],
    ['v1', 'Deployment', 'spec.template'],
  ])('the kind %s %s', (apiVersion, kind, advice) => {
    expect(first(`apiVersion: ${apiVersion}\nkind: ${kind}\n`).help).toContain(advice);
  });
});
