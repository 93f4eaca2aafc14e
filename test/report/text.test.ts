import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../../src/bytes/text.ts';
import { printable, printableLine } from '../../src/report/text/escape.ts';
import { frame } from '../../src/report/text/frame.ts';
import { PLAIN, wantsColour } from '../../src/report/text/style.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f]|\p{Surrogate}/u;

describe('what reaches a terminal', () => {
  it('has its control characters written out', () => {
    expect(printable('a\u001b[31mred\u001b[0m\r\n\u0007')).toBe('a\\e[31mred\\e[0m\\r\\n\\x07');
    expect(printable('\u009b31m')).toBe('\\x9b31m');
    expect(printable('txt.\u202egpj')).toBe('txt.\\u{202e}gpj');
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

describe('a frame', () => {
  const at = (line: number, column: number, endColumn: number) => ({
    file: 'f',
    line,
    column,
    endLine: line,
    endColumn,
  });

  it('shows the line with a caret below each character it speaks of', () => {
    expect(frame(at(3, 8, 11), '  name: web', PLAIN)).toEqual(['3 |   name: web', '  |        ^^^']);
  });

  it('keeps tabs, so that the caret stands where it belongs', () => {
    expect(frame(at(1, 2, 3), '\tx', PLAIN)).toEqual(['1 | \tx', '  | \t^']);
  });

  it('counts code points, and gives an escaped one the room it takes', () => {
    expect(frame(at(1, 2, 3), '\u001bx', PLAIN)).toEqual(['1 | \\ex', '  |   ^']);
    expect(frame(at(1, 2, 3), '😀x', PLAIN)[1]).toBe('  |  ^');
  });

  it('cuts a long line around its place', () => {
    const [text, caret] = frame(at(1, 4001, 4002), `${'a'.repeat(4000)}X${'b'.repeat(4000)}`, PLAIN);
    expect(text!.length).toBeLessThan(200);
    expect(text![caret!.indexOf('^')]).toBe('X');
  });

  it('is nothing where the place is not known', () => {
    expect(frame({ file: 'f' }, 'x', PLAIN)).toEqual([]);
    expect(frame(at(1, 1, 2), undefined, PLAIN)).toEqual([]);
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
