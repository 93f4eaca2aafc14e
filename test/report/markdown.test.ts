import { describe, expect, it } from 'vitest';
import { markdownReport } from '../../src/report/markdown.ts';
import { found, HOSTILE, manyFindings, reportOf, SAMPLE, twoVersions } from './sample-report.ts';

describe('the markdown report', () => {
  it('has the answer first, then the worst', async () => {
    await expect(markdownReport(SAMPLE)).toMatchFileSnapshot('golden/report.md');
  });

  it('says of files in which nothing is wrong no more than that', () => {
    const text = markdownReport(reportOf([{ path: 'a.yaml', verdict: 'runs', diagnostics: [] }]));
    expect(text).toBe(
      '## spctl: 1 file, nothing wrong\n\nnode01, kubelet 1.34 (as --kubelet-version says)  \n1 file: 1 runs; 0 errors, 0 warnings\n\n',
    );
  });

  it('names the kubelets that have a finding, of several', () => {
    const text = markdownReport(twoVersions());
    expect(text).toContain('node01, kubelets 1.33, 1.34');
    expect(text).toContain('runs as default/web-node01 in 1.33; shadowed');
    expect(text).toContain('and wins (in 1.34)');
  });

  it('escapes what marks text up, by a backslash where that is enough', () => {
    const diagnostics = [found('warning', ['a.yaml', 1, 1, 2], 'MY_VAR and *x* of ~a~ [b]')];
    expect(markdownReport(reportOf([{ path: 'a.yaml', verdict: 'runs', diagnostics }]))).toContain(
      '| MY\\_VAR and \\*x\\* of \\~a\\~ &#91;b&#93; |',
    );
  });

  it('shows hostile text as text', () => {
    const text = markdownReport(HOSTILE);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|\p{Surrogate}/u);
    const [block = ''] = /^(`{6,})text\n[\s\S]*?\n\1$/m.exec(text) ?? [];
    expect(block).toContain('<script>');
    const rest = text.replace(block, '');
    expect(rest).not.toMatch(/<(?!br>)|[@$[]|```|\]\(/);
    for (const row of rest.split('\n').filter((line) => line.startsWith('| ')))
      expect(row.split('|')).toHaveLength(6);
  });

  it('lets no name of a node begin a list or a heading', () => {
    const text = (nodeName: string) => markdownReport(reportOf([], { nodeName })).split('\n')[2];
    expect(text('- a')).toMatch(/^&#45; a,/);
    expect(text('1. a')).toMatch(/^&#49;\. a,/);
    expect(text('# a')).toMatch(/^&#35; a,/);
    expect(text('10-0-0-1')).toMatch(/^10-0-0-1,/);
  });

  it('counts what has no room in a job summary', () => {
    const text = markdownReport(manyFindings(20_000));
    const shown = text.split('\n').filter((line) => line.includes('finding number')).length;
    expect(new TextEncoder().encode(text).length).toBeLessThan(1024 * 1024);
    expect(shown).toBeGreaterThan(5000);
    expect(text).toContain(`\n**${20_000 - shown} more findings had no room here.**\n`);
  });

  it('cuts a text that nobody reads to its end', () => {
    const diagnostic = found('error', ['a', 1, 1, 2], 'x'.repeat(5_000_000));
    const text = markdownReport(reportOf([{ path: 'a', verdict: 'refused', diagnostics: [diagnostic] }]));
    expect(text.length).toBeLessThan(2000);
    expect(text).toContain('xxx…');
  });
});
