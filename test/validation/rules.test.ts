import { describe, expect, it } from 'vitest';
import { FieldErrors } from '../../src/validation/field-errors.ts';
import { FieldPath } from '../../src/validation/field-path.ts';
import {
  all,
  between,
  each,
  exactlyOne,
  fields,
  firstOf,
  forbidden,
  form,
  ifSet,
  must,
  optional,
  type Rule,
  required,
  since,
  supported,
  unique,
} from '../../src/validation/rules.ts';

interface Thing {
  readonly name?: string;
  readonly size?: number;
  readonly kind?: string;
  readonly parts?: readonly Thing[];
}

function errorsOf<T>(rule: Rule<T>, value: T | undefined, minor = 37): string[] {
  const errors = new FieldErrors(minor);
  rule(value, FieldPath.of('thing'), { errors, minor, seen: undefined });
  return errors.list.map(({ type, path, detail }) =>
    `${type.slice('FieldValue'.length)} ${path} ${detail}`.trim(),
  );
}

const lowerCase = form((text) => (text === text.toLowerCase() ? [] : ['must be lower case']));

describe('a table of rules', () => {
  const thing: Rule<Thing> = fields<Thing>({
    name: required(lowerCase),
    kind: optional(supported('A', 'B')),
    size: between(1, 3, 'must be small'),
  });

  it('is applied in its order, absent fields being empty', () => {
    expect(errorsOf(thing, {})).toEqual(['Required thing.name', 'Invalid thing.size must be small']);
    expect(errorsOf(thing, { size: 9, kind: 'C', name: 'X' })).toEqual([
      'Invalid thing.name must be lower case',
      'NotSupported thing.kind supported values: "A", "B"',
      'Invalid thing.size must be small',
    ]);
  });

  it('treats an absent object as an empty one', () => {
    expect(errorsOf(thing, undefined)).toEqual(errorsOf(thing, {}));
  });
});

describe('a rule', () => {
  it('may hold for what is not empty, or for what is set', () => {
    const never = must<string>(() => false, 'never');
    expect(errorsOf(optional(never), '')).toEqual([]);
    expect(errorsOf(ifSet(never), '')).toEqual(['Invalid thing never']);
    expect(errorsOf(ifSet(never), undefined)).toEqual([]);
    expect(errorsOf(forbidden('go away'), '')).toEqual(['Forbidden thing go away']);
  });

  it('may hold for some kubelets only', () => {
    expect(errorsOf(since(30, required()), '', 29)).toEqual([]);
    expect(errorsOf(since(30, required()), '', 30)).toEqual(['Required thing']);
  });

  it('may be followed by others, or only where it found nothing', () => {
    const short = must<string>((text) => text.length < 3, 'too long');
    expect(errorsOf(all(lowerCase, short), 'ABC')).toHaveLength(2);
    expect(errorsOf(firstOf(lowerCase, short), 'ABC')).toEqual(['Invalid thing must be lower case']);
  });
});

describe('a list', () => {
  const named: Rule<readonly Thing[]> = each(
    fields<Thing>({ parts: each(fields<Thing>({ name: unique })), name: unique }),
  );

  it('is unique by a field, each list for itself', () => {
    const parts = [{ name: 'a' }, { name: 'b' }];
    expect(
      errorsOf(named, [
        { name: 'a', parts },
        { name: 'b', parts },
      ]),
    ).toEqual([]);
    expect(errorsOf(named, [{ name: 'a', parts: [...parts, { name: 'a' }] }, { name: 'a' }])).toEqual([
      'Duplicate thing[0].parts[2].name',
      'Duplicate thing[1].name',
    ]);
  });
});

describe('one of several', () => {
  const one = exactlyOne<Thing>(
    { name: lowerCase, kind: lowerCase },
    { none: 'say one', several: 'say one only' },
  );

  it('must be there, and no second', () => {
    expect(errorsOf(one, {})).toEqual(['Required thing say one']);
    expect(errorsOf(one, { kind: 'X' })).toEqual(['Invalid thing.kind must be lower case']);
    expect(errorsOf(one, { kind: 'X', name: '' })).toEqual(['Forbidden thing.kind say one only']);
  });
});

describe('an error’s words', () => {
  it('changed with 1.32 where something is too long', () => {
    const long: Rule<string> = (_, path, scope) => scope.errors.tooLong(path, 9);
    const longer: Rule<string> = (_, path, scope) => scope.errors.tooLongMaxLength(path, 9);
    expect(errorsOf(long, '', 31)).toEqual(['TooLong thing must have at most 9 bytes']);
    expect(errorsOf(longer, '', 31)).toEqual(['TooLong thing may not be longer than 9']);
    expect(errorsOf(longer, '', 32)).toEqual(['TooLong thing may not be more than 9 bytes']);
  });
});
