import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../src/report/html.ts';
import { found, HOSTILE, manyFindings, reportOf, SAMPLE, twoVersions } from './sample-report.ts';

const VOID = new Set(['meta', 'input']);
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>|[^<>]+/y;

/** The tags and the text of a page, which must be as strict as XML, but for void elements and bare attributes. */
function read(html: string): { readonly tags: ReadonlyMap<string, number>; readonly text: string } {
  const body = html.replace(/^<!doctype html>\n/, '').replace(/(<style>)[^<]*(<\/style>)/, '$1$2');
  const tags = new Map<string, number>();
  const open: string[] = [];
  let text = '';
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < body.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(body);
    if (!token) throw new Error(`neither a tag nor text: ${body.slice(at, at + 80)}`);
    const [all, end, name] = token;
    if (name === undefined) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(all)) throw new Error(`a bare &: ${all}`);
      text += all;
    } else if (end) {
      if (name !== open.pop()) throw new Error(`</${name}> closes nothing, at ${at}`);
    } else {
      tags.set(name, (tags.get(name) ?? 0) + 1);
      if (!VOID.has(name)) open.push(name);
    }
  }
  expect(open).toEqual([]);
  return { tags, text };
}

const idsIn = (html: string) => [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);

describe('the HTML report', () => {
  it('is one page: the answer, findings with their lines, rules, and what is clean', async () => {
    await expect(htmlReport(SAMPLE)).toMatchFileSnapshot('golden/report.html');
  });

  it.each([
    ['a usual one', SAMPLE],
    ['a hostile one', HOSTILE],
    ['several kubelets', twoVersions()],
    ['nothing', reportOf([])],
  ])('is well-formed, and needs neither network nor script: %s', (_, report) => {
    const html = htmlReport(report);
    const { tags } = read(html);
    for (const name of ['script', 'link', 'img', 'iframe', 'object', 'form', 'base', 'svg'])
      expect(tags.get(name), name).toBeUndefined();
    expect(html).not.toMatch(/ (?:src|on\w+|style)="|@import|url\(/);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('name="viewport"');
    expect(tags.get('h1')).toBe(1);
  });

  it('has each id once, and no link that leads nowhere', () => {
    const html = htmlReport(SAMPLE);
    const ids = idsIn(html);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...html.matchAll(/ (?:href="#|aria-labelledby=")([^"]*)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(3);
    for (const target of targets) expect(ids).toContain(target);
  });

  it('shows a file once, with what is said of the node in it', () => {
    const first = SAMPLE.answer.files[0]!;
    const said = found('warning', [first.path, 1, 1, 2], 'the node says so');
    const html = htmlReport(reportOf([first], { diagnostics: [said] }));
    expect(html.match(/<h2 id="part-/g)).toHaveLength(1);
    expect(html).toContain('the node says so');
  });

  it('names the kubelets it was judged by', () => {
    expect(read(htmlReport(SAMPLE)).text).toContain('node01, kubelet 1.34 (as --kubelet-version says)');
    const { text } = read(htmlReport(twoVersions()));
    expect(text).toContain('node01, kubelets 1.33, 1.34');
    expect(text).toContain('and wins (in 1.34)');
  });

  it('shows hostile text as text', () => {
    const html = htmlReport(HOSTILE);
    expect(read(html).text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\\e[31m\\u202e');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come
    expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]|\p{Surrogate}/u);
  });

  it('holds ten thousand findings', () => {
    const html = htmlReport(manyFindings(10_000));
    const { tags } = read(html);
    expect(tags.get('article')).toBe(10_000);
    expect(html.length / 10_000).toBeLessThan(500);
  });
});
