/*
 * time.Parse and time.ParseDuration (Go's src/time/format.go), as far as their errors: what they accept gives
 * null, the rest the error in Go's words.
 */
import { encode } from '../bytes/text.ts';

/** One element of a layout and the text that must stand before it. */
interface Element {
  readonly prefix: string;
  readonly std: string;
}

interface Layout {
  readonly text: string;
  readonly elements: readonly Element[];
}

/** What a step over one element leaves: the rest of the value, or why it failed. */
type Step = { readonly rest: string } | { readonly outOfRange: string } | 'bad';

const SECONDS: readonly Element[] = [
  { prefix: '', std: '2006' },
  { prefix: '-', std: '01' },
  { prefix: '-', std: '02' },
  { prefix: 'T', std: '15' },
  { prefix: ':', std: '04' },
  { prefix: ':', std: '05' },
];
const ZONE: Element = { prefix: '', std: 'Z07:00' };

/** time.RFC3339, the layout of metav1.Time. */
export const RFC3339: Layout = { text: '2006-01-02T15:04:05Z07:00', elements: [...SECONDS, ZONE] };

/** RFC3339Micro of metav1.MicroTime: exactly six digits of fraction. */
export const RFC3339_MICRO: Layout = {
  text: '2006-01-02T15:04:05.000000Z07:00',
  elements: [...SECONDS, { prefix: '', std: '.000000' }, ZONE],
};

/** time.parse: null if the text is a time of this layout. */
export function timeError(text: string, layout: Layout): string | null {
  const whole = byteString(text);
  const failure = `parsing time ${quote(whole)}`;
  const cannotParse = (value: string, element: string) =>
    `${failure} as ${quote(layout.text)}: cannot parse ${quote(value)} as ${quote(element)}`;

  const numbers: Record<string, number> = {};
  let value = whole;
  for (const { prefix, std } of layout.elements) {
    if (!value.startsWith(prefix)) return cannotParse(value, prefix);
    value = value.slice(prefix.length);
    const step = stepOver(std, value, numbers, layout === RFC3339_MICRO);
    if (step === 'bad') return cannotParse(value, std);
    if ('outOfRange' in step) return `${failure}: ${step.outOfRange} out of range`;
    value = step.rest;
  }
  if (value !== '') return `${failure}: extra text: ${quote(value)}`;
  const day = numbers['02']!;
  if (day < 1 || day > daysIn(numbers['01']!, numbers['2006']!)) return `${failure}: day out of range`;
  return null;
}

function stepOver(std: string, value: string, numbers: Record<string, number>, fraction: boolean): Step {
  switch (std) {
    case '2006':
      return number(/^\d{4}/, 'year', 0, 9999);
    case '01':
      return number(/^\d\d/, 'month', 1, 12);
    case '02':
      return number(/^\d\d/, 'day', 0, 99);
    case '15':
      return number(/^\d\d?/, 'hour', 0, 23);
    case '04':
      return number(/^\d\d/, 'minute', 0, 59);
    case '05':
      // A fraction is taken even where the layout has none.
      return number(fraction ? /^\d\d/ : /^(\d\d)(?:[.,]\d+)?/, 'second', 0, 59);
    case '.000000':
      return stepOverFraction(value);
    default:
      return stepOverZone(value);
  }

  function number(form: RegExp, name: string, low: number, high: number): Step {
    const match = form.exec(value);
    if (!match) return 'bad';
    const digits = Number(match[1] ?? match[0]);
    if (digits < low || digits > high) return { outOfRange: name };
    numbers[std] = digits;
    return { rest: value.slice(match[0].length) };
  }
}

/** Point or comma and six characters that atoi takes, a sign among them. */
function stepOverFraction(value: string): Step {
  const match = /^[.,](\d{6}|[+-]\d{5})/.exec(value);
  if (!match) return 'bad';
  if (Number(match[1]) < 0) return { outOfRange: 'fractional second' };
  return { rest: value.slice(7) };
}

/** `Z` or `+hh:mm`. An offset may have 24 hours and 60 minutes. */
function stepOverZone(value: string): Step {
  if (value.startsWith('Z')) return { rest: value.slice(1) };
  if (value.length < 6 || value[3] !== ':') return 'bad';
  const hours = twoDigits(value.slice(1, 3));
  const minutes = hours === undefined ? undefined : twoDigits(value.slice(4, 6));
  if (hours !== undefined && hours > 24) return { outOfRange: 'time zone offset hour' };
  if (minutes !== undefined && minutes > 60) return { outOfRange: 'time zone offset minute' };
  if (minutes === undefined || !/^[+-]/.test(value)) return 'bad';
  return { rest: value.slice(6) };
}

function twoDigits(text: string): number | undefined {
  return /^\d\d$/.test(text) ? Number(text) : undefined;
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);
const LIMIT = 1n << 63n;

/** time.ParseDuration: null if the text is a duration. */
export function durationError(text: string): string | null {
  const invalid = () => `time: invalid duration ${quote(byteString(text))}`;
  const sign = /^[+-]?/.exec(text)![0];
  if (text.slice(sign.length) === '0') return null;
  if (text === sign) return invalid();
  const component = /([0-9]*)(?:\.([0-9]*))?([^.0-9]*)/y;
  component.lastIndex = sign.length;
  let total = 0n;
  while (component.lastIndex < text.length) {
    const [, whole = '', fraction = '', unit = ''] = component.exec(text)!;
    if (whole === '' && fraction === '') return invalid();
    const count = leadingInt(whole);
    if (count === undefined) return invalid();
    if (unit === '') return `time: missing unit in duration ${quote(byteString(text))}`;
    const scale = UNITS.get(unit);
    if (scale === undefined) {
      return `time: unknown unit ${quote(byteString(unit))} in duration ${quote(byteString(text))}`;
    }
    total += count * scale + leadingFraction(fraction, scale);
    if (total > LIMIT) return invalid();
  }
  return total === LIMIT && sign !== '-' ? invalid() : null;
}

/** time.leadingInt: undefined beyond 1<<63. */
function leadingInt(digits: string): bigint | undefined {
  const significant = digits.replace(/^0+/, '');
  if (significant.length > 19) return undefined;
  const value = BigInt(significant);
  return value > LIMIT ? undefined : value;
}

/** time.leadingFraction: digits beyond an int64 are left out; the product is a float64's. */
function leadingFraction(digits: string, unit: bigint): bigint {
  let used = digits.slice(0, 19);
  if (BigInt(used) > LIMIT) used = used.slice(0, 18);
  return BigInt(Math.trunc(Number(used) * (Number(unit) / 10 ** used.length)));
}

/** The text with one character for each byte. */
function byteString(text: string): string {
  let out = '';
  for (const byte of encode(text)) out += String.fromCharCode(byte);
  return out;
}

/** time.quote of a byte string. */
function quote(bytes: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped.
  return `"${bytes.replace(/["\\\u0000-\u001f\u0080-\u00ff]/g, escapeByte)}"`;
}

function escapeByte(char: string): string {
  const code = char.charCodeAt(0);
  return code < 32 || code >= 128 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\${char}`;
}
