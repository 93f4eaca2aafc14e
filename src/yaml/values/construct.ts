import { compareBytes } from '../../bytes/text.ts';
import type { Range } from '../../diagnostics/location.ts';
import {
  type Composed,
  depthOf,
  isMergeKey,
  type WrittenCollection,
  type WrittenNode,
} from '../syntax/compose.ts';
import { Problem } from '../syntax/problem.ts';
import type { DuplicateKey, Member, Node, ObjectNode } from '../tree.ts';
import { readKey, type TypedKey } from './keys.ts';
import { resolveScalar } from './resolve.ts';
import { scalarNode } from './scalar-node.ts';

/** Depth at which Go's JSON scanner gives up (encoding/json maxNestingDepth). */
const MAX_JSON_DEPTH = 10_000;

/** The JSON that sigs.k8s.io/yaml makes of a composed document, with what was duplicate. */
export interface Constructed {
  readonly root: Node;
  readonly duplicates: readonly DuplicateKey[];
}

/**
 * Decodes as go-yaml does into an empty interface (decode.go), then makes JSON of it (sigs.k8s.io/yaml
 * convertToJSONableObject, encoding/json). Collections come children first, so nothing here recurses.
 */
export function construct({ root, collections }: Composed): Constructed {
  if (root === null) return { root: { kind: 'null', range: { start: 0, end: 0 } }, duplicates: [] };
  if (depthOf(root) > MAX_JSON_DEPTH) throw new Problem('exceeded max depth', root);
  const decoder = new Decoder();
  for (const collection of collections) decoder.decode(collection);
  const node = decoder.nodeOf(root);
  decoder.refuseWhatJsonCannotHold(node);
  const duplicates = decoder.duplicates.sort((a, b) => a.second.start - b.second.start);
  return { root: node, duplicates };
}

/** A member that is set in a map, the last of equal keys to stay. */
interface Setting {
  readonly member: Member;
  readonly typed: TypedKey;
  /** What is set: its value, or behind a merge key the map that it comes from. */
  readonly value: WrittenNode;
  readonly merge: boolean;
}

class Decoder {
  readonly duplicates: DuplicateKey[] = [];
  /** By the order of the collections. */
  readonly #nodes: Node[] = [];
  /** Keys that are not strings. */
  readonly #typedKeys = new Map<Member, TypedKey>();
  /** Keys that JSON cannot have. */
  readonly #refused = new Map<Member, Problem>();
  #hasNonFinite = false;

  decode(written: WrittenCollection): void {
    const range = rangeOf(written);
    this.#nodes[written.order] =
      written.kind === 'sequence'
        ? { kind: 'array', range, items: written.children.map((child) => this.nodeOf(child)) }
        : { kind: 'object', range, members: this.#members(written) };
  }

  /** The node for what is written; a collection has been decoded already. */
  nodeOf(written: WrittenNode): Node {
    if (written.kind === 'alias') return { ...this.nodeOf(written.target), alias: rangeOf(written) };
    if (written.kind !== 'scalar') return this.#nodes[written.order]!;
    const scalar = resolveScalar(written);
    if (scalar.kind === 'float' && !Number.isFinite(scalar.value)) this.#hasNonFinite = true;
    return scalarNode(scalar, rangeOf(written));
  }

  /**
   * Keys and numbers without a JSON form, which are errors only where they are left in the end: a value that
   * a later duplicate replaced is never looked at.
   */
  refuseWhatJsonCannotHold(root: Node): void {
    if (this.#refused.size === 0 && !this.#hasNonFinite) return;
    const seen = new Set<readonly unknown[]>();
    const pending: Node[] = [root];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (node.kind === 'number') {
        refuseNonFinite(node.text, node.range);
      } else if (node.kind === 'array' && !seen.has(node.items)) {
        seen.add(node.items);
        for (const item of node.items) pending.push(item);
      } else if (node.kind === 'object' && !seen.has(node.members)) {
        seen.add(node.members);
        for (const member of node.members) {
          const refused = this.#refused.get(member);
          if (refused) throw refused;
          pending.push(member.value);
        }
      }
    }
  }

  /** Sorted as Go's JSON encoder sorts them, the last of equal ones. */
  #members(written: WrittenCollection): Member[] {
    const settings = this.#settings(written);
    if (settings.length > 1) settings.sort(byKey);
    const members: Member[] = [];
    for (let i = 0; i < settings.length; i++) {
      const setting = settings[i]!;
      const later = settings[i + 1];
      if (later?.member.key === setting.member.key) this.#replace(setting, later);
      else members.push(setting.member);
    }
    return members;
  }

  #replace(earlier: Setting, later: Setting): void {
    this.#inheritRefusal(earlier.member, later.member);
    const { key, keyRange: second } = later.member;
    this.duplicates.push({
      key,
      first: earlier.member.keyRange,
      second,
      value: { start: later.value.propertiesStart, end: later.value.end },
      lost: earlier.member.value,
      kept: later.member.value,
      ...((earlier.merge || later.merge) && { merge: true }),
      ...(later.merge && !earlier.merge && { mergeWins: true }),
      ...(earlier.typed !== later.typed && { inAnyOrder: true }),
    });
  }

  #inheritRefusal(from: Member, to: Member): void {
    const refused = this.#refused.get(from);
    if (refused) this.#refused.set(to, refused);
  }

  /** What is set, in the order in which go-yaml sets it. */
  #settings({ children }: WrittenCollection): Setting[] {
    const settings: Setting[] = [];
    for (let i = 0; i < children.length; i += 2) {
      const key = children[i]!;
      const value = children[i + 1]!;
      if (isMergeKey(key)) this.#merge(value, settings);
      else settings.push(this.#setting(key, value));
    }
    return settings;
  }

  #setting(key: WrittenNode, value: WrittenNode): Setting {
    const { typed, text, refused } = readKey(key);
    const member: Member = { key: text, keyRange: rangeOf(key), value: this.nodeOf(value) };
    if (typed !== text) this.#typedKeys.set(member, typed);
    if (refused) this.#refused.set(member, refused);
    return { member, typed, value, merge: false };
  }

  /** Merges in the order of the document: also over what has been written before (decode.go merge). */
  #merge(value: WrittenNode, settings: Setting[]): void {
    if (value.kind !== 'sequence') this.#mergeOne(value, settings);
    // Backwards, so that the first of a list wins.
    else for (let i = value.children.length - 1; i >= 0; i--) this.#mergeOne(value.children[i]!, settings);
  }

  #mergeOne(value: WrittenNode, settings: Setting[]): void {
    const target = value.kind === 'alias' ? value.target : value;
    if (target.kind !== 'mapping') {
      throw new Problem('map merge requires map or sequence of maps as the value', value);
    }
    const source = this.nodeOf(value) as ObjectNode;
    for (const original of source.members) {
      const merged = source.alias ? { ...original.value, alias: source.alias } : original.value;
      const member: Member = { ...original, value: merged };
      const typed = this.#typedKeys.get(original);
      if (typed !== undefined) this.#typedKeys.set(member, typed);
      this.#inheritRefusal(original, member);
      settings.push({ member, typed: typed === undefined ? member.key : typed, value, merge: true });
    }
  }
}

function byKey(a: Setting, b: Setting): number {
  return compareBytes(a.member.key, b.member.key);
}

function refuseNonFinite(text: string, range: Range): void {
  const spelled = text === 'Infinity' ? '+Inf' : text === '-Infinity' ? '-Inf' : text;
  if (spelled !== text || text === 'NaN') throw new Problem(`json: unsupported value: ${spelled}`, range);
}

function rangeOf({ start, end }: WrittenNode): Range {
  return { start, end };
}
