import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';

const HEAD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n';

function duplicates(text: string) {
  return judge(text)
    .diagnostics.filter(({ ruleId }) => ruleId === 'manifest-duplicate-key')
    .map(({ severity, message, location, related }) => ({
      severity,
      message,
      at: location?.line,
      first: related?.[0]?.location.line,
    }));
}

describe('a key that stands twice', () => {
  it('tells which volumes are lost', () => {
    const volumes = (...names: string[]) =>
      names.map((name) => `  - {name: ${name}, emptyDir: {}}\n`).join('');
    const text = `${HEAD}spec:
  containers: [{name: c, image: i}]
  volumes:
${volumes('a', 'b', 'c', 'd', 'e', 'f', 'kept')}  volumes:
${volumes('audit', 'kept')}`;
    expect(duplicates(text)).toEqual([
      {
        severity: 'warning',
        message:
          '"volumes" is given twice: the later one wins, and "a", "b", "c", "d" and 2 more of the first are lost',
        at: 14,
        first: 6,
      },
    ]);
  });

  it.each([
    ['{hostNetwork: true, hostNetwork: false', 'the later one wins, and true of the first is lost'],
    ['{nodeName: a, nodeName: b', 'the later one wins, and "a" of the first is lost'],
    ['{priority: 1, priority: ~', 'the later one wins, and 1 of the first is lost'],
    ['{nodeSelector: {a: b, c: d}, nodeSelector: {c: e}', 'the later one wins, and "a" of the first is lost'],
    ['{nodeSelector: {a: b}, nodeSelector: {a: c}', 'the later one wins'],
    ['{tolerations: [{key: a}], tolerations: []', 'the later one wins'],
  ])('in YAML: %s', (spec, fate) => {
    const [found] = duplicates(`${HEAD}spec: ${spec}, containers: [{name: c, image: i}]}\n`);
    expect(found).toMatchObject({
      severity: 'warning',
      message: expect.stringContaining(`given twice: ${fate}`),
    });
    expect(found?.message.endsWith(fate)).toBe(true);
  });

  it.each([
    [
      '"nodeSelector":{"a":"b"},"nodeSelector":{"c":"d"}',
      'in JSON the two are merged, and the later one wins',
    ],
    ['"volumes":[{"name":"a"}],"volumes":[{"name":"b"}]', 'in JSON the later list wins, and its items get'],
    ['"hostPID":true,"hostPID":false', 'the later one wins, and true of the first is lost'],
  ])('in JSON: %s', (members, fate) => {
    const text = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"},"spec":{${members},"containers":[{"name":"c","image":"i"}]}}`;
    expect(duplicates(text)).toMatchObject([{ severity: 'warning', message: expect.stringContaining(fate) }]);
  });

  it('is worth no warning where both say the same', () => {
    expect(
      duplicates(`${HEAD}spec: {hostPID: true, hostPID: true, containers: [{name: c, image: i}]}\n`),
    ).toMatchObject([
      { severity: 'info', message: '"hostPID" is given twice: both times with the same value' },
    ]);
  });

  it('is chance where YAML tells the two apart and JSON does not', () => {
    const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {1: a, "1": b}}\nspec: {containers: [{name: c, image: i}]}\n`;
    expect(duplicates(text)).toMatchObject([{ message: expect.stringContaining('is chance') }]);
  });
});

describe('a merge key', () => {
  const text = (first: string, second: string) => `${HEAD}spec:
  initContainers:
  - &base {name: a, image: base}
  containers:
  - name: b
    ${first}
    ${second}
`;

  it('before the keys that win is what merge keys are for', () => {
    expect(duplicates(text('<<: *base', 'image: own'))).toMatchObject([
      { message: expect.stringContaining('"name"') },
    ]);
    const sound = text('image: own', '').replace('- name: b', '- <<: *base\n    name: b');
    expect(duplicates(sound)).toEqual([]);
  });

  it('after them replaces them', () => {
    const found = duplicates(text('image: own', '<<: *base'));
    expect(found.map(({ at }) => at)).toEqual([8, 9]);
    expect(found[1]).toEqual({
      severity: 'warning',
      message:
        'the merge key "<<" stands after "image" and replaces it: "base", and not "own": for the kubelet the later of the two wins',
      at: 9,
      first: 10,
    });
  });
});
