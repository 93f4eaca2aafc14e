import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { SourceText } from '../../src/diagnostics/location.ts';
import type { Mark } from '../../src/report/excerpt.ts';
import { finding } from '../../src/report/text/finding.ts';
import { frame } from '../../src/report/text/frame.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { padded, widthOf } from '../../src/report/text/width.ts';

const at = (line: number, column: number, endColumn: number, endLine = line) => ({
  file: '/f',
  line,
  column,
  endLine,
  endColumn,
});

/** The frame of marks in a text. */
const framed = (text: string, ...marks: readonly Mark[]) => {
  const source = new SourceText('/f', text);
  return frame(marks, (line) => source.line(line), PLAIN);
};
const error = (location: Mark['location']): Mark => ({ location, kind: 'error' });
const related = (location: Mark['location'], label: string): Mark => ({ location, kind: 'related', label });

describe('a frame', () => {
  it('shows the line with a caret below each character it speaks of', () => {
    expect(framed('a\nb\n  name: web', error(at(3, 9, 12)))).toEqual(['3 |   name: web', '  |         ^^^']);
  });

  it('gives a tab four columns, before a mark and in it', () => {
    expect(framed('\tx', error(at(1, 2, 3)))).toEqual(['1 |     x', '  |     ^']);
    expect(framed('a\tb c', error(at(1, 1, 4)))).toEqual(['1 | a    b c', '  | ^^^^^^']);
  });

  it('counts code points, and gives an escaped one the room it takes', () => {
    expect(framed('\u001bx', error(at(1, 2, 3)))).toEqual(['1 | \\ex', '  |   ^']);
    expect(framed('a\\x', error(at(1, 3, 4)))).toEqual(['1 | a\\x', '  |   ^']);
    expect(framed('\udc80x', error(at(1, 2, 3)))).toEqual(['1 | \\x80x', '  |     ^']);
  });

  it('gives wide characters two columns and combining ones none', () => {
    expect(framed('😀x', error(at(1, 2, 3)))[1]).toBe('  |   ^');
    expect(framed('名前: 値です', error(at(1, 5, 8)))).toEqual(['1 | 名前: 値です', '  |       ^^^^^^']);
    expect(framed('e\u0301x', error(at(1, 3, 4)))[1]).toBe('  |  ^');
    expect(framed('e\u0301x', error(at(1, 2, 3)))[1]).toBe('  |  ^');
  });

  it('cuts a long line around its place', () => {
    const [text, caret] = framed(`${'a'.repeat(4000)}X${'b'.repeat(4000)}`, error(at(1, 4001, 4002)));
    expect(text!.length).toBeLessThan(200);
    expect(text![caret!.indexOf('^')]).toBe('X');
    expect(text).toMatch(/ …a.*b…$/);
  });

  it('leaves a line whole that has room', () => {
    const line = `${'a'.repeat(120)}X`;
    expect(framed(line, error(at(1, 121, 122)))[0]).toBe(`1 | ${line}`);
  });

  it('shows a long line once more for a place far away on it', () => {
    const line = `${'a'.repeat(1000)}X${'b'.repeat(1000)}Y`;
    const lines = framed(line, error(at(1, 2002, 2003)), related(at(1, 1001, 1002), 'here'));
    expect(lines).toHaveLength(4);
    expect(lines[0]![lines[1]!.indexOf('-')]).toBe('X');
    expect(lines[2]![lines[3]!.indexOf('^')]).toBe('Y');
  });

  it('shows two places in the order of the file, with what is left out between them', () => {
    const text = 'one: 1\ntwo: 2\nthree: 3\nfour: 4\none: 2';
    expect(framed(text, error(at(5, 1, 4)), related(at(1, 1, 4), 'first given here'))).toEqual([
      '1 | one: 1',
      '  | --- first given here',
      '...',
      '5 | one: 2',
      '  | ^^^',
    ]);
    expect(framed(text, error(at(3, 1, 6)), related(at(1, 1, 4), 'here')).slice(2)).toEqual([
      '2 | two: 2',
      '3 | three: 3',
      '  | ^^^^^',
    ]);
  });

  it('shows two places on one line below each other, and makes room for the longest number', () => {
    const text = `${'\n'.repeat(8)}{a: 1, a: 2}\nb: 1`;
    expect(
      framed(text, error(at(9, 8, 9)), related(at(9, 2, 3), 'here'), related(at(10, 1, 2), 'there')),
    ).toEqual([' 9 | {a: 1, a: 2}', '   |  - here', '   |        ^', '10 | b: 1', '   | - there']);
  });

  it('shows what has several lines at its first and its last', () => {
    const text = 'spec:\n  containers:\n  - name: a\n    image: b\nkind: Pod\n';
    expect(framed(text, error(at(2, 3, 13, 4)))).toEqual([
      '2 |   containers:',
      '  |   ^^^^^^^^^^^',
      '3 |   - name: a',
      '4 |     image: b',
      '  |     ^^^^^^^^',
    ]);
    // An end at the start of a line is the end of the line before it.
    expect(framed(text, error(at(2, 3, 1, 5)))).toEqual(framed(text, error(at(2, 3, 13, 4))));
    expect(framed(text, error(at(1, 1, 1, 2)))).toEqual(['1 | spec:', '  | ^^^^^']);
  });

  it('marks the rest of the line where the end is not known, and the end of a line behind it', () => {
    expect(framed('a: bc', error({ file: '/f', line: 1, column: 4 }))[1]).toBe('  |    ^^');
    expect(framed('a: ', error(at(1, 4, 4)))[1]).toBe('  |    ^');
    expect(framed('a:', error(at(1, 5, 6)))[1]).toBe('  |     ^');
  });

  it('is nothing where the place is not known', () => {
    expect(framed('x', error({ file: '/f' }))).toEqual([]);
    expect(framed('x', error({ file: '/f', line: 1 }))).toEqual([]);
    expect(framed('x', error(at(2, 1, 2)))).toEqual([]);
    expect(framed('x'.repeat(20_000), error(at(1, 1, 2)))).toEqual([]);
  });

  it('marks what stands above the mark, whatever the text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 }).map((one) => one.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(text, fc.nat(70), fc.nat(70), (line, from, length) => {
        const lines = framed(line, error(at(1, from + 1, from + length + 1)));
        expect(lines).toHaveLength(2);
        const [shown, marks] = lines;
        expect(marks).toMatch(/^ {2}\| *\^+$/);
        if (from + length <= [...line].length)
          expect(widthOf(shown!)).toBeGreaterThanOrEqual(marks!.length - 1);
      }),
    );
  });

  it('takes any place that a hostile finding names', () => {
    const number = fc.integer({ min: 1, max: 9 });
    const where = fc.record({
      file: fc.constant('/f'),
      line: number,
      column: number,
      endLine: number,
      endColumn: number,
    });
    fc.assert(
      fc.property(fc.array(where, { minLength: 1, maxLength: 5 }), fc.string(), (places, text) => {
        framed(text, ...places.map(error));
      }),
    );
  });
});

describe('a finding', () => {
  const source = new SourceText('/f', 'a: 1\nb: 2\na: 3\n');
  const around = {
    showPath: (file: string) => file.slice(1),
    lineOf: (_: string, line: number) => source.line(line),
    style: PLAIN,
  };
  const twice: Diagnostic = {
    ruleId: 'key-twice',
    severity: 'warning',
    message: '"a" is given twice',
    location: at(3, 1, 2),
    related: [{ location: at(1, 1, 2), message: 'first given here' }],
    help: 'keep one of the two',
  };

  it('shows a related place that is near in its own frame', () => {
    expect(finding(twice, around)).toEqual([
      'f:3:1: warning: "a" is given twice [key-twice]',
      '    1 | a: 1',
      '      | - first given here',
      '    2 | b: 2',
      '    3 | a: 3',
      '      | ^',
      '  help: keep one of the two',
    ]);
  });

  it('shows one of another file, or far away, after it', () => {
    const location = { ...at(1, 1, 2), file: '/g' };
    const lines = finding({ ...twice, related: [{ location, message: 'this one wins' }] }, around);
    expect(lines.slice(1, 6)).toEqual([
      '    3 | a: 3',
      '      | ^',
      '  g:1:1: this one wins',
      '    1 | a: 1',
      '      | ^',
    ]);
    const far = { ...twice, related: [{ location: at(99, 1, 2), message: 'far away' }] };
    expect(finding(far, around)).toContain('  f:99:1: far away');
  });

  it('says of a related place what there is to say also where no line can be shown', () => {
    const lines = finding(twice, { ...around, lineOf: () => undefined });
    expect(lines.slice(1)).toEqual(['  f:1:1: first given here', '  help: keep one of the two']);
  });
});

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['web', 3],
    ['größe', 5],
    ['漢字', 4],
    ['한국어', 6],
    ['\u1112\u1161\u11ab', 2],
    ['ﾊﾝｶｸ', 4],
    ['ＡＢ', 4],
    ['e\u0301', 1],
    ['⚠\ufe0f', 1],
    ['✅', 2],
    ['🇩🇪', 2],
  ])('counts columns: %s', (text, width) => {
    expect(widthOf(text)).toBe(width);
    expect(padded(text, 8)).toBe(text + ' '.repeat(8 - width));
  });
});
