import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from '../../src/bytes/text.ts';
import { applyEdits } from '../../src/fix/apply-edits.ts';
import { type FileJudge, fixFile } from '../../src/fix/fix-file.ts';
import { lint } from '../../src/lint/lint.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';

const FACTS = { version: 34, gates: new Map<string, boolean>(), nodeName: 'n' };
const judgeAs =
  (path: string, versions: readonly number[] = [34]): FileJudge =>
  async (bytes) =>
    versions.flatMap(
      (version) => lint(memoryHost({ [path]: bytes }), { paths: [path], facts: { ...FACTS, version } }).files,
    );

async function fix(text: string, path = '/m/a.yaml', versions?: readonly number[]) {
  const judge = judgeAs(path, versions);
  const bytes = encode(text);
  const fixed = await fixFile(bytes, await judge(bytes), judge);
  const [after] = await judge(fixed.bytes);
  return {
    text: decode(fixed.bytes),
    fixed: fixed.fixed,
    verdict: after?.verdict,
    diagnostics: after?.diagnostics,
  };
}

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: c\n    image: x:1\n';

describe('a fix', () => {
  it.each([
    ['a misspelt field', '    imagePullPolice: Always # why\n', '    imagePullPolicy: Always # why\n'],
    ['a field in another case', '    "imagepullpolicy":   Always\n', '    "imagePullPolicy":   Always\n'],
    ['a truth value in env', '    env: [{name: A, value: yes}]\n', '    env: [{name: A, value: "yes"}]\n'],
    [
      'numbers in args, one after the other',
      "    args:\n    - 1\n    - 'x'\n    - 0x1F # hex\n    - 1_000\n",
      '    args:\n    - "1"\n    - \'x\'\n    - "0x1F" # hex\n    - "1_000"\n',
    ],
    ['a number in quotes', '    ports: [{containerPort: "80"}]\n', '    ports: [{containerPort: 80}]\n'],
    ['a truth value in quotes', "    tty: 'true'\n", '    tty: true\n'],
    [
      'a line that stands twice',
      '    tty: true\n    tty: true\n    stdin: true\n',
      '    tty: true\n    stdin: true\n',
    ],
  ])('mends %s, and leaves all else', async (_, before, after) => {
    const { text, verdict, diagnostics } = await fix(POD + before);
    expect(text).toBe(POD + after);
    expect(verdict).toBe('runs');
    expect(diagnostics).toEqual([]);
  });

  it('mends labels, their keys and file modes', async () => {
    const pod = POD.replace('  name: a\n', '  name: a\n  labels:\n    on: 1\n');
    const volumes = '  volumes:\n  - name: v\n    configMap: {name: x, defaultMode: 400}\n';
    const { text } = await fix(pod + volumes);
    expect(text).toContain('    "on": "1"\n');
    // Such a volume is refused in a static pod, and its mode is not what it is refused for.
    expect(text).toMatch(/defaultMode: 0?400/);
  });

  it('leaves line ends, a byte order mark and bytes that are no UTF-8', async () => {
    const crlf = `\ufeff${POD}    tty: "true" \n`.replaceAll('\n', '\r\n');
    const { text } = await fix(crlf);
    expect(text).toBe(crlf.replace('"true"', 'true'));
    const odd = `${POD}    tty: "true"\n---\n# ${'x'.repeat(1200)}\n# \udcff\n`;
    expect((await fix(odd)).text).toBe(odd.replace('"true"', 'true'));
  });

  it('mends JSON as it is written', async () => {
    const json =
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},\n\t"spec":{"containers":[{"name":"c","image":"x","tyt":true,"imagePullPolice":"Always"}]}}';
    expect((await fix(json, '/m/a.json')).text).toBe(json.replace('Police', 'Policy'));
  });

  it('is right for every kubelet that was asked for, or not made', async () => {
    const text = `${POD}    imagePullPolice: Always\n`;
    expect((await fix(text, '/m/a.yaml', [28, 37])).fixed).toHaveLength(1);
  });

  it.each([
    ['what may mean two fields', '    imagePullPolicies: [a]\n'],
    ['what would stand twice', '    imagePullPolicy: Never\n    imagePullPolice: Never\n'],
    ['a field that would be refused', '    imagePullPolice: {a: 1}\n'],
    ['an octal number', '    ports: [{containerPort: 0443}]\n'],
    ['a line that stands twice with a comment', '    tty: true\n    tty: true # twice\n'],
    ['UTF-16', undefined],
  ])('is not made of %s', async (_, more) => {
    const text = more === undefined ? undefined : POD + more;
    const path = '/m/a.yaml';
    const bytes =
      text === undefined
        ? new Uint8Array(Buffer.from(`\ufeff${POD}    tyt: "true"\n`, 'utf16le'))
        : encode(text);
    const judge = judgeAs(path);
    const fixed = await fixFile(bytes, await judge(bytes), judge);
    expect(decode(fixed.bytes)).toBe(decode(bytes));
    expect(fixed.fixed).toEqual([]);
  });

  it('makes those that hold where one of them does not', async () => {
    const { text, fixed } = await fix(
      `${POD}    imagePullPolice: {a: 1}\n    livenesProbe: {exec: {command: [a]}}\n`,
    );
    expect(fixed).toEqual(['rename "livenesProbe" to "livenessProbe"']);
    expect(text).toContain('imagePullPolice: {a: 1}');
  });

  it.each([
    ['    imagePullPolice: Never\n    imagePulPolicy: Always\n'],
    ['  hostnetwork: true\n  hostNework: false\n'],
  ])('makes neither of two that mean one field: %j', async (more) => {
    const { text, fixed } = await fix(POD + more);
    expect([text, fixed]).toEqual([POD + more, []]);
  });

  it('makes those that only go together: a field, and the fields in it that show then', async () => {
    const { text, verdict } = await fix(
      `${POD}    volumemounts: [{mountpath: /a, name: v}]\n  volumes: [{name: v, emptyDir: {}}]\n`,
    );
    expect(text).toContain('    volumeMounts: [{mountPath: /a, name: v}]\n');
    expect(verdict).toBe('runs');
  });

  it.each([
    ['hostPID: &t yes', 'env: [{name: A, value: *t}]'],
    ['shareProcessNamespace: &t !!bool true', 'args: [*t]'],
    ['hostname: &t "80"', 'ports: [{containerPort: *t}]'],
    ['terminationGracePeriodSeconds: &t 30', 'args: [a, *t]'],
  ])('is none of a value with an anchor, which counts elsewhere too: %s', async (ofPod, ofContainer) => {
    const text = `${POD}    ${ofContainer}\n  ${ofPod}\n`.replace(
      /spec:\n((.|\n)*?)( {2}[^\n]*&t[^\n]*\n)$/,
      'spec:\n$3$1',
    );
    const { text: after, diagnostics } = await fix(text);
    expect(after).toBe(text);
    expect(diagnostics?.[0]?.help).toMatch(
      /^the value of the anchor is .*, and here it must be something else: write /,
    );
  });

  it('is undone where the value counts in a mapping that an alias brings to another place', async () => {
    const text = `${POD.replace('  name: a\n', '  name: a\n  labels: &m\n    port: 80\n')}    livenessProbe: {tcpSocket: *m}\n`;
    const { text: after, diagnostics } = await fix(text);
    // A port may be a text or a number, but "80" is no name of a port.
    expect([after, diagnostics?.[0]?.message]).toEqual([text, expect.stringContaining('metadata.labels')]);
  });

  it('waits where an error without a fix hides what it would do', async () => {
    const text = `${POD}    args: [1, {a: 2}]\n    imagePullPolice: Always\n`;
    expect((await fix(text)).text).toBe(text.replace('[1,', '["1",'));
  });

  it('still is made of a key or a field below an anchor', async () => {
    const { text } = await fix(
      `${POD}    securityContext: &s\n      privilegd: true\n`.replace(
        '  name: a\n',
        '  name: a\n  labels: &l\n    on: x\n',
      ),
    );
    expect(text).toContain('    "on": x\n');
    expect(text).toContain('      privileged: true\n');
  });

  it('ends when nothing is left, and changes nothing the second time', async () => {
    const once = await fix(`${POD}    args: [1, 2, 3]\n    imagePullPolice: Always\n`);
    expect(once.fixed).toHaveLength(4);
    expect((await fix(once.text)).fixed).toEqual([]);
  });
});

describe('whatever the text', () => {
  it('never makes less of a file than there was', async () => {
    const line = fc.constantFrom(
      '    tty: "true"\n',
      '    imagePullPolice: Always\n',
      '    imagePullPolice: 1\n',
      '    args: [1, yes]\n',
      '    tty: true\n',
      '    env: [{name: 1, value: 2}]\n',
      '  hostNetwrok: true\n',
      '    livenesProbe: {}\n',
      '\t\n',
      '- x\n',
      '  containers: 1\n',
      '    *a: b\n',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
        const bytes = encode(POD + lines.join(''));
        const judge = judgeAs('/m/a.yaml');
        const before = await judge(bytes);
        const { bytes: after } = await fixFile(bytes, before, judge);
        const [was, is] = [before[0]!, (await judge(after))[0]!];
        if (was.verdict === 'runs') expect(is.verdict).toBe('runs');
      }),
      { numRuns: 150 },
    );
  });
});

describe('edits', () => {
  const edit = (line: number, column: number, endLine: number, endColumn: number, text: string) => ({
    location: { file: 'a', line, column, endLine, endColumn },
    text,
  });

  it('count lines and characters as findings do', () => {
    expect(applyEdits('a\r\n😀b\nc', [edit(2, 2, 2, 3, 'X'), edit(1, 1, 1, 2, '')])).toBe('\r\n😀X\nc');
    expect(applyEdits('a\nb\n', [edit(2, 1, 3, 1, '')])).toBe('a\n');
  });

  it('are none where they overlap or lie outside', () => {
    expect(applyEdits('abc', [edit(1, 1, 1, 3, 'x'), edit(1, 2, 1, 3, 'y')])).toBeNull();
    expect(applyEdits('abc', [edit(1, 1, 1, 9, 'x')])).toBeNull();
    expect(applyEdits('abc', [edit(7, 1, 7, 2, 'x')])).toBeNull();
  });
});
