import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeShape } from '../../src/schema/decode-shape.ts';
import { decodeNode } from '../../src/schema/decoder.ts';
import { isShapeRight } from '../../src/schema/gate.ts';
import { toJson } from '../../src/yaml/json/to-json.ts';
import { documentOf } from './recorded.ts';

const decode = (text: string, minor = 37, kind = 'Pod') => decodeShape(documentOf(text), kind, minor);
const messageOf = (text: string, minor = 37, kind = 'Pod') =>
  decode(text, minor, kind).error?.message ?? null;

describe('what the decoder says of a wrong type', () => {
  it('names the innermost struct, the fields without indexes, and the Go type', () => {
    const { error } = decode('spec: {containers: [{}, {env: [{valueFrom: {configMapKeyRef: {key: 1}}}]}]}');
    expect(error).toMatchObject({
      message:
        'json: cannot unmarshal number into Go struct field ConfigMapKeySelector.spec.containers.env.valueFrom.configMapKeyRef.key of type string',
      path: 'spec.containers[1].env[0].valueFrom.configMapKeyRef.key',
      node: { kind: 'number', text: '1' },
      goType: 'string',
      found: 'number',
    });
  });

  it('names embedded structs since 1.35', () => {
    const text = 'spec: {volumes: [{name: v, hostPath: []}]}';
    expect(messageOf(text, 34)).toContain(
      'field Volume.spec.volumes.hostPath of type v1.HostPathVolumeSource',
    );
    expect(messageOf(text, 35)).toContain('field Volume.spec.volumes.VolumeSource.hostPath of type');
  });

  it('takes the first of several, in the order of the document', () => {
    expect(messageOf('{"spec": {"hostPID": 1}, "metadata": {"name": 2}}')).toContain('PodSpec.spec.hostPID');
    expect(messageOf('spec: {hostPID: 1}\nmetadata: {name: 2}')).toContain('ObjectMeta.metadata.name');
  });

  it('lets a type that decodes itself end it, whatever was wrong before', () => {
    const error =
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    expect(messageOf('{"metadata": {"name": 2}, "spec": {"overhead": {"cpu": "a"}, "hostPID": 1}}')).toBe(
      error,
    );
  });

  it('accepts null everywhere but for a duration that is no pointer', () => {
    expect(
      messageOf('metadata: null\nspec: {containers: [null], volumes: null, overhead: {cpu: null}}'),
    ).toBeNull();
    expect(messageOf('syncFrequency: null', 37, 'KubeletConfiguration')).toBe('time: invalid duration ""');
    expect(messageOf('cpuCFSQuotaPeriod: null', 37, 'KubeletConfiguration')).toBeNull();
  });

  it('quotes integers, which must fit and be written as such', () => {
    const port = (text: string) =>
      messageOf(`{"spec": {"containers": [{"ports": [{"hostPort": ${text}}]}]}}`);
    expect(port('80')).toBeNull();
    for (const text of ['30.0', '3e1', '2147483648', '1.5']) {
      expect(port(text)).toMatch(`cannot unmarshal number ${text} into`);
    }
    expect(messageOf('spec: {activeDeadlineSeconds: 9223372036854775807}')).toBeNull();
    expect(messageOf('spec: {activeDeadlineSeconds: 9223372036854775808}')).toMatch(
      'number 9223372036854775808',
    );
  });

  it('decodes each member of a name that JSON repeats', () => {
    expect(messageOf('{"spec": {"hostPID": 1}, "spec": {}}')).toContain('PodSpec.spec.hostPID');
  });

  it('reads a Quantity as JSON writes it, escapes and all', () => {
    const cpu = (text: string) => messageOf(`{"spec": {"overhead": {"cpu": ${text}}}}`);
    expect(cpu('" 1 "')).toBeNull();
    expect(cpu('1.5')).toBeNull();
    expect(cpu('"\\u0031"')).toMatch('quantities must match');
    expect(cpu('"1\\n"')).toMatch('quantities must match');
    expect(messageOf('spec: {overhead: {cpu: "1\\n"}}')).toMatch('quantities must match');
    expect(cpu('"1X"')).toMatch('quantities must match');
    expect(cpu('"1K"')).toBe("unable to parse quantity's suffix");
  });

  it('knows the other kinds of v1, base64 in Secrets among them', () => {
    expect(messageOf('data: {a: YQ==}', 37, 'Secret')).toBeNull();
    expect(messageOf('data: {a: YQ=}', 37, 'Secret')).toBe('illegal base64 data at input byte 3');
    expect(messageOf('data: {a: [256]}', 37, 'Secret')).toMatch(
      'number 256 into Go struct field Secret.data of type uint8',
    );
    expect(messageOf('items: {}', 37, 'List')).toMatch(
      'Go struct field List.items of type []runtime.RawExtension',
    );
  });

  it('tells what was no number of nanoseconds', () => {
    const flush = (text: string) =>
      messageOf(`logging: {flushFrequency: ${text}}`, 37, 'KubeletConfiguration');
    expect(flush('5')).toBeNull();
    expect(flush('5s')).toBeNull();
    expect(flush('["a"]')).toBe(
      'invalid duration "[\\"a\\"]": json: cannot unmarshal array into Go value of type time.Duration',
    );
  });
});

describe('fields that the decoder drops', () => {
  it('are named with their place, their struct, and the minors that know them', () => {
    const { error, unknown } = decode('spec: {hostnameOverride: a, containers: [{iamge: b}]}', 33);
    expect(error).toBeNull();
    expect(unknown).toMatchObject([
      { path: 'spec.containers[0].iamge', key: 'iamge', type: 'Container' },
      { path: 'spec.hostnameOverride', type: 'PodSpec', known: { since: 34, until: undefined } },
    ]);
    expect(unknown[0]).not.toHaveProperty('known');
    expect(decode('spec: {hostnameOverride: a}', 34).unknown).toEqual([]);
    expect(decode('spec: {workloadRef: {}}', 36).unknown[0]?.known).toEqual({ since: 35, until: 35 });
  });

  it('may hold anything', () => {
    expect(messageOf('spec: {HostPID: [1], hostnameOverride: 1}', 33)).toBeNull();
  });

  it('are all there, also behind an error that ends decoding', () => {
    const { error, unknown } = decode(
      'metadata: {a: 1, creationTimestamp: x, b: 1}\nspec: {c: 1, hostPID: 1}',
    );
    expect(error?.path).toBe('metadata.creationTimestamp');
    expect(unknown.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  });

  it('may be called like what every JavaScript object has', () => {
    const { unknown } = decode('{"__proto__": {}, "constructor": 1, "metadata": {"toString": 1}}');
    expect(unknown.map(({ path }) => path)).toEqual(['__proto__', 'constructor', 'metadata.toString']);
  });
});

describe('any document', () => {
  const key = fc.constantFrom(
    'metadata',
    'spec',
    'name',
    'containers',
    'ports',
    'hostPort',
    'labels',
    'overhead',
    'x',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom(null, true, 1, 1.5, 1e30, '', '1', '1Gi', '\u2028', '__proto__'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(key, fc.string()), tie('value'), { maxKeys: 4 }),
    ),
  }));

  it('is judged, and where ajv finds nothing wrong the decoder does neither', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value), fc.integer({ min: 28, max: 37 }), (pod, minor) => {
        const document = documentOf(JSON.stringify(pod));
        const { error, unknown } = decodeNode(document.root!, 'Pod', minor, toJson);
        const right = error === null && unknown.length === 0;
        return (isShapeRight(document, 'Pod', minor) ?? right) === right;
      }),
      { numRuns: 500 },
    );
  });

  it('may be as deep as the parser lets through', () => {
    const deep = `${'['.repeat(9000)}${']'.repeat(9000)}`;
    expect(decode(`{"x": ${deep}}`).unknown).toHaveLength(1);
    expect(messageOf(`{"metadata": {"managedFields": [{"fieldsV1": ${deep}}]}}`)).toBeNull();
    expect(messageOf(`{"spec": {"overhead": {"cpu": ${deep}}}}`)).toMatch('quantities must match');
  });
});
