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
      '"apiVersion" must be a text, and here is the number 1',
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
    ['hostname: yes', 'put the value in quotes: "yes"'],
    ['\thostNetwork: true', "a tab can't indent YAML: use spaces"],
    ['hostname: @a', `a value can't begin with "@": put it in quotes`],
    ['hostname: [a', 'close the bracket, or put a value that begins with "{" or "[" in quotes'],
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

describe('a value of the wrong type is shown as it is written, with the way to write it', () => {
  const C = '  containers:\n  - name: c\n    image: i\n';
  it.each([
    [
      '    env: [{name: A, value: yes}]',
      'here is yes, which is true in YAML',
      'put the value in quotes: "yes"',
    ],
    [
      '    env: [{name: A, value: 1.10}]',
      'here is 1.10, which is the number 1.1 in YAML',
      'in quotes: "1.10"',
    ],
    [
      '    env: [{name: A, value: 0644}]',
      'here is 0644, which is the number 420 in YAML',
      'in quotes: "0644"',
    ],
    ['    env: [{name: A, value: 1e3}]', 'here is 1e3, which is the number 1000 in YAML', 'in quotes: "1e3"'],
    ['    args: [8080]', 'here is the number 8080', 'put the value in quotes: "8080"'],
    ['    args: [true]', 'here is true', 'put the value in quotes: "true"'],
    [
      '    args:\n    - --a=b: c',
      'here is a mapping',
      '": " makes a mapping of it: put the whole text in quotes, "--a=b: c"',
    ],
    ['    args:\n    - --v: 2', 'here is a mapping', 'write "--v=2": with ": " it is a mapping'],
    ['    args: [{a: b}]', 'here is a mapping', undefined],
    [
      '    command: sleep 1000',
      'here is a text',
      'write a list with an item for each word: ["sleep", "1000"]',
    ],
    ['    command: sh -c "x"', 'here is a text', 'write a list: ["..."]'],
    ['    env: {A: b}', 'here is a mapping', 'write a list of names and values: [{name: A, value: "1"}]'],
    ['    env: [A=b]', 'here is a text', 'write {name: A, value: "b"}'],
    ['    resources: [{limits: {}}]', 'here is a list', 'take away the "-" before the first key'],
    ['    ports: {containerPort: 80}', 'here is a mapping', 'begin each item of the list with "- "'],
    ['    ports: [{containerPort: 80.5}]', 'here is the number 80.5', undefined],
    ['    livenessProbe: {periodSeconds: 5s}', 'here is a text', 'write a number without a unit: 5'],
    ['    livenessProbe: {periodSeconds: 5m}', 'here is a text', 'write a number'],
    [
      '  volumes: [{name: v, hostPath: /x}]',
      'here is a text',
      'write the path as a field of it: {path: ...}',
    ],
    ['  volumes: [{name: v, emptyDir: ""}]', 'here is a text', 'write {} for an empty mapping'],
  ])('%s', (line, shown, help) => {
    const found = first(`${HEAD}${C}${line}\n`);
    expect(found.message).toContain(shown);
    if (help === undefined) expect(found.help).toBeUndefined();
    else expect(found.help).toContain(help);
  });

  it('so is a number where a name or another notation is meant', () => {
    expect(first(pod({}, { livenessProbe: { httpGet: { port: '8080' } } })).help).toBe(
      'write the number of the port without quotes: a text is the name of a port',
    );
    const volume = (mode: number) =>
      pod({ volumes: [{ name: 'v', projected: { defaultMode: mode, sources: [] } }] });
    expect(first(volume(644)).help).toBe(
      'write the mode with a leading zero, 0644: it is octal, and in JSON 420',
    );
    expect(first(volume(999)).help).toBeUndefined();
  });
});

describe('what only an API server lets a pod have', () => {
  it('is to be removed', () => {
    expect(first(pod({ schedulingGates: [{ name: 'a' }] })).help).toContain('remove schedulingGates');
    expect(first(pod({ ephemeralContainers: [{ name: 'd', image: 'i' }] })).help).toContain('kubectl debug');
  });
});
