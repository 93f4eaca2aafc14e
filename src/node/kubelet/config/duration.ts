/*
 * Go's time.Duration as text: time.ParseDuration and Duration.String (src/time/format.go, src/time/time.go).
 */

/** Nanoseconds, or the error in Go's words. */
export type ParsedDuration =
  | { readonly ok: true; readonly nanoseconds: bigint }
  | { readonly ok: false; readonly error: string };

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const LIMIT = 2n ** 63n;

/** time.ParseDuration. */
export function parseDuration(text: string): ParsedDuration {
  const invalid = { ok: false, error: `time: invalid duration ${quote(text)}` } as const;
  const sign = text.startsWith('-') || text.startsWith('+') ? 1 : 0;
  if (text.slice(sign) === '0') return { ok: true, nanoseconds: 0n };
  if (text.length === sign) return invalid;
  const component = /(\d*)(?:\.(\d*))?([^.0-9]*)/y;
  component.lastIndex = sign;
  let total = 0n;
  while (component.lastIndex < text.length) {
    const [, whole = '', fraction = '', unit = ''] = component.exec(text) ?? [];
    if (whole === '' && fraction === '') return invalid;
    // leadingInt gives up beyond 1<<63, before the unit is looked at.
    const count = whole.replace(/^0+/, '').length > 19 ? LIMIT + 1n : BigInt(whole || '0');
    if (count > LIMIT) return invalid;
    if (unit === '') return { ok: false, error: `time: missing unit in duration ${quote(text)}` };
    const scale = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (scale === undefined) {
      return { ok: false, error: `time: unknown unit ${quote(unit)} in duration ${quote(text)}` };
    }
    total += count * scale + fractionOf(fraction, scale);
    if (total > LIMIT) return invalid;
  }
  if (text.startsWith('-')) return { ok: true, nanoseconds: -total };
  return total >= LIMIT ? invalid : { ok: true, nanoseconds: total };
}

/** time.leadingFraction: the digits that fit into an int64 count, in float64 arithmetic. */
function fractionOf(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    if (value > (LIMIT - 1n) / 10n) break;
    const next = value * 10n + BigInt(digit);
    if (next > LIMIT) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}

/** Duration.String: `1h0m0s`, `100ms`, `0s`. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${decimal(size, 3)}µs`;
  if (size < 1_000_000_000n) return `${sign}${decimal(size, 6)}ms`;
  const minutes = size / UNITS.m!;
  const seconds = `${decimal(size % UNITS.m!, 9)}s`;
  if (minutes === 0n) return sign + seconds;
  const hours = minutes / 60n;
  return `${sign}${hours === 0n ? '' : `${hours}h`}${minutes % 60n}m${seconds}`;
}

/** `value / 10 ** digits` without trailing zeros. */
function decimal(value: bigint, digits: number): string {
  const scale = 10n ** BigInt(digits);
  const fraction = (value % scale).toString().padStart(digits, '0').replace(/0+$/, '');
  return `${value / scale}${fraction === '' ? '' : `.${fraction}`}`;
}

/** time.quote: not strconv.Quote, but near enough for what a file can hold. */
function quote(text: string): string {
  let out = '"';
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (char === '"' || char === '\\') out += `\\${char}`;
    else if (code >= 0x80 || code < 0x20) out += bytesOf(char);
    else out += char;
  }
  return `${out}"`;
}

function bytesOf(char: string): string {
  return Array.from(
    new TextEncoder().encode(char),
    (byte) => `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
}
