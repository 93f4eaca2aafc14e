/**
 * resource.Quantity (apimachinery pkg/api/resource/quantity.go): parsed, compared and printed exactly as there,
 * its caps, roundings and oddities included (`-`, `Ki` and `.` are zero).
 */
export interface Quantity {
  /** The quantity is `unscaled * 10 ** exponent`. */
  readonly unscaled: bigint;
  readonly exponent: number;
  readonly format: 'DecimalExponent' | 'DecimalSI' | 'BinarySI';
  /** Upstream holds it as an int64 with a scale, not as a big decimal: see {@link scaledValue}. */
  readonly small: boolean;
  /** The text it was read from, where that is the canonical form already. */
  readonly text?: string;
}

export type ParsedQuantity =
  | { readonly ok: true; readonly value: Quantity }
  | { readonly ok: false; readonly error: string };

/** The texts of ErrFormatWrong, ErrNumeric and ErrSuffix. */
const FORMAT_WRONG =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const NUMERIC_WRONG = 'unable to parse numeric part of quantity';
const SUFFIX_WRONG = "unable to parse quantity's suffix";

const MAX_INT64 = 2n ** 63n - 1n;
const NANO = -9;
/** Decimals with a larger exponent are not brought to nano: upstream would compute for ever. */
const MAX_RESCALED = 10_000;

const DECIMAL_SUFFIXES: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const BINARY_SUFFIXES: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** ParseQuantity. */
export function parseQuantity(text: string): ParsedQuantity {
  if (text === '') return { ok: false, error: FORMAT_WRONG };
  if (text === '0') {
    return { ok: true, value: { unscaled: 0n, exponent: 0, format: 'DecimalSI', small: true, text } };
  }
  const parts = splitQuantity(text);
  if (!parts) return { ok: false, error: FORMAT_WRONG };
  const suffix = interpretSuffix(parts.suffix);
  if (!suffix) return { ok: false, error: SUFFIX_WRONG };
  const small = parseSmall(text, parts, suffix);
  if (small) return { ok: true, value: small };
  if (!/[0-9]/.test(parts.value)) return { ok: false, error: NUMERIC_WRONG };
  return { ok: true, value: parseBig(parts, suffix) };
}

interface QuantityParts {
  readonly negative: boolean;
  /** Sign, digits and point. */
  readonly value: string;
  readonly num: string;
  readonly denom: string;
  readonly suffix: string;
}

interface Suffix {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: Quantity['format'];
}

/** parseQuantityString. The numerator loses its leading zeros, and nothing but zeros is `0` without a sign. */
function splitQuantity(text: string): QuantityParts | undefined {
  const negative = text.startsWith('-');
  if (/^[+-]?0*$/.test(text)) return { negative, value: '0', num: '0', denom: '', suffix: '' };
  let at = 0;
  // One piece after another, never back: the pieces may be long.
  const take = (piece: RegExp): string => {
    piece.lastIndex = at;
    const taken = piece.exec(text)?.[0] ?? '';
    at += taken.length;
    return taken;
  };
  take(/[+-]?0*/y);
  const num = take(/[0-9]*/y) || '0';
  const denom = take(/\.[0-9]*/y).slice(1);
  const value = text.slice(0, at);
  const suffix = take(/[eEinumkKMGTP]*/y) + take(/[+-]?[0-9]*/y);
  return at === text.length ? { negative, value, num, denom, suffix } : undefined;
}

/** suffixHandler.interpret. */
function interpretSuffix(suffix: string): Suffix | undefined {
  const decimal = lookUp(DECIMAL_SUFFIXES, suffix);
  if (decimal !== undefined) return { base: 10, exponent: decimal, format: 'DecimalSI' };
  const binary = lookUp(BINARY_SUFFIXES, suffix);
  if (binary !== undefined) return { base: 2, exponent: binary, format: 'BinarySI' };
  if (!/^[eE][+-]?[0-9]+$/.test(suffix)) return undefined;
  const exponent = BigInt(suffix.slice(suffix[1] === '+' ? 2 : 1));
  if (exponent > MAX_INT64 || exponent < -MAX_INT64 - 1n) return undefined;
  return { base: 10, exponent: Number(BigInt.asIntN(32, exponent)), format: 'DecimalExponent' };
}

function lookUp(table: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The fast path of ParseQuantity: what fits an int64 and a scale. */
function parseSmall(text: string, parts: QuantityParts, suffix: Suffix): Quantity | undefined {
  const { num, denom, negative } = parts;
  const { format } = suffix;
  const binary = format === 'BinarySI';
  if (binary && denom !== '') return undefined;
  const precision = binary
    ? 15 - num.length - Math.trunc((suffix.exponent * 3) / 10) - 1
    : 18 - num.length - denom.length;
  const exponent = (binary ? 0 : suffix.exponent) - denom.length;
  if (precision < 0 || exponent < NANO) return undefined;
  const shifted = num + denom;
  const value = BigInt(shifted);
  const product = binary ? value << BigInt(suffix.exponent) : value;
  if (product > MAX_INT64) return undefined;
  const unscaled = negative ? -product : product;
  const canonical = binary
    ? suffix.exponent % 10 === 0 && (value & 7n) !== 0n
    : exponent % 3 === 0 && !shifted.endsWith('000') && shifted[0] !== '0';
  return { unscaled, exponent, format, small: true, ...(canonical ? { text } : {}) };
}

/** The slow path: an exact decimal, rounded up to nano and capped. */
function parseBig(parts: QuantityParts, suffix: Suffix): Quantity {
  let unscaled = BigInt(parts.num + parts.denom);
  let exponent = -parts.denom.length;
  if (suffix.base === 10) exponent += suffix.exponent;
  else unscaled <<= BigInt(suffix.exponent);
  if (exponent < NANO) {
    unscaled = divideAwayFromZero(unscaled, NANO - exponent);
    exponent = NANO;
  } else if (exponent <= MAX_RESCALED && unscaled !== 0n) {
    unscaled *= 10n ** BigInt(exponent - NANO);
    exponent = NANO;
  }
  let { format } = suffix;
  if (format === 'BinarySI') {
    if (compareDecimals(unscaled, exponent, MAX_INT64, 0) > 0) {
      unscaled = MAX_INT64;
      exponent = 0;
    }
    if (unscaled > 0n && compareDecimals(unscaled, exponent, 1n, 0) < 0) format = 'DecimalSI';
  }
  return { unscaled: parts.negative ? -unscaled : unscaled, exponent, format, small: false };
}

/** Quantity.Cmp: -1, 0 or 1. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  return compareDecimals(a.unscaled, a.exponent, b.unscaled, b.exponent);
}

/** Quantity.Sign. */
export function quantitySign(quantity: Quantity): -1 | 0 | 1 {
  return quantity.unscaled === 0n ? 0 : quantity.unscaled < 0n ? -1 : 1;
}

/** Quantity.AsInt64: the value where it is a whole int64 that needs no rounding and was held as one. */
export function quantityAsInt64(quantity: Quantity): bigint | undefined {
  const { unscaled, exponent, small } = quantity;
  if (!small || exponent < 0) return undefined;
  return scaleUp(unscaled, exponent);
}

/**
 * Quantity.ScaledValue: the quantity over 10 ** scale, rounded up, with upstream's overflows: Value() is
 * scale 0, MilliValue() scale -3.
 */
export function scaledValue(quantity: Quantity, scale: number): bigint {
  const { unscaled, exponent, small } = quantity;
  const power = exponent - scale;
  if (small) return power < 0 ? divideAwayFromZero(unscaled, -power) : wrappingScaleUp(unscaled, power);
  const int64 = BigInt.asIntN(64, unscaled);
  if (power >= 0) {
    // What int64(math.Pow10(19)) is on amd64.
    const factor = power > 18 ? -MAX_INT64 - 1n : 10n ** BigInt(power);
    return BigInt.asIntN(64, int64 * factor);
  }
  const dividend = unscaled < MAX_INT64 ? int64 : unscaled;
  const divisor = 10n ** BigInt(-power);
  const quotient = dividend / divisor;
  // Whatever is left over adds one, to a negative quotient too.
  return BigInt.asIntN(64, dividend % divisor === 0n ? quotient : quotient + 1n);
}

/** Quantity.String: the canonical form. */
export function formatQuantity(quantity: Quantity): string {
  if (quantity.text !== undefined) return quantity.text;
  if (quantity.unscaled === 0n) return '0';
  return (
    (quantity.format === 'BinarySI' ? formatBinary(quantity) : undefined) ??
    formatDecimal(quantity.unscaled, quantity.exponent, quantity.format)
  );
}

/** In powers of 1024; undefined where that would need rounding or gain nothing. */
function formatBinary(quantity: Quantity): string | undefined {
  const { unscaled, exponent } = quantity;
  const magnitude = unscaled < 0n ? -unscaled : unscaled;
  if (compareDecimals(magnitude, exponent, 1024n, 0) < 0) return undefined;
  const whole = wholeNumber(unscaled, exponent);
  if (whole === undefined) return undefined;
  const [amount, times] = removeFactors(whole, 1024n);
  const suffix = Object.keys(BINARY_SUFFIXES).find((name) => BINARY_SUFFIXES[name] === times * 10);
  return `${amount}${suffix ?? ''}`;
}

/** With an exponent that is a multiple of three. One that has no suffix is left out, as upstream does. */
function formatDecimal(unscaled: bigint, exponent: number, format: Quantity['format']): string {
  const [factor, times] = removeFactors(unscaled, 10n);
  const power = exponent + times;
  const rest = ((power % 3) + 3) % 3;
  const amount = factor * 10n ** BigInt(rest);
  const scale = power - rest;
  if (format === 'DecimalExponent') return `${amount}${scale === 0 ? '' : `e${scale}`}`;
  const suffix = Object.keys(DECIMAL_SUFFIXES).find((name) => DECIMAL_SUFFIXES[name] === scale);
  return `${amount}${suffix ?? ''}`;
}

function removeFactors(value: bigint, factor: bigint): [bigint, number] {
  let rest = value;
  let times = 0;
  while (rest !== 0n && rest % factor === 0n) {
    rest /= factor;
    times++;
  }
  return [rest, times];
}

/** The value as a whole number, undefined if it is none. */
function wholeNumber(unscaled: bigint, exponent: number): bigint | undefined {
  if (exponent >= 0) return unscaled * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return unscaled % divisor === 0n ? unscaled / divisor : undefined;
}

/** `value * 10 ** power` where that is an int64. */
function scaleUp(value: bigint, power: number): bigint | undefined {
  if (value === 0n) return 0n;
  if (power > 18) return undefined;
  const product = value * 10n ** BigInt(power);
  return product <= MAX_INT64 && product >= -MAX_INT64 - 1n ? product : undefined;
}

/** positiveScaleInt64 without its `ok`: on overflow some powers wrap around, the others give zero. */
function wrappingScaleUp(value: bigint, power: number): bigint {
  const exact = scaleUp(value, power);
  if (exact !== undefined) return exact;
  const wraps = value !== -MAX_INT64 - 1n && [1, 2, 3, 6, 9].includes(power);
  return wraps ? BigInt.asIntN(64, value * 10n ** BigInt(power)) : 0n;
}

/** `value / 10 ** power`, rounded away from zero. Powers beyond the digits cost nothing. */
function divideAwayFromZero(value: bigint, power: number): bigint {
  if (value === 0n) return 0n;
  const unit = value < 0n ? -1n : 1n;
  if (power > digits(value)) return unit;
  const divisor = 10n ** BigInt(power);
  return value % divisor === 0n ? value / divisor : value / divisor + unit;
}

/** Compares two decimals. Those of different magnitude are never brought to one scale. */
function compareDecimals(a: bigint, aExponent: number, b: bigint, bExponent: number): number {
  const aSign = a === 0n ? 0 : a < 0n ? -1 : 1;
  const bSign = b === 0n ? 0 : b < 0n ? -1 : 1;
  if (aSign !== bSign || aSign === 0) return Math.sign(aSign - bSign);
  const magnitude = digits(a) + aExponent - (digits(b) + bExponent);
  if (magnitude !== 0) return magnitude > 0 ? aSign : -aSign;
  const common = Math.min(aExponent, bExponent);
  const x = a * 10n ** BigInt(aExponent - common);
  const y = b * 10n ** BigInt(bExponent - common);
  return x < y ? -1 : x > y ? 1 : 0;
}

function digits(value: bigint): number {
  return (value < 0n ? -value : value).toString().length;
}
