import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, parseRange } from '../../src/control-plane/address-range.ts';

describe('parseRange', () => {
  it('reads both families, from the first address on', () => {
    expect(parseRange('10.96.7.1/12')).toEqual({ family: 4, start: 0x0a600000n, prefix: 12 });
    expect(parseRange('fd00::1/112')).toEqual({ family: 6, start: 0xfdn << 120n, prefix: 112 });
    expect(parseRange('::ffff:10.0.0.1/128')?.start).toBe(0xffff0a000001n);
  });

  it.each([
    '',
    '10.96.0.0',
    '10.96.0.0/33',
    'fd00::/129',
    '300.0.0.0/8',
    '10.0.0.0/x',
    `${'1'.repeat(1000)}/8`,
  ])('takes "%s" for no range', (text) => expect(parseRange(text)).toBeUndefined());

  it('throws on nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()), fc.nat(200), (ip, prefix) => {
        const range = parseRange(`${ip}/${prefix}`);
        if (range) expect(contains(range, ip)).toBe(true);
      }),
    );
  });
});

describe('contains', () => {
  it('says nothing of the other family', () => {
    const range = parseRange('10.96.0.0/12')!;
    expect(contains(range, '10.111.0.10')).toBe(true);
    expect(contains(range, '10.112.0.10')).toBe(false);
    expect(contains(range, 'fd00::a')).toBeUndefined();
    expect(contains(range, 'dns')).toBeUndefined();
  });
});
