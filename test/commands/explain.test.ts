import { describe, expect, it } from 'vitest';
import { TOPICS } from '../../src/explain/topics.ts';
import { spctl } from './cli.ts';

describe('spctl explain', () => {
  it('tells about a rule', () => {
    const { code, stdout, stderr } = spctl(['explain', 'manifest-shadowed']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    for (const part of [
      'manifest-shadowed: warning',
      'bad:',
      'good:',
      'fix:',
      'from:',
      'pkg/kubelet/config/file.go',
    ])
      expect(stdout).toContain(part);
  });

  it('says from which kubelet on a rule is true', () => {
    expect(spctl(['explain', 'pod-name-missing']).stdout).toContain('since kubelet 1.29');
  });

  it('tells about a field, whatever the case of its name', () => {
    const { code, stdout } = spctl(['explain', 'spec.NODENAME']);
    expect(code).toBe(0);
    expect(stdout).toContain('spec.nodeName: a text (string)');
    expect(stdout).toContain('static pods: replaced by the kubelet');
  });

  it.each(['static-pod', 'mirror-pod', 'directory', 'precedence'])(
    'tells about the topic %s, in lines that a terminal holds',
    (topic) => {
      const { code, stdout } = spctl(['explain', topic]);
      expect(code).toBe(0);
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    },
  );

  it('says what was meant, and ends with 2, when there is nothing of that name', () => {
    const { code, stdout, stderr } = spctl(['explain', 'manifest-shadow']);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'spctl: there is no rule, field or topic "manifest-shadow"; did you mean "manifest-shadowed"?\nsee spctl explain --help\n',
    );
  });

  it('shows no control characters of what was asked', () => {
    expect(spctl(['explain', 'x\u001b[31m']).stderr).toContain('"x\\e[31m"');
  });

  it('says what can be asked, and ends with 2, when nothing is', () => {
    const { code, stderr } = spctl(['explain']);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^spctl: explain needs WORD: a rule \(spctl rules .* or a topic: [^\n]+\nsee spctl explain --help\n/,
    );
    for (const { id } of TOPICS) expect(stderr).toContain(id);
  });
});

describe('spctl rules', () => {
  it('has a line for each rule, and none is longer than its summary needs', () => {
    const { code, stdout } = spctl(['rules']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toBe(`${lines.length - 1} rules; spctl explain RULE tells more`);
    expect(lines.find((line) => line.startsWith('fixed-uid '))).toMatch(/^fixed-uid +info +file +a uid /);
  });

  it('gives what a page says as JSON', () => {
    const { rules } = JSON.parse(spctl(['rules', '-o', 'json']).stdout) as {
      rules: { id: string; why: string }[];
    };
    expect(rules.find(({ id }) => id === 'manifest-fifo')?.why).toMatch(/waits for a writer/);
  });
});
