import type { ScalarKind } from './types.ts';

/** What strconv.ParseInt and ParseUint hold for a kind of integer, smallest and largest. */
const LIMITS: Partial<Record<ScalarKind, readonly [bigint, bigint]>> = {
  uint8: [0n, 255n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** Whether the JSON number can be stored in a Go value of this kind. */
export function fitsNumber(text: string, kind: ScalarKind): boolean {
  if (kind === 'float64') return Number.isFinite(Number(text));
  const limits = LIMITS[kind];
  if (!limits) return false;
  const [low, high] = limits;
  // JSON has no leading zeros: 20 characters hold every int64 and its sign.
  if (text.length > 20 || !/^-?[0-9]+$/.test(text)) return false;
  // ParseUint takes no sign, not even that of -0.
  if (low === 0n && text.startsWith('-')) return false;
  const value = BigInt(text);
  return low <= value && value <= high;
}
