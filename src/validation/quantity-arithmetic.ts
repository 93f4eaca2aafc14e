import { compareQuantities, type Quantity } from './quantity.ts';

/** The scale of a thousandth, to which the API server and the kubelet round resources. */
const MILLI = -3;

/** Quantity.RoundUp(Milli): away from zero, to a thousandth. */
function roundUpToMilli(quantity: Quantity): Quantity {
  if (quantity.exponent >= MILLI) return quantity;
  const { unscaled, format, small } = quantity;
  const divisor = 10n ** BigInt(MILLI - quantity.exponent);
  const quotient = unscaled / divisor;
  const rest = unscaled % divisor;
  const rounded = rest === 0n ? quotient : quotient + (unscaled < 0n ? -1n : 1n);
  return { unscaled: rounded, exponent: MILLI, format, small };
}

/**
 * SetDefaults_ResourceList (pkg/apis/core/v1/defaults.go): every quantity of a list is rounded up. The list
 * is changed.
 */
export function roundUpList(list: Map<string, Quantity> | undefined): void {
  for (const [name, quantity] of list ?? []) list?.set(name, roundUpToMilli(quantity));
}

/** Quantity.Add. The sum is written as the first quantity is, unless that is zero. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const exponent = Math.min(a.exponent, b.exponent);
  const unscaled = scaleTo(a, exponent) + scaleTo(b, exponent);
  const format = a.unscaled === 0n ? b.format : a.format;
  return { unscaled, exponent, format, small: a.small && b.small };
}

/** The larger; the first of equals. */
export function maxQuantity(a: Quantity, b: Quantity): Quantity {
  return compareQuantities(a, b) < 0 ? b : a;
}

function scaleTo(quantity: Quantity, exponent: number): bigint {
  return quantity.unscaled * 10n ** BigInt(quantity.exponent - exponent);
}
