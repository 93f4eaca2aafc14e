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

function integerOf(text: string): bigint | undefined {
  const match =
    /^([+-]?)(?:0[xX]((?:_?[0-9a-fA-F])+)|0[bB]((?:_?[01])+)|0[oO]((?:_?[0-7])+)|0((?:_?[0-7])+)|([1-9](?:_?[0-9])*|0))$/.exec(
      text,
    );
  if (!match) return undefined;
  const [, sign, hex, binary, octal, zeroOctal, decimal] = match;
  const [prefix, digits] =
    hex !== undefined
      ? ['0x', hex]
      : binary !== undefined
        ? ['0b', binary]
        : decimal !== undefined
          ? ['', decimal]
          : ['0o', octal ?? zeroOctal ?? ''];
  const value = bigintOf(digits.replaceAll('_', ''), prefix);
  return sign === '-' ? -value : value;
}

/** Digits as a number. More than 64 bits' worth of them is out of any range: their value does not matter. */
function bigintOf(digits: string, prefix = ''): bigint {
  const significant = digits.replace(/^0+/, '');
  return significant.length > 64 ? 2n ** 64n : BigInt(`${prefix}${significant || '0'}`);
}
