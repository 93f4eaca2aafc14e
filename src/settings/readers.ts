import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Range } from '../diagnostics/location.ts';
import type { Sourced } from '../diagnostics/origin.ts';
import { nearestName } from '../schema/suggest.ts';
import { locate } from '../yaml/navigate.ts';
import type { Document, Member, Node } from '../yaml/tree.ts';

/*
 * Readers of values, which say where a value is not what it should be. They are put together in read-settings.ts;
 * test/settings holds them against schemas/settings.schema.json.
 */

/** A document that is being read, and what is wrong with it so far. */
export interface Reading {
  readonly document: Document;
  readonly problems: Diagnostic[];
}

/** Reads one value; undefined where it is wrong, which was then said. */
export type Read<T> = (node: Node, reading: Reading) => T | undefined;

/** More than anybody reads at once. */
const MAX_PROBLEMS = 20;

/** Says what is wrong, and where. */
export function complain(
  reading: Reading,
  place: Node | Range,
  problem: Pick<Diagnostic, 'ruleId' | 'message' | 'help' | 'related'>,
): undefined {
  const { document, problems } = reading;
  if (problems.length >= MAX_PROBLEMS) return;
  problems.push({ severity: 'error', location: locate(document, place), ...problem });
}

/** Says that a value is none that can stand there. */
export function wrongValue(reading: Reading, node: Node, message: string, help?: string): undefined {
  return complain(reading, node, { ruleId: 'settings-value', message, ...(help && { help }) });
}

/** Says that a name is not known, and which was probably meant. */
export function unknownName(
  reading: Reading,
  place: Node | Range,
  name: string,
  known: Iterable<string>,
  problem: Pick<Diagnostic, 'ruleId' | 'message' | 'help'>,
): undefined {
  if (reading.problems.length >= MAX_PROBLEMS) return;
  const meant = nearestName(name, known);
  complain(reading, place, { ...problem, ...(meant !== undefined && { help: `did you mean "${meant}"?` }) });
}

/** A text that is not empty; `what` it is, for who wrote something else. */
export function text(what: string): Read<string> {
  return (node, reading) => {
    if (node.kind === 'string' && node.value !== '') return node.value;
    const help = node.kind === 'number' || node.kind === 'boolean' ? 'put it in quotes' : undefined;
    return wrongValue(reading, node, `this is ${what}, not ${describe(node)}`, help);
  };
}

/** `true` or `false`. */
export const boolean: Read<boolean> = (node, reading) =>
  node.kind === 'boolean'
    ? node.value
    : wrongValue(reading, node, `this is true or false, not ${describe(node)}`);

/** One of some words. */
export function oneOf<T extends string>(words: readonly T[], what: string): Read<T> {
  return (node, reading) => {
    const found = node.kind === 'string' ? words.find((word) => word === node.value) : undefined;
    if (found !== undefined) return found;
    const message = `${what} is ${listed(words)}, not ${describe(node)}`;
    if (node.kind !== 'string') return wrongValue(reading, node, message);
    return unknownName(reading, node, node.value, words, { ruleId: 'settings-value', message });
  };
}

/** A list, without those of its items that are wrong. */
export function list<T>(item: Read<T>, what: string): Read<readonly T[]> {
  return (node, reading) => {
    if (node.kind !== 'array') {
      return wrongValue(reading, node, `this is a list of ${what}, not ${describe(node)}`);
    }
    return node.items.flatMap((one) => {
      const value = item(one, reading);
      return value === undefined ? [] : [value];
    });
  };
}

/** Entries by name, each with the place of its name, without those that are wrong. */
export function entries<T>(
  read: (member: Member, reading: Reading) => T | undefined,
  what: string,
): Read<ReadonlyMap<string, Sourced<T>>> {
  return (node, reading) => {
    if (node.kind !== 'object') return wrongValue(reading, node, `this is ${what}, not ${describe(node)}`);
    const found = new Map<string, Sourced<T>>();
    for (const member of node.members) {
      const value = read(member, reading);
      if (value !== undefined) found.set(member.key, sourced(value, member.keyRange, reading));
    }
    return found;
  };
}

/** A value with the place in the settings that says it. */
export function sourced<T>(value: T, place: Node | Range, { document }: Reading): Sourced<T> {
  return { value, origin: { kind: 'settings', location: locate(document, place) }, overridden: [] };
}

type Readers = Readonly<Record<string, Read<unknown>>>;

/** What an object's members are read as: those that are there and right, each with the place of its name. */
type MembersOf<R extends Readers> = {
  readonly [K in keyof R]?: Sourced<NonNullable<ReturnType<R[K]>>>;
};

/** An object that has some members and no other. */
export function members<R extends Readers>(readers: R): Read<MembersOf<R>> {
  return (node, reading) => {
    if (node.kind !== 'object') {
      return wrongValue(reading, node, `this is an object with members, not ${describe(node)}`);
    }
    const found: Record<string, unknown> = {};
    for (const { key, keyRange, value } of node.members) {
      const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
      if (!read) {
        const message = `there is no member "${key}" here`;
        unknownName(reading, keyRange, key, Object.keys(readers), { ruleId: 'settings-member', message });
        continue;
      }
      const one = read(value, reading);
      if (one !== undefined) found[key] = sourced(one, keyRange, reading);
    }
    return found as MembersOf<R>;
  };
}

/** `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

/** A value for people, in few words. */
function describe(node: Node): string {
  switch (node.kind) {
    case 'string':
      return node.value === '' ? 'empty' : `"${node.value.slice(0, 64)}"`;
    case 'number':
      return `the number ${node.text.slice(0, 64)}`;
    case 'boolean':
      return `${node.value}`;
    case 'null':
      return 'nothing';
    case 'array':
      return 'a list';
    case 'object':
      return 'an object';
  }
}
