import type { Minor } from '../versions/minor.ts';
import type { FieldErrors, FieldValue } from './field-errors.ts';
import type { FieldPath } from './field-path.ts';

/**
 * The combinators in which Kubernetes validation is written. A rule looks at one value and reports what is
 * wrong with it; a table of rules, in upstream's order, is a concern. An absent value is Go's zero value:
 * every rule takes `undefined` as such, and `optional` and `ifSet` say when it need not be looked at.
 */
export interface Rule<T, S extends Scope = Scope> {
  (value: T | undefined, path: FieldPath, scope: S): void;
  /** It says nothing of an absent value, so there is no need to ask it. */
  readonly skipsAbsent?: true;
}

/** What rules share beside the value at hand. */
export interface Scope {
  readonly errors: FieldErrors;
  readonly minor: Minor;
  /** The values that {@link unique} met in the list at hand. */
  seen: Set<string> | undefined;
}

/** A check of a text's form: what is wrong with it, in upstream's words. */
export type FormCheck = (value: string, minor: Minor) => readonly string[];

/** A rule that says nothing of an absent value. */
function ofPresent<T, S extends Scope>(rule: (value: T, path: FieldPath, scope: S) => void): Rule<T, S> {
  const skipping: Rule<T, S> = (value, path, scope) => {
    if (value !== undefined) rule(value, path, scope);
  };
  return Object.assign(skipping, { skipsAbsent: true as const });
}

/** Rules by the fields that they are for. */
export type FieldTable<T extends object, S extends Scope> = {
  readonly [Name in keyof T]?: Rule<NonNullable<T[Name]>, S>;
};

function rulesOf<T extends object, S extends Scope>(table: FieldTable<T, S>) {
  return Object.entries(table).map(([name, rule]) => ({
    name: name as keyof T & string,
    rule: rule as Rule<unknown, S>,
    skipsAbsent: (rule as Rule<unknown, S>).skipsAbsent === true,
  }));
}

/** Rules for the fields of an object, applied in the order in which they are written. */
export function fields<T extends object, S extends Scope = Scope>(table: FieldTable<T, S>): Rule<T, S> {
  const rules = rulesOf<T, S>(table);
  return (object, path, scope) => {
    // The innermost loop of all validation.
    for (let i = 0; i < rules.length; i++) {
      const { name, rule, skipsAbsent } = rules[i]!;
      const value = object?.[name];
      if (value === undefined && skipsAbsent) continue;
      rule(value, path.child(name), scope);
    }
  };
}

/** All of the rules, one after another. */
export function all<T, S extends Scope = Scope>(...rules: readonly Rule<T, S>[]): Rule<T, S> {
  return (value, path, scope) => {
    for (const rule of rules) rule(value, path, scope);
  };
}

/** The rules in turn, up to the first that finds something. */
export function firstOf<T, S extends Scope = Scope>(...rules: readonly Rule<T, S>[]): Rule<T, S> {
  return (value, path, scope) => {
    const before = scope.errors.count;
    for (const rule of rules) {
      rule(value, path, scope);
      if (scope.errors.count > before) return;
    }
  };
}

/** A rule for each item of a list. */
export function each<T, S extends Scope = Scope>(rule: Rule<T, S>): Rule<readonly T[], S> {
  return ofPresent((items, path, scope) => {
    const outer = scope.seen;
    scope.seen = undefined;
    for (let i = 0; i < items.length; i++) rule(items[i], path.index(i), scope);
    scope.seen = outer;
  });
}

/** Must not be empty; what is there obeys the rule. */
export function required<T, S extends Scope = Scope>(rule?: Rule<T, S>, detail = ''): Rule<T, S> {
  return (value, path, scope) => {
    if (isZero(value)) scope.errors.required(path, detail);
    else rule?.(value, path, scope);
  };
}

/** May be empty; what is there obeys the rule. */
export function optional<T, S extends Scope = Scope>(rule: Rule<T, S>): Rule<T, S> {
  return ofPresent((value, path, scope) => {
    if (!isZero(value)) rule(value, path, scope);
  });
}

/** A pointer in Go: may be absent; what is there obeys the rule, be it empty. */
export function ifSet<T, S extends Scope = Scope>(rule: Rule<T, S>): Rule<T, S> {
  return ofPresent(rule);
}

/** Must not be set. */
export function forbidden(detail: string): Rule<unknown> {
  return ofPresent((_, path, scope) => scope.errors.forbidden(path, detail));
}

/** A text of this form; each message of the check is an error. */
export function form(
  check: FormCheck,
  wording: (message: string) => string = (message) => message,
): Rule<string> {
  return (value = '', path, scope) => {
    for (const message of check(value, scope.minor)) scope.errors.invalid(path, value, wording(message));
  };
}

/** One of these values. They are listed in the order given. */
export function supported(...values: readonly string[]): Rule<string> {
  const set = new Set(values);
  return (value = '', path, scope) => {
    if (!set.has(value)) scope.errors.notSupported(path, value, values);
  };
}

/** A number from `min` to `max`. */
export function between(min: number, max: number, detail: string): Rule<number> {
  return (value = 0, path, scope) => {
    if (value < min || value > max) scope.errors.invalid(path, value, detail);
  };
}

/** A value of which the test holds. */
export function must<T extends FieldValue, S extends Scope = Scope>(
  holds: (value: T, scope: S) => boolean,
  detail: string,
): Rule<T, S> {
  return ofPresent((value, path, scope) => {
    if (!holds(value, scope)) scope.errors.invalid(path, value, detail);
  });
}

/** Not the value of an earlier item of the same list: see {@link each}. */
export const unique: Rule<string> = (value = '', path, scope) => {
  scope.seen ??= new Set();
  if (scope.seen.has(value)) scope.errors.duplicate(path, value);
  else scope.seen.add(value);
};

/** A rule that kubelets have from this minor on. */
export function since<T, S extends Scope = Scope>(minor: Minor, rule: Rule<T, S>): Rule<T, S> {
  return (value, path, scope) => {
    if (scope.minor >= minor) rule(value, path, scope);
  };
}

/** How {@link exactlyOne} speaks. */
export interface OneOfWords {
  readonly none: string;
  readonly several: string;
}

/**
 * Exactly one of these fields is set, and obeys its rule: the first in the table's order; each further one is
 * forbidden.
 */
export function exactlyOne<T extends object, S extends Scope = Scope>(
  table: FieldTable<T, S>,
  words: OneOfWords,
): Rule<T, S> {
  const rules = rulesOf<T, S>(table);
  return (object, path, scope) => {
    let found = false;
    for (const { name, rule } of rules) {
      const value = object?.[name];
      if (value === undefined) continue;
      if (found) scope.errors.forbidden(path.child(name), words.several);
      else rule(value, path.child(name), scope);
      found = true;
    }
    if (!found) scope.errors.required(path, words.none);
  };
}

/** Whether this is what Go's `len(x) == 0` or `x == 0` is true of. */
export function isZero(value: unknown): boolean {
  if (value === undefined || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return value instanceof Map && value.size === 0;
}
