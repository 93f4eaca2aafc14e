import { quote } from '../../../bytes/go-strings.ts';

/** A value, or the error in Go's words. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** strconv.ParseBool. */
export function parseBool(text: string): Read<boolean> {
  if (TRUE.includes(text)) return { ok: true, value: true };
  if (FALSE.includes(text)) return { ok: true, value: false };
  return numError('ParseBool', text, 'invalid syntax');
}

/** strconv.ParseInt with base 0: decimal, `0x`, `0o`, `0b`, a leading 0 for octal, `_` between digits. */
export function parseInt0(text: string, bits: 32 | 64): Read<bigint> {
  const value = integerOf(text);
  if (value === undefined) return numError('ParseInt', text, 'invalid syntax');
  const limit = 2n ** BigInt(bits - 1);
  if (value >= limit || value < -limit) return numError('ParseInt', text, 'value out of range');
  return { ok: true, value };
}

/** strconv.ParseUint with base 10. */
export function parseUint10(text: string, bits: number): Read<bigint> {
  if (!/^[0-9]+$/.test(text)) return numError('ParseUint', text, 'invalid syntax');
  const value = bigintOf(text);
  if (value >= 2n ** BigInt(bits)) return numError('ParseUint', text, 'value out of range');
  return { ok: true, value };
}

/** strconv.Atoi. */
export function atoi(text: string): Read<bigint> {
  if (!/^[+-]?[0-9]+$/.test(text)) return numError('Atoi', text, 'invalid syntax');
  const value = text.startsWith('-') ? -bigintOf(text.slice(1)) : bigintOf(text.replace('+', ''));
  if (value >= 2n ** 63n || value < -(2n ** 63n)) return numError('Atoi', text, 'value out of range');
  return { ok: true, value };
}

function numError(call: string, text: string, problem: string): { ok: false; error: string } {
  return { ok: false, error: `strconv.${call}: parsing ${quote(text)}: ${problem}` };
}

/** The prefixes of other bases than ten, and the digits behind them. */
const BASES: readonly (readonly [written: RegExp, prefix: string, digits: RegExp])[] = [
  [/^0[xX]/, '0x', /^[0-9a-fA-F_]+$/],
  [/^0[bB]/, '0b', /^[01_]+$/],
  [/^0[oO]/, '0o', /^[0-7_]+$/],
  [/^0(?=.)/s, '0o', /^[0-7_]+$/],
];

function integerOf(text: string): bigint | undefined {
  const unsigned = text.replace(/^[+-]/, '');
  const [written, prefix, digits] = BASES.find(([start]) => start.test(unsigned)) ?? [/^/, '', /^[0-9_]+$/];
  const rest = unsigned.replace(written, '');
  // An underscore stands between digits, and a prefix counts as one.
  const isWritten = digits.test(rest) && !rest.endsWith('_') && !rest.includes('__');
  if (!isWritten || (prefix === '' && rest.startsWith('_'))) return undefined;
  const value = bigintOf(rest.replaceAll('_', ''), prefix);
  return text.startsWith('-') ? -value : value;
}

/** Digits as a number. More than 64 bits' worth of them is out of any range: their value does not matter. */
function bigintOf(digits: string, prefix = ''): bigint {
  const significant = digits.replace(/^0+/, '');
  return significant.length > 64 ? 2n ** 64n : BigInt(`${prefix}${significant || '0'}`);
}
