import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../../../src/node/kubelet/config/duration.ts';

describe('a duration', () => {
  it.each([
    ['1h', '1h0m0s'],
    ['90m', '1h30m0s'],
    ['1.5h', '1h30m0s'],
    ['.5s', '500ms'],
    ['100us', '100µs'],
    ['1h1.25s', '1h0m1.25s'],
    ['-3s', '-3s'],
    ['+0', '0s'],
    ['9223372036854775807ns', '2562047h47m16.854775807s'],
    ['-9223372036854775808ns', '-2562047h47m16.854775808s'],
  ])('%s is printed as %s', (text, printed) => {
    const parsed = parseDuration(text);
    expect(parsed.ok && formatDuration(parsed.nanoseconds)).toBe(printed);
  });

  it.each([
    ['', 'time: invalid duration ""'],
    ['5', 'time: missing unit in duration "5"'],
    ['1w', 'time: unknown unit "w" in duration "1w"'],
    ['1 s', 'time: unknown unit " s" in duration "1 s"'],
    ['.s', 'time: invalid duration ".s"'],
    ['9223372036854775808ns', 'time: invalid duration "9223372036854775808ns"'],
    ['99999999999999999999', 'time: invalid duration "99999999999999999999"'],
  ])('%j is refused in the words of Go', (text, error) => {
    expect(parseDuration(text)).toEqual({ ok: false, error });
  });

  it('is the same after it was printed and read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (nanoseconds) => {
        const parsed = parseDuration(formatDuration(nanoseconds));
        // Go reads fractions in floating point, so the longest may be a nanosecond off.
        expect(parsed.ok).toBe(true);
        const off = parsed.ok ? parsed.nanoseconds - nanoseconds : 2n;
        expect(off >= -1n && off <= 1n).toBe(true);
      }),
    );
  });
});
