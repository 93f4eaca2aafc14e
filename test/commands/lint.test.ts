import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { schemaErrors, spctl } from './cli.ts';

const work = mkdtempSync(join(tmpdir(), 'spctl-lint-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(work, name), content);
  return name;
};
const pod = (name: string, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n  containers:\n  - name: c\n    image: registry.example/c:1\n${more}`;
// A unit that no machine has: what these tests say does not depend on the machine's own kubelet.
const lint = (...args: string[]) => spctl(['lint', '--unit', 'no-such-unit', ...args], { cwd: work });

describe('spctl lint', () => {
  it('says of a sound manifest under which name it runs', () => {
    const { code, stdout } = lint(file('web.yaml', pod('web')));
    expect(code).toBe(0);
    expect(stdout).toContain('web.yaml: runs as default/web-<node>');
    expect(stdout).toMatch(/1 file: 1 runs; 0 errors, 0 warnings\n$/);
  });

  it('shows a refused one with its line, a caret and what to do', () => {
    const { code, stdout } = lint(file('bad.yaml', pod('web', '    ports:\n    - containerPort: 70000\n')));
    expect(code).toBe(1);
    expect(stdout).toContain('bad.yaml: refused');
    expect(stdout).toMatch(/bad\.yaml:10:\d+: error: /);
    expect(stdout).toContain('10 |     - containerPort: 70000');
    expect(stdout).toMatch(/\^\^\^\^\^/);
  });

  it('takes the node name literally, and from stdin what stands there', () => {
    const { stdout } = spctl(['lint', '-', '--stdin-name', 'from-helm.yaml', '--node-name', 'node01'], {
      input: pod('web'),
    });
    expect(stdout).toContain('from-helm.yaml: runs as default/web-node01');
  });

  it('judges several files as if they lay in one directory', () => {
    file('a.yaml', pod('same'));
    file('b.yaml', pod('same'));
    const { code, stdout } = lint('a.yaml', 'b.yaml');
    expect(code).toBe(1);
    expect(stdout).toContain('a.yaml: shadowed');
    expect(stdout).toContain('b.yaml: runs as');
  });

  it('is 3 for what is missing or holds nothing to read, which beats 1', () => {
    expect(lint('nosuch.yaml').code).toBe(3);
    mkdirSync(join(work, 'empty'));
    writeFileSync(join(work, 'empty/.hidden.yaml'), pod('x'));
    expect(lint('empty').code).toBe(3);
    expect(lint('nosuch.yaml', file('refused.yaml', 'kind: Pod\n')).code).toBe(3);
  });

  it('turns 1 into 0 where --fail-on says so', () => {
    const name = file('unknown-field.yaml', pod('web', '    hostNetwork: true\n'));
    expect(lint(name).code).toBe(1);
    expect(lint(name, '--fail-on', 'error').code).toBe(0);
    expect(lint(name, '--fail-on', 'never').code).toBe(0);
    expect(lint(file('broken.yaml', '{'), '--fail-on', 'never').code).toBe(0);
  });

  it('counts a path that is given twice once', () => {
    expect(lint(file('twice.yaml', pod('web')), 'twice.yaml', './twice.yaml').stdout).toMatch(
      /\n1 file: 1 runs;/,
    );
  });

  it('takes thousands of paths, each called as it was given', () => {
    const names = Array.from({ length: 3000 }, (_, i) => file(`many-${i}.yaml`, pod(`p${i}`)));
    const { code, stdout } = lint(...names);
    expect(code).toBe(0);
    expect(stdout).toContain('\nmany-2999.yaml: runs as');
    expect(stdout).toMatch(/3000 files: 3000 run;/);
  });

  it('counts what it does not show', () => {
    const containers = Array.from({ length: 6000 }, () => '  - {name: C!, image: " i"}\n').join('');
    const head = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n';
    const { code, stdout } = lint(file('countless.yaml', head + containers));
    expect(code).toBe(1);
    expect(stdout).toContain('more findings in this file are not shown');
    expect(Number(/; (\d+) errors/.exec(stdout)?.[1])).toBeGreaterThan(10_000);
  });

  it('takes files for what they are', () => {
    const unit = file('x.service', '[Service]\nExecStart=/usr/bin/kubelet\nNosuch=1\n');
    expect(lint(unit).stdout).toContain('x.service:3:1: warning:');
    const configuration = file(
      'c.yaml',
      'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: "x"\n',
    );
    expect(lint(configuration).stdout).toMatch(/c\.yaml:3:\d+: error:/);
    expect(lint(configuration, '--as', 'manifest').stdout).toContain('KubeletConfiguration');
    expect(lint(file('x.env', 'export A=1\n')).stdout).toContain('x.env:1:');
  });

  describe('given garbage', () => {
    const GARBAGE: readonly (readonly [string, string | Uint8Array])[] = [
      ['junk', Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)],
      ['utf-16', Buffer.from(`\ufeff${pod('web')}`, 'utf16le').subarray(0, 101)],
      ['nul', `${pod('web')}\0`],
      ['eleven MiB', 'a'.repeat(11 * 1024 * 1024)],
      ['ten MiB', `# ${'x'.repeat(10 * 1024 * 1024 - 2)}`],
      [
        'alias bomb',
        [
          'a: &a [x,x,x,x,x,x,x,x,x,x]',
          ...Array.from(
            { length: 9 },
            (_, i) => `${'bcdefghij'[i]}: &${'bcdefghij'[i]} [${Array(10).fill(`*${'abcdefghi'[i]}`)}]`,
          ),
        ].join('\n'),
      ],
      ['deep list', '['.repeat(10_001)],
      ['deep JSON', `{"a":${'['.repeat(20_000)}`],
      ['empty', ''],
      ['colours', pod('\u001b[31mred')],
    ];

    it.each(GARBAGE)('%s: refuses it with a finding, and no trace', (name, content) => {
      const { code, stdout, stderr } = lint(file(`${name}.yaml`, content));
      expect(code).toBe(1);
      expect(stdout).toContain('refused');
      expect(stdout).toMatch(/error: /);
      expect(stdout + stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not come
      expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
    });

    it('a loop of symlinks and a device: says so and is 3', () => {
      symlinkSync('loop-b', join(work, 'loop-a'));
      symlinkSync('loop-a', join(work, 'loop-b'));
      expect(lint('loop-a').code).toBe(3);
      expect(lint('/dev/zero').code).toBe(3);
    });
  });
});

describe('spctl lint with several kubelets', () => {
  const pod = (spec: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, image: x${spec}}]}\n`;
  const secret = pod(', env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]');
  const answerOf = (versions: string, input: string, ...more: readonly string[]) => {
    const { stdout, code } = spctl(['lint', '-', '-o', 'json', '--kubelet-version', versions, ...more], {
      input,
    });
    const answer = JSON.parse(stdout);
    expect(schemaErrors('lint', answer)).toEqual([]);
    return { answer, code };
  };

  it('tells of each what it does, and begins with the first', () => {
    const { answer, code } = answerOf('1.33,1.34', secret);
    expect(code).toBe(1);
    expect(answer).toMatchObject({ kubeletVersion: '1.33', files: [{ verdict: 'runs' }] });
    expect(answer.versions).toMatchObject([
      { kubeletVersion: '1.33', files: [{ verdict: 'runs' }] },
      { kubeletVersion: '1.34', files: [{ verdict: 'refused', stage: 'reference' }] },
    ]);
    expect(Object.keys(answer).at(-1)).toBe('diagnostics');
  });

  it('knows all of them', () => {
    const { answer, code } = answerOf('all', pod(''));
    expect(code).toBe(0);
    expect(answer.versions.map(({ kubeletVersion }: { kubeletVersion: string }) => kubeletVersion)).toEqual(
      Array.from({ length: 10 }, (_, i) => `1.${28 + i}`),
    );
  });

  it('says the same of each as when it is asked alone', () => {
    const { answer } = answerOf('1.30,1.37', secret);
    for (const { kubeletVersion, files } of answer.versions) {
      const alone = spctl(['lint', '-', '-o', 'json', '--kubelet-version', kubeletVersion], {
        input: secret,
      });
      expect(JSON.parse(alone.stdout).files).toEqual(files);
    }
  });

  it('shows in text where a verdict changes, with field and reason', () => {
    const { stdout } = spctl(['lint', '-', '--kubelet-version', '1.32,1.33,1.34'], { input: secret });
    expect(stdout).toMatch(/^ +1\.32 +1\.33 +1\.34$/m);
    expect(stdout).toMatch(/^stdin +runs +runs +refused$/m);
    expect(stdout).toContain('valueFrom.secretKeyRef');
    expect(stdout).toContain('1 file, 1 not with one verdict: 1.32, 1.33 refuse none; 1.34 refuses 1');
  });

  it('compares the node itself too', () => {
    const node = 'fixtures/conformance/kubeadm/1.34-default';
    const { stdout, code } = spctl(['lint', '--root', node, '--kubelet-version', '1.34,1.35']);
    expect(stdout).toMatch(/^the node +starts +stops: flags$/m);
    expect(code).toBe(1);
  });

  it('is for lint alone', () => {
    expect(spctl(['where', '--kubelet-version', '1.34,1.35']).code).toBe(2);
  });
});

describe('spctl lint --feature-gates', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: a, image: x, env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: k}}}]}]}\n';
  const lint = (gates: string, version = '1.34') =>
    spctl(['lint', '-', '--kubelet-version', version, '--feature-gates', gates], { input: pod });

  it('judges as a kubelet with these gates', () => {
    expect(lint('PreventStaticPodAPIReferences=true').stdout).toContain('stdin: refused');
    expect(lint('PreventStaticPodAPIReferences=false').stdout).toContain('stdin: runs as default/web');
  });

  it('refuses what no kubelet starts with', () => {
    expect(lint('NoSuchGate=true').code).toBe(2);
    expect(lint('PreventStaticPodAPIReferences=maybe').code).toBe(2);
    expect(lint('PreventStaticPodAPIReferences=false', '1.37').code).toBe(2);
  });
});
