import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
  quantityAsInt64,
  quantitySign,
  scaledValue,
} from '../../src/validation/quantity.ts';

function quantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error}`);
  return parsed.value;
}

describe('parseQuantity', () => {
  it.each([
    ['1000', '1k'],
    ['1024Ki', '1Mi'],
    ['0.5Gi', '512Mi'],
    ['1.5', '1500m'],
    ['1e3', '1e3'],
    ['0.0000000001', '1n'],
    ['9999999999999999999Ki', '9223372036854775807'],
    ['-', '0'],
    ['Ki', '0'],
    ['.', '0'],
    ['0.1Ki', '102400m'],
    ['1000E', '1'],
  ])('reads %s, which is %s', (text, canonical) => {
    expect(formatQuantity(quantity(text))).toBe(canonical);
  });

  it.each([
    ['', 'quantities must match the regular expression'],
    ['1 Gi', 'quantities must match the regular expression'],
    ['1..5', 'quantities must match the regular expression'],
    ['1K', "unable to parse quantity's suffix"],
    ['1+5', "unable to parse quantity's suffix"],
    ['1e99999999999999999999', "unable to parse quantity's suffix"],
    ['.Ei', 'unable to parse numeric part of quantity'],
  ])('refuses %j', (text, error) => {
    const parsed = parseQuantity(text);
    expect(parsed.ok ? '' : parsed.error).toContain(error);
  });

  it('compares exactly, however large the exponents', () => {
    expect(compareQuantities(quantity('1e2147483647'), quantity('1'))).toBe(1);
    expect(compareQuantities(quantity('0.1'), quantity('100m'))).toBe(0);
    expect(compareQuantities(quantity('-1Gi'), quantity('1'))).toBe(-1);
    expect(quantitySign(quantity('-0.0'))).toBe(0);
  });

  it('rounds values away from zero, and overflows as an int64 does', () => {
    expect(scaledValue(quantity('1.1'), 0)).toBe(2n);
    expect(scaledValue(quantity('250m'), -3)).toBe(250n);
    expect(scaledValue(quantity('80280006008222080E3'), 0)).toBe(6493029713383873536n);
    expect(scaledValue(quantity('1e16'), -3)).toBe(0n);
    expect(quantityAsInt64(quantity('1k'))).toBe(1000n);
    expect(quantityAsInt64(quantity('1.5'))).toBeUndefined();
  });

  it('reads its own canonical form as the same quantity', () => {
    const number = fc.tuple(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom('', '.5', '.125', '.001'));
    const suffix = fc.constantFrom('', 'm', 'k', 'M', 'Ki', 'Mi', 'Gi', 'e3', 'e-2');
    fc.assert(
      fc.property(number, suffix, ([whole, fraction], unit) => {
        const first = quantity(`${whole}${fraction}${unit}`);
        expect(compareQuantities(first, quantity(formatQuantity(first)))).toBe(0);
      }),
    );
  });

  it('takes long texts in time that grows with them', () => {
    const started = performance.now();
    for (const text of [`${'0'.repeat(5e6)}x`, `${'1'.repeat(1e6)}x`, `1${'e'.repeat(5e6)}`])
      parseQuantity(text);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
