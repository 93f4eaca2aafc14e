import { describe, expect, it } from 'vitest';
import { SourceText } from '../../../src/diagnostics/location.ts';
import { configLines } from '../../../src/node/systemd/config-lines.ts';
import { parseEnvironmentFile } from '../../../src/node/systemd/environment-file.ts';
import { type ExtractFlags, extractWord } from '../../../src/node/systemd/extract-word.ts';
import { parseTimeSpan } from '../../../src/node/systemd/time-span.ts';
import { endOf, startOf, type Traced, tracedBuilder } from '../../../src/node/systemd/traced.ts';
import { parseUnitName, unescapePath, unescapeUnitName } from '../../../src/node/systemd/unit-name.ts';

function traced(text: string): Traced {
  const builder = tracedBuilder(new SourceText('/f', text));
  builder.literal(0, text.length);
  return builder.build(0, text.length);
}

function words(text: string, flags: ExtractFlags): string[] | 'invalid' {
  const found: string[] = [];
  for (let at: number | undefined = 0; at !== undefined; ) {
    const read = extractWord(traced(text), at, flags);
    if (read.kind === 'invalid') return 'invalid';
    if (read.kind === 'end') break;
    found.push(read.word.text);
    at = read.next;
  }
  return found;
}

describe('lines', () => {
  const lines = (text: string) => configLines(new SourceText('/f', text)).lines.map((line) => line.text);

  it.each([
    ['joins lines with a space and keeps indentation', 'a \\\n  b\n', ['a    b']],
    ['drops comments inside a continuation', 'a \\\n# c \\\nb\n', ['a  b']],
    ['takes two backslashes for a backslash', 'a \\\\\nb\n', ['a \\\\', 'b']],
    [
      'ends lines at CR, LF and NUL, and takes a run of different ones for one end',
      'a\r\nb\rc\n\rd\0e',
      ['a', 'b', 'c', 'd', 'e'],
    ],
    ['strips one byte order mark, not from a comment', '\ufeff#a\n\ufeffb\n', ['#a', '\ufeffb']],
    ['lets the end of the file end a continuation', 'a \\', ['a  ']],
  ])('%s', (_, text, expected) => {
    expect(lines(text)).toEqual(expected);
  });

  it('knows where each character of a joined line stands', () => {
    const [line] = configLines(new SourceText('/f', 'ab\\\n  c\n')).lines;
    expect(line!.text).toBe('ab   c');
    expect([...line!.text].map((_, i) => [startOf(line!, i), endOf(line!, i)])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [4, 5],
      [5, 6],
      [6, 7],
    ]);
  });

  it('stops at a line of a mebibyte', () => {
    const { lines: read, tooLong } = configLines(new SourceText('/f', `a\n${'x'.repeat(1024 * 1024)}\nb\n`));
    expect(read).toHaveLength(1);
    expect(tooLong).toMatchObject({ start: 2 });
  });
});

describe('words', () => {
  it.each([
    ['a "b c"d\'e\' ""', { unquote: true }, ['a', 'b cde', '']],
    ['a\\x20b \\u00e9 \\xc3\\xa9', { unescape: true }, ['a b', 'é', 'é']],
    ["'\\x41\\''", { unquote: true, unescape: true }, ["A'"]],
    ['a\\.b', { unescape: true }, 'invalid'],
    ['a\\.b\\tc\\', { unescape: true, keepUnknownEscapes: true }, ['a\\.b\tc\\']],
    ['"a', { unquote: true }, 'invalid'],
    ['"a b', { unquote: true, relax: true }, ['a b']],
    ['a\\ b\\', { relax: true }, ['a b']],
    ['a\u00a0b\vc', { unquote: true }, ['a\u00a0b\vc']],
  ] as const)('reads %j with %j', (text, flags, expected) => {
    expect(words(text, flags)).toEqual(expected);
  });
});

describe('environment files', () => {
  const read = (text: string, escapes = true) =>
    parseEnvironmentFile(new SourceText('/f', text), escapes).entries.map(({ key, value }) => [
      key.text,
      value.text,
    ]);

  it.each([
    ['A="x" "y"\n', [['A', 'xy']]],
    [
      'A=x"y z" # c \nB= \n',
      [
        ['A', 'x"y z" # c'],
        ['B', ''],
      ],
    ],
    ['A=x\\\n y\\z\n', [['A', 'x yz']]],
    ['A="\\"\\n\\\ny"\n', [['A', '"\\ny']]],
    ["A='x\nB=1\n", [['A', 'x\nB=1\n']]],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it('lets a backslash in a comment hide the line end up to 253', () => {
    expect(read('# c \\\nA=1\n')).toEqual([]);
    expect(read('# c \\\nA=1\n', false)).toEqual([['A', '1']]);
  });
});

describe('time spans', () => {
  it.each([
    ['30', 30_000_000n],
    ['1min 30s', 90_000_000n],
    ['1.5h', 5_400_000_000n],
    ['500ms', 500_000n],
    ['infinity', 2n ** 64n - 1n],
    ['', undefined],
    ['1.', undefined],
    ['-1', undefined],
    ['3 x', undefined],
  ])('%j', (text, expected) => {
    expect(parseTimeSpan(text)).toBe(expected);
  });
});

describe('unit names', () => {
  it('have a prefix, an instance and a suffix', () => {
    expect(parseUnitName('a-b@c@d.service')).toEqual({
      full: 'a-b@c@d.service',
      prefix: 'a-b',
      instance: 'c@d',
      suffix: 'service',
    });
    expect(parseUnitName('a.service.d')).toBeUndefined();
    expect(parseUnitName('@a.service')).toBeUndefined();
  });

  it('are escaped paths', () => {
    expect(unescapeUnitName('a-b\\x2dc')).toBe('a/b-c');
    expect(unescapeUnitName('a\\q')).toBeUndefined();
    expect(unescapePath('var-lib')).toBe('/var/lib');
    expect(unescapePath('-a')).toBeUndefined();
  });
});
