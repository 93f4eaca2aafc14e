import { describe, expect, it } from 'vitest';
import { isLintFormat, type LintFormat, lintFormats } from '../../src/report/index.ts';
import { TOOL } from '../../src/report/tool.ts';
import {
  goldenReport,
  HOSTILE,
  hostileReport,
  lintReport,
  longReport,
  versionsReport,
} from './lint-reports.ts';

const FORMATS: readonly LintFormat[] = [
  'json',
  'jsonl',
  'sarif',
  'junit',
  'github',
  'gitlab',
  'checkstyle',
  'tap',
];

describe.each(FORMATS)('the format %s', (format) => {
  const render = lintFormats[format];

  it('looks as it did', async () => {
    const text = await render(goldenReport());
    await expect(text.replaceAll(TOOL.version, 'VERSION')).toMatchFileSnapshot(`golden/${format}.txt`);
  });

  it('looks as it did where several kubelets were asked', async () => {
    const text = await render(versionsReport());
    await expect(text.replaceAll(TOOL.version, 'VERSION')).toMatchFileSnapshot(
      `golden/${format}.versions.txt`,
    );
  });

  it('names the kubelet that was judged by', async () => {
    expect(await render(goldenReport())).toMatch(/1[.-]34/);
    expect(await render(versionsReport())).toMatch(/1[.-]33[\s\S]*1[.-]34/);
    // GitLab's list has no room for it where it is empty.
    if (format !== 'gitlab') expect(await render(lintReport({}))).toMatch(/1[.-]34/);
  });

  it('is the same bytes each time, and whole lines', async () => {
    const text = await render(goldenReport());
    expect(await render(goldenReport())).toBe(text);
    expect(text.endsWith('\n')).toBe(true);
    expect(text.endsWith('\n\n')).toBe(false);
  });

  it('is well-formed text without control characters, whatever the files hold', async () => {
    const text = await render(hostileReport(HOSTILE));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not come
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f]|\p{Surrogate}/u);
  });

  it('shows ten thousand findings on one line of a megabyte soon', async () => {
    const start = performance.now();
    const text = await render(longReport(10_000));
    expect(text).toContain('finding 9999');
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('the formats', () => {
  it('are known by name, and nothing else is one', () => {
    expect(FORMATS.every(isLintFormat)).toBe(true);
    expect(isLintFormat('text')).toBe(false);
    expect(isLintFormat('toString')).toBe(false);
  });
});
