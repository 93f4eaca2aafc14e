import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/bytes/text.ts';
import { printable, printableLine } from '../../src/report/text/escape.ts';
import { wantsColour } from '../../src/report/text/style.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f]|\p{Surrogate}/u;

describe('what reaches a terminal', () => {
  it('has its control characters written out', () => {
    expect(printable('a\u001b[31mred\u001b[0m\r\n\u0007')).toBe('a\\e[31mred\\e[0m\\r\\n\\x07');
    expect(printable('\u009b31m')).toBe('\\x9b31m');
    expect(printable('txt.\u202egpj')).toBe('txt.\\u202egpj');
    expect(printable('a\u200db\u{e0041}')).toBe('a\\u200db\\U000e0041');
    expect(printable(decode(Uint8Array.of(0x61, 0xff, 0x62)))).toBe('a\\xffb');
  });

  it('keeps every other character as it is', () => {
    expect(printable('größe 漢字 😀')).toBe('größe 漢字 😀');
    expect(printableLine('\tkey: 1')).toBe('\tkey: 1');
  });

  it('never holds a control character, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(printable(decode(bytes))).not.toMatch(UNPRINTABLE);
      }),
    );
  });
});

describe('colour', () => {
  it('is what the terminal has, unless NO_COLOR or FORCE_COLOR say otherwise', () => {
    expect(wantsColour({}, true)).toBe(true);
    expect(wantsColour({}, false)).toBe(false);
    expect(wantsColour({ TERM: 'dumb' }, true)).toBe(false);
    expect(wantsColour({ NO_COLOR: '1' }, true)).toBe(false);
    expect(wantsColour({ NO_COLOR: '' }, true)).toBe(true);
    expect(wantsColour({ FORCE_COLOR: '1', NO_COLOR: '1' }, false)).toBe(true);
    expect(wantsColour({ FORCE_COLOR: '0' }, true)).toBe(false);
  });
});
