import { quote } from '../bytes/go-strings.ts';
import type { Minor } from '../versions/minor.ts';
import type { FieldPath } from './field-path.ts';

/** apimachinery field.ErrorType. */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueForbidden'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany';

/** field.Error: what is wrong, where, and with which value. */
export interface FieldError {
  readonly type: FieldErrorType;
  readonly path: FieldPath;
  readonly detail: string;
  /** The offending value, where upstream names it and it is a plain one. */
  readonly value?: FieldValue;
  /** What would be right instead, where the rule knows more than upstream says. */
  readonly help?: string;
}

export type FieldValue = string | number | boolean;

/** field.ErrorList: the errors in the order in which upstream meets them. */
export class FieldErrors {
  readonly list: FieldError[] = [];
  readonly #minor: Minor;

  constructor(minor: Minor) {
    this.#minor = minor;
  }

  get count(): number {
    return this.list.length;
  }

  required(path: FieldPath, detail = ''): void {
    this.list.push({ type: 'FieldValueRequired', path, detail });
  }

  forbidden(path: FieldPath, detail: string): void {
    this.list.push({ type: 'FieldValueForbidden', path, detail });
  }

  invalid(path: FieldPath, value: FieldValue | undefined, detail: string): void {
    this.#add('FieldValueInvalid', path, value, detail);
  }

  notSupported(path: FieldPath, value: FieldValue | undefined, supported: readonly string[]): void {
    const quoted = supported.map(quote).join(', ');
    this.#add(
      'FieldValueNotSupported',
      path,
      value,
      supported.length > 0 ? `supported values: ${quoted}` : '',
    );
  }

  duplicate(path: FieldPath, value: FieldValue): void {
    this.#add('FieldValueDuplicate', path, value, '');
  }

  notFound(path: FieldPath, value: FieldValue, detail = '', help?: string): void {
    this.list.push({
      type: 'FieldValueNotFound',
      path,
      detail,
      value,
      ...(help === undefined ? {} : { help }),
    });
  }

  tooLong(path: FieldPath, limit: number): void {
    const detail =
      this.#minor >= 32 ? `may not be more than ${limit} bytes` : `must have at most ${limit} bytes`;
    this.list.push({ type: 'FieldValueTooLong', path, detail });
  }

  /** TooLongMaxLength, which 1.32 took away: the same with other words. */
  tooLongMaxLength(path: FieldPath, limit: number): void {
    if (this.#minor >= 32) this.tooLong(path, limit);
    else this.list.push({ type: 'FieldValueTooLong', path, detail: `may not be longer than ${limit}` });
  }

  tooMany(path: FieldPath, count: number, limit: number): void {
    this.#add('FieldValueTooMany', path, count, `must have at most ${limit} items`);
  }

  #add(type: FieldErrorType, path: FieldPath, value: FieldValue | undefined, detail: string): void {
    this.list.push({ type, path, detail, ...(value === undefined ? {} : { value }) });
  }
}
