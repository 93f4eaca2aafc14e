import { describe, expect, it } from 'vitest';
import { quote, quoteRune, trimSpace } from '../../src/bytes/go-strings.ts';
import { decode } from '../../src/bytes/text.ts';

describe('quote', () => {
  it.each([
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\n\t\x07\x00\x7f', '"\\n\\t\\a\\x00\\x7f"'],
    ['é😀', '"é😀"'],
    ['\u0085\u200b', '"\\u0085\\u200b"'],
    [decode(Uint8Array.of(0x61, 0xff)), '"a\\xff"'],
  ])('writes %j as strconv.Quote', (text, quoted) => {
    expect(quote(text)).toBe(quoted);
  });

  it('quotes a rune with single marks', () => {
    expect(quoteRune("'")).toBe("'\\''");
    expect(quoteRune('"')).toBe("'\"'");
  });
});

describe('trimSpace', () => {
  it("trims Go's white space, which has U+0085 but no byte order mark", () => {
    expect(trimSpace('\u0085 a\u2003')).toBe('a');
    expect(trimSpace('\ufeffa')).toBe('\ufeffa');
  });
});
