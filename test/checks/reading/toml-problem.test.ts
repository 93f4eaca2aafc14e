import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tomlProblem } from '../../../src/checks/reading/toml-problem.ts';

describe('what no reader of TOML takes', () => {
  it.each([
    ['a = True', 'no value'],
    ['a = yes', 'no value'],
    ['a =', 'missing'],
    ['a = # nothing', 'missing'],
    ['a: true', '":"'],
    ['[a.b', 'not closed'],
    ['a = "b', 'quote'],
    ["a = 'b", 'quote'],
    ['[a]\nb = 1\n[a]', 'twice'],
    ['[a]\nb = 1\nb = 1', 'twice'],
    ['a = [\n  "b",\n]\nc = True', 'no value'],
  ])('finds it in %j', (text, reason) => expect(tomlProblem(text)?.reason).toContain(reason));

  it.each([
    '',
    'a = true # b\r\n[c]\r\nd = "e"\r\n',
    '[a]\nb = 1\n[c]\nb = 1',
    '[a]\n[a.b]\n[a."b.c"]',
    'a = ["b",\n  "c"]\nd = []',
    'a = """\nb: c\n[d\n"""\ne = 1',
    'a = 1979-05-27T07:32:00Z\nb = 1_000\nc = inf\nd = +nan\ne = 0x1F',
    'a = {b = 1}\n"c d" = 2',
    'a = "b\\"c"\nd = \'"\'',
    '[[a]]\n[a.b]\n[[a]]\n[a.b]',
    'a.b = 1\na.c = 2',
    'a = [\n  ["b"],\n  ["c"]\n]',
  ])('finds nothing in %j', (text) => expect(tomlProblem(text)).toBeUndefined());

  it('ends on anything, and soon', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void tomlProblem(text)));
    for (const part of ['[', '"', 'a.', 'a = [\n', "'", 'a = "\\']) {
      const start = performance.now();
      tomlProblem(part.repeat(200_000));
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});
