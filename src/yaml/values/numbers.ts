/**
 * Numbers as Go reads and prints them (strconv ParseInt, ParseUint, ParseFloat, FormatFloat; encoding/json
 * floatEncoder).
 */

/** A whole number of Go's: int64, or uint64 beyond it. */
export type GoInteger =
  /** `text` is in decimal digits. */
  { readonly kind: 'int'; readonly text: string } | { readonly kind: 'uint'; readonly text: string };

const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;

/** Base prefixes of ParseInt with base 0. Go wants at least one digit behind a prefix of two characters. */
const BASES: readonly (readonly [RegExp, string])[] = [
  [/^0[bB]([01]+)$/, '0b'],
  [/^0[oO]([0-7]+)$/, '0o'],
  [/^0[xX]([0-9a-fA-F]+)$/, '0x'],
  [/^0([0-7]+)$/, '0o'],
  [/^(0|[1-9][0-9]*)$/, ''],
];

/** ParseInt and then ParseUint with base 0; undefined if neither takes it. */
export function parseInteger(text: string): GoInteger | undefined {
  if (/^-?[1-9][0-9]{0,14}$/.test(text)) return { kind: 'int', text };
  const sign = text[0] === '-' || text[0] === '+' ? text[0] : '';
  const digits = text.slice(sign.length);
  for (const [pattern, prefix] of BASES) {
    const match = pattern.exec(digits);
    if (match) return toGoInteger(sign, readMagnitude(match[1]!, prefix));
  }
  return undefined;
}

/** ParseInt and then ParseUint with base 2: binary digits, a sign allowed for the first. */
export function parseBinary(text: string): GoInteger | undefined {
  const match = /^([-+]?)([01]+)$/.exec(text);
  return match ? toGoInteger(match[1]!, readMagnitude(match[2]!, '0b')) : undefined;
}

/** Undefined for what is too long for any Go integer: BigInt would take quadratic time over it. */
function readMagnitude(digits: string, prefix: string): bigint | undefined {
  const significant = digits.replace(/^0+(?=.)/, '');
  return significant.length > 64 ? undefined : BigInt(prefix + significant);
}

function toGoInteger(sign: string, magnitude: bigint | undefined): GoInteger | undefined {
  if (magnitude === undefined) return undefined;
  const value = sign === '-' ? -magnitude : magnitude;
  if (value >= -MAX_INT - 1n && value <= MAX_INT) return { kind: 'int', text: value.toString() };
  if (sign === '' && value <= MAX_UINT) return { kind: 'uint', text: value.toString() };
  return undefined;
}

/** ParseFloat of a text that is a decimal number; undefined beyond the range of a float64. */
export function parseDecimal(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** A finite float64 as Go's JSON encoder prints it: JavaScript's way, but for the negative zero. */
export function formatJsonFloat(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/**
 * `strconv.FormatFloat(value, 'g', -1, 32)` with YAML's words for what is not finite, which is how
 * sigs.k8s.io/yaml spells a float as a key: `1e6` becomes `1e+06`.
 */
export function formatKeyFloat(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  let precision = 1;
  while (Math.fround(Number(single.toExponential(precision - 1))) !== single) precision++;
  const [mantissa, exponent] = single.toExponential(precision - 1).split('e') as [string, string];
  const power = Number(exponent);
  if (power < -4 || power >= 6) return withExponent(mantissa, power);
  return plainDecimal(mantissa, power);
}

function withExponent(mantissa: string, power: number): string {
  const digits = String(Math.abs(power)).padStart(2, '0');
  return `${mantissa}e${power < 0 ? '-' : '+'}${digits}`;
}

function plainDecimal(mantissa: string, power: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, '0');
  const fraction = digits.slice(power + 1);
  return sign + whole + (fraction === '' ? '' : `.${fraction}`);
}
