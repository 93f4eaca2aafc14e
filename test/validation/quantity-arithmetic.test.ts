import { describe, expect, it } from 'vitest';
import { formatQuantity, parseQuantity, type Quantity } from '../../src/validation/quantity.ts';
import { addQuantities, maxQuantity, roundUpList } from '../../src/validation/quantity-arithmetic.ts';

function quantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

describe('quantities', () => {
  it.each([
    ['100m', '200m', '300m'],
    ['1', '500m', '1500m'],
    ['1Gi', '1G', '2073741824'],
    ['0', '1Gi', '1Gi'],
    ['1Mi', '1Mi', '2Mi'],
    ['900m', '0.1', '1'],
  ])('%s + %s = %s', (a, b, sum) => {
    expect(formatQuantity(addQuantities(quantity(a), quantity(b)))).toBe(sum);
  });

  it('are rounded up to a thousandth, away from zero', () => {
    const list = new Map(['1.0001', '-1.0001', '5u', '1m', '7Gi'].map((text) => [text, quantity(text)]));
    roundUpList(list);
    expect([...list.values()].map(formatQuantity)).toEqual(['1001m', '-1001m', '1m', '1m', '7Gi']);
  });

  it('have a larger one', () => {
    expect(formatQuantity(maxQuantity(quantity('1k'), quantity('1Ki')))).toBe('1Ki');
  });
});
