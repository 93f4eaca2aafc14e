import { formatQuantity, parseQuantity } from '../../../validation/quantity.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { Member, Node, ObjectNode } from '../../../yaml/tree.ts';
import type { ConfigValue } from '../flags/flag-types.ts';
import { GATE_PREFIX, zeroOf } from './config-value.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { baseName, goKind, jsonText, nanosecondsOf, numberOf } from './go-scalars.ts';
import type { Field, GoType, ListType, MapType, ScalarType, StructType } from './go-types.ts';
import { KUBELET_CONFIGURATION } from './kubelet-configuration.ts';

/*
 * Go's encoding/json (and its fork sigs.k8s.io/json) decoding into a KubeletConfiguration: what ends up in the
 * struct, the one error that Go reports, and what strict decoding complains about.
 */

/** How the decoder is set up. */
export interface DecodeOptions {
  readonly minor: Minor;
  /** The v1beta1 type with its JSON tags, or the internal one, whose members are named as Go's fields. */
  readonly names: 'v1beta1' | 'internal';
  /** sigs.k8s.io/json takes member names as they are; encoding/json folds their case. */
  readonly caseSensitive: boolean;
  /** What already stands in the struct that is decoded into. */
  readonly base?: (path: string) => ConfigValue | undefined;
}

/** A leaf that the document sets: the value, and the node it came from. */
export interface DecodedLeaf {
  readonly value: ConfigValue;
  readonly node: Node;
}

/** Why Go refuses to decode, in its words, and the node it is about. */
export interface DecodeError {
  readonly message: string;
  /** The member, in v1beta1 names. */
  readonly path: string;
  readonly node: Node;
  /** The type that the member takes. */
  readonly type: GoType;
}

/** A complaint of strict decoding. */
export interface StrictProblem {
  readonly kind: 'unknown' | 'duplicate';
  /** As strict decoding prints it: `a.b[0].c`. */
  readonly path: string;
  readonly member: Member;
  /** The struct that has no such member, or has it already. */
  readonly struct: StructType;
}

export interface Decoded {
  /** By dotted v1beta1 path; null is a pointer, map or list that was set to nil. Gates are leaves of their own. */
  readonly leaves: ReadonlyMap<string, DecodedLeaf>;
  readonly error: DecodeError | null;
  readonly strict: readonly StrictProblem[];
}

/** Decodes a JSON object. With an error Go throws everything away; here the leaves that decode are told anyway. */
export function decodeConfiguration(root: ObjectNode, options: DecodeOptions): Decoded {
  return decodeStruct(KUBELET_CONFIGURATION, root, options);
}

/** The same for an object of another kind. */
export function decodeStruct(struct: StructType, root: ObjectNode, options: DecodeOptions): Decoded {
  const decoder = new Decoder(struct, options);
  decoder.inline(struct, root, '');
  return { leaves: decoder.leaves, error: decoder.fatal ?? decoder.saved, strict: decoder.strict };
}

/** The member that the kubelet takes for this key, if any. */
function findField(struct: StructType, key: string, options: DecodeOptions): Field | undefined {
  const names = namesOf(struct, options);
  return names.exact.get(key) ?? (options.caseSensitive ? undefined : names.folded.get(foldName(key)));
}

interface Names {
  readonly exact: ReadonlyMap<string, Field>;
  readonly folded: ReadonlyMap<string, Field>;
}

const namesCache = new Map<StructType, Map<string, Names>>();

function namesOf(struct: StructType, { minor, names }: DecodeOptions): Names {
  const cached = namesCache.get(struct) ?? new Map<string, Names>();
  namesCache.set(struct, cached);
  const key = `${minor} ${names}`;
  const known = cached.get(key);
  if (known) return known;
  const nameOf = (field: Field) => (names === 'internal' ? field.go : field.json);
  const fields = struct.fields.filter(({ since = 0 }) => since <= minor);
  const made = {
    exact: new Map(fields.map((field) => [nameOf(field), field])),
    folded: new Map(fields.map((field) => [foldName(nameOf(field)), field])),
  };
  cached.set(key, made);
  return made;
}

/** encoding/json foldName: ASCII to upper case, and the two letters beyond ASCII that fold into it. */
export function foldName(name: string): string {
  return name
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replaceAll('ſ', 'S')
    .replaceAll('\u212a', 'K');
}

/** Strict decoding stops to note down after so many (kubernetes_patch.go saveStrictError). */
export const MAX_STRICT_PROBLEMS = 100;

class Decoder {
  readonly leaves = new Map<string, DecodedLeaf>();
  readonly strict: StrictProblem[] = [];
  /** The first type error: Go goes on decoding and reports it in the end. */
  saved: DecodeError | null = null;
  /** The first error of an UnmarshalJSON: Go stops at once, and reports it before any type error. */
  fatal: DecodeError | null = null;
  readonly #options: DecodeOptions;
  readonly #seenStrict = new Set<string>();
  /** decodeState.errorContext: the innermost struct and the way to the member. */
  #struct: StructType;
  readonly #fields: string[] = [];
  /** The same way in v1beta1 names. */
  readonly #path: string[] = [];

  constructor(struct: StructType, options: DecodeOptions) {
    this.#struct = struct;
    this.#options = options;
  }

  /** Decodes into a struct whose members are leaves of their own. */
  inline(struct: StructType, node: Node, path: string): void {
    if (node.kind === 'null') return;
    if (node.kind !== 'object') {
      this.#typeError(node, struct);
      return;
    }
    this.#members(struct, node, path, (field, { value }) => {
      const at = path === '' ? field.json : `${path}.${field.json}`;
      if (field.type.kind === 'struct' && !field.pointer) this.inline(field.type, value, at);
      else if (at === 'featureGates') this.#gates(field.type as MapType, value);
      else this.#leaf(field, value, at);
    });
  }

  #leaf(field: Field, node: Node, path: string): void {
    const current = this.leaves.get(path)?.value ?? this.#options.base?.(path);
    const value = this.#pointee(field, node, current, path);
    // The object's own kind and apiVersion are not configuration.
    if (value !== undefined && path !== 'kind' && path !== 'apiVersion')
      this.leaves.set(path, { value, node });
  }

  /** featureGates: as a map, but each gate keeps its own origin. */
  #gates(type: MapType, node: Node): void {
    if (node.kind === 'null') {
      for (const path of this.leaves.keys()) if (path.startsWith(GATE_PREFIX)) this.leaves.delete(path);
      return;
    }
    if (node.kind !== 'object') {
      this.#typeError(node, type);
      return;
    }
    this.#entries(node, 'featureGates', (key, value) => {
      const on = this.#value(type.of, value, undefined, '') ?? false;
      this.leaves.set(GATE_PREFIX + key, { value: on, node: value });
    });
  }

  /** A null sets a pointer to nil; anything else goes through it. */
  #pointee(
    field: Field,
    node: Node,
    current: ConfigValue | undefined,
    strictPath: string,
  ): ConfigValue | undefined {
    const pointer = this.#options.names === 'v1beta1' ? field.pointer : field.pointer === 'both';
    if (pointer && node.kind === 'null') return null;
    return this.#value(field.type, node, current, strictPath);
  }

  /** The new value; undefined leaves what is there. */
  #value(
    type: GoType,
    node: Node,
    current: ConfigValue | undefined,
    strictPath: string,
  ): ConfigValue | undefined {
    switch (type.kind) {
      case 'map':
        return this.#map(type, node, current, strictPath);
      case 'list':
        return this.#list(type, node, current, strictPath);
      case 'struct':
        return this.#object(type, node, current, strictPath);
      default:
        return this.#scalar(type, node, current);
    }
  }

  #map(
    type: MapType,
    node: Node,
    current: ConfigValue | undefined,
    strictPath: string,
  ): ConfigValue | undefined {
    if (node.kind === 'null') return null;
    if (node.kind !== 'object') return this.#typeError(node, type);
    const entries = new Map(Object.entries(current ?? {}));
    this.#entries(node, strictPath, (key, value, at) => {
      entries.set(key, this.#value(type.of, value, undefined, at) ?? zeroOf(type.of));
    });
    return Object.fromEntries(entries);
  }

  #entries(
    node: ObjectNode,
    strictPath: string,
    visit: (key: string, value: Node, strictPath: string) => void,
  ): void {
    const seen = new Set<string>();
    for (const member of node.members) {
      const at = `${strictPath}.${member.key}`;
      if (seen.has(member.key)) this.#complain('duplicate', at, member, this.#struct);
      seen.add(member.key);
      visit(member.key, member.value, at);
    }
  }

  #list(
    type: ListType,
    node: Node,
    current: ConfigValue | undefined,
    strictPath: string,
  ): ConfigValue | undefined {
    if (node.kind === 'null') return null;
    if (node.kind !== 'array') return this.#typeError(node, type);
    // Go decodes into the elements that are there, so that a struct keeps what the text does not mention.
    const there = Array.isArray(current) ? (current as readonly ConfigValue[]) : [];
    return node.items.map(
      (item, i) => this.#value(type.of, item, there[i], `${strictPath}[${i}]`) ?? there[i] ?? zeroOf(type.of),
    );
  }

  #object(
    type: StructType,
    node: Node,
    current: ConfigValue | undefined,
    strictPath: string,
  ): ConfigValue | undefined {
    if (node.kind === 'null') return undefined;
    if (node.kind !== 'object') return this.#typeError(node, type);
    const members = new Map(Object.entries(current ?? {}));
    this.#members(type, node, strictPath, (field, { value }) => {
      const at = `${strictPath}.${field.json}`;
      const decoded = this.#pointee(field, value, members.get(field.json), at);
      if (decoded !== undefined) members.set(field.json, decoded);
    });
    return Object.fromEntries(members);
  }

  /** decodeState.object for a struct: finds the fields, keeps the error context. */
  #members(
    struct: StructType,
    node: ObjectNode,
    strictPath: string,
    visit: (field: Field, member: Member) => void,
  ): void {
    const outer = this.#struct;
    const seen = new Set<Field>();
    for (const member of node.members) {
      const field = findField(struct, member.key, this.#options);
      const at = strictPath === '' ? member.key : `${strictPath}.${member.key}`;
      if (!field) {
        this.#complain('unknown', at, member, struct);
        continue;
      }
      if (seen.has(field)) this.#complain('duplicate', at, member, struct);
      seen.add(field);
      this.#struct = struct;
      const depth = this.#fields.length;
      if (field.embedded && this.#namesEmbedded()) this.#fields.push(field.embedded);
      this.#fields.push(this.#options.names === 'internal' ? field.go : field.json);
      this.#path.push(field.json);
      visit(field, member);
      this.#path.pop();
      this.#fields.length = depth;
      this.#struct = outer;
    }
  }

  /**
   * Whether errors name the embedded structs on the way to a member: encoding/json does since Go 1.24, and its
   * copy in sigs.k8s.io/json as of kubelet 1.35.
   */
  #namesEmbedded(): boolean {
    const { caseSensitive, minor } = this.#options;
    // Before 1.30 the options of logging were no embedded struct.
    return minor >= (caseSensitive ? 35 : 30);
  }

  #complain(kind: StrictProblem['kind'], path: string, member: Member, struct: StructType): void {
    const key = `${kind} ${path}`;
    if (this.strict.length >= MAX_STRICT_PROBLEMS || this.#seenStrict.has(key)) return;
    this.#seenStrict.add(key);
    this.strict.push({ kind, path, member, struct });
  }

  /** decodeState.literalStore, and the UnmarshalJSON of the types that have one. */
  #scalar(type: ScalarType, node: Node, current: ConfigValue | undefined): ConfigValue | undefined {
    switch (type.kind) {
      case 'duration':
        return this.#duration(type, node);
      case 'flushFrequency':
        return this.#flushFrequency(type, node, current);
      case 'quantity':
        return this.#quantity(type, node);
      case 'time':
        return this.#time(type, node);
    }
    if (node.kind === 'null') return undefined;
    if (type.kind === 'string' && node.kind === 'string') return node.value;
    if (type.kind === 'bool' && node.kind === 'boolean') return node.value;
    if (type.kind === 'string' || type.kind === 'bool' || node.kind !== 'number') {
      return this.#typeError(node, type);
    }
    const value = numberOf(node.text, type.kind);
    return value ?? this.#typeError(node, type, `number ${node.text}`);
  }

  #duration(type: ScalarType, node: Node): ConfigValue | undefined {
    // encoding/json reads null into a string as "nothing", and "nothing" is no duration.
    const text = node.kind === 'null' ? '' : node.kind === 'string' ? node.value : undefined;
    if (text === undefined) return this.#typeError(node, type, undefined, 'fatal');
    const parsed = parseDuration(text);
    return parsed.ok ? formatDuration(parsed.nanoseconds) : this.#fatal(node, type, parsed.error);
  }

  /** logsapi.TimeOrMetaDuration. */
  #flushFrequency(type: ScalarType, node: Node, current: ConfigValue | undefined): ConfigValue | undefined {
    if (node.kind === 'string') {
      const parsed = parseDuration(node.value);
      return parsed.ok ? formatDuration(parsed.nanoseconds) : this.#fatal(node, type, parsed.error);
    }
    if (node.kind === 'null') return nanosecondsOf(current);
    const value = node.kind === 'number' ? numberOf(node.text, 'int64') : undefined;
    if (value !== undefined) return value;
    const given = node.kind === 'number' ? `number ${node.text}` : goKind(node);
    return this.#fatal(
      node,
      type,
      `invalid duration "${jsonText(node)}": json: cannot unmarshal ${given} into Go value of type time.Duration`,
    );
  }

  #quantity(type: ScalarType, node: Node): ConfigValue | undefined {
    if (node.kind === 'null') return '0';
    const parsed = parseQuantity(node.kind === 'string' ? node.value.trim() : jsonText(node));
    return parsed.ok ? formatQuantity(parsed.value) : this.#fatal(node, type, parsed.error);
  }

  #time(type: ScalarType, node: Node): ConfigValue | undefined {
    if (node.kind !== 'string') return this.#typeError(node, type, undefined, 'fatal');
    const match = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(node.value);
    const time = match ? new Date(node.value.replace(',', '.')) : undefined;
    if (!time || Number.isNaN(time.getTime())) {
      return this.#fatal(
        node,
        type,
        `parsing time "${node.value}" as "2006-01-02T15:04:05Z07:00": cannot parse`,
      );
    }
    return `${time.toISOString().slice(0, 19)}Z`;
  }

  /** An UnmarshalTypeError. */
  #typeError(
    node: Node,
    type: GoType,
    given: string = goKind(node),
    severity: 'saved' | 'fatal' = 'saved',
  ): undefined {
    const into = `Go struct field ${baseName(this.#struct.name)}.${this.#fields.join('.')}`;
    const message = `json: cannot unmarshal ${given} into ${into} of type ${this.#typeName(type.name)}`;
    this[severity] ??= { message, path: this.#path.join('.'), node, type };
  }

  #fatal(node: Node, type: GoType, message: string): undefined {
    this.fatal ??= { message, path: this.#path.join('.'), node, type };
  }

  #typeName(name: string): string {
    return this.#options.names === 'internal' ? name.replace('v1beta1.', 'config.') : name;
  }
}
