import type { FieldError } from '../validation/field-errors.ts';

/** Advice about a number that is written as one of another kind: in quotes, or in octal. */
export function helpNumberForm({ type, path, value, detail }: FieldError): string | undefined {
  if (type !== 'FieldValueInvalid') return undefined;
  if (typeof value === 'string' && /^[0-9]{1,5}$/.test(value) && detail.includes('at least one letter')) {
    return 'write the number of the port without quotes: a text is the name of a port';
  }
  const isMode = path.step === 'mode' || path.step === 'defaultMode';
  return isMode && typeof value === 'number' && /^[0-7]{3}$/.test(`${value}`)
    ? `write the mode with a leading zero, 0${value}: it is octal, and in JSON ${Number.parseInt(`${value}`, 8)}`
    : undefined;
}
