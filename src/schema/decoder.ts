import type { Range } from '../diagnostics/location.ts';
import type { Minor } from '../versions/minor.ts';
import type { ArrayNode, Node, ObjectNode } from '../yaml/tree.ts';
import { base64Error } from './go-base64.ts';
import { fitsNumber } from './go-numbers.ts';
import { describeFound, type JsonText, unmarshalJsonOf } from './self-decoding.ts';
import { type Field, findField, findStruct, type GoType, lifetimeOf, type Struct } from './types.ts';

/** The error that Go's decoder reports, word for word, and where. */
export interface DecodeProblem {
  readonly message: string;
  /** `spec.containers[0].ports[1].hostPort`. */
  readonly path: string;
  readonly node: Node;
  /** The Go type that was asked for: `int32`, `[]v1.EnvVar`, `resource.Quantity`. */
  readonly goType: string;
  /** What stood there: `string`, `bool`, `array`, `number 30.0`. */
  readonly found: string;
}

/** A member that this minor's struct has no field for; the decoder drops it. */
export interface UnknownField {
  /** As a strict decoder writes it: `spec.containers[0].iamge`. */
  readonly path: string;
  readonly key: string;
  readonly keyRange: Range;
  /** The Go struct it stands in: `Container`. */
  readonly type: string;
  /** Where another minor knows the field: the first and the last that do, undefined at the end of the window. */
  readonly known?: { readonly since: Minor | undefined; readonly until: Minor | undefined };
}

/** What decoding a value of a known type comes to. */
export interface DecodedShape {
  readonly error: DecodeProblem | null;
  /** In the order of the members, all of them, also where decoding ended before. */
  readonly unknown: readonly UnknownField[];
}

/**
 * The minor from which sigs.k8s.io/json names embedded structs on the way to a field: the kubelet has its
 * version of 2025-07-30 since 1.35.
 */
const NAMES_EMBEDDED: Minor = 35;

/**
 * Decodes as sigs.k8s.io/json does (internal/golang/encoding/json/decode.go): a value of the wrong type is
 * remembered and decoding goes on; the first such error counts, unless a type that decodes itself fails later,
 * which ends it at once.
 */
export function decodeNode(root: Node, typeName: string, minor: Minor, jsonText: JsonText): DecodedShape {
  return new Decoder(minor, jsonText).decode(root, typeName);
}

class Decoder {
  readonly #minor: Minor;
  readonly #jsonText: JsonText;
  readonly #unknown: UnknownField[] = [];
  /** Keys and indexes from the root. */
  readonly #path: (string | number)[] = [];
  /** errorContext: the innermost struct, and the fields from the root. */
  #struct = '';
  readonly #fieldStack: string[] = [];
  #error: DecodeProblem | null = null;
  #ended = false;

  constructor(minor: Minor, jsonText: JsonText) {
    this.#minor = minor;
    this.#jsonText = jsonText;
  }

  decode(root: Node, typeName: string): DecodedShape {
    const struct = findStruct(typeName);
    if (!struct) throw new Error(`the shape of ${typeName} is not known`);
    this.#value(root, { kind: 'struct', goType: struct.goType, name: struct.name });
    return { error: this.#error, unknown: this.#unknown };
  }

  #value(node: Node, type: GoType): void {
    const unmarshalJson = unmarshalJsonOf(type.kind);
    if (unmarshalJson) {
      const error = unmarshalJson(node, this.#jsonText);
      if (error) this.#end(node, type, error);
      return;
    }
    if (node.kind === 'null') return;
    switch (type.kind) {
      case 'struct':
        if (node.kind === 'object') this.#members(node, findStruct(type.name)!);
        else this.#mismatch(node, type);
        return;
      case 'map':
        if (node.kind === 'object') this.#entries(node, type.values);
        else this.#mismatch(node, type);
        return;
      case 'array':
        if (node.kind === 'array') this.#items(node, type.values);
        else this.#mismatch(node, type);
        return;
      case 'bytes':
        this.#bytes(node, type);
        return;
      case 'string':
      case 'boolean':
        if (node.kind !== type.kind) this.#mismatch(node, type);
        return;
      case 'any':
        return;
      default:
        if (node.kind !== 'number') this.#mismatch(node, type);
        else if (!fitsNumber(node.text, type.kind)) this.#mismatch(node, type, `number ${node.text}`);
    }
  }

  #members(node: ObjectNode, struct: Struct): void {
    const outer = this.#struct;
    const depth = this.#fieldStack.length;
    for (const { key, keyRange, value } of node.members) {
      this.#path.push(key);
      const field = findField(struct, key, this.#minor);
      if (field) {
        this.#enter(struct, field);
        this.#value(value, field.type);
        this.#struct = outer;
        this.#fieldStack.length = depth;
      } else {
        this.#addUnknown(struct, key, keyRange);
      }
      this.#path.pop();
    }
  }

  #enter(struct: Struct, field: Field): void {
    this.#struct = struct.name;
    if (field.embedded && this.#minor >= NAMES_EMBEDDED) this.#fieldStack.push(field.embedded);
    this.#fieldStack.push(field.name);
  }

  #entries(node: ObjectNode, values: GoType): void {
    for (const { key, value } of node.members) {
      this.#path.push(key);
      this.#value(value, values);
      this.#path.pop();
    }
  }

  #items(node: ArrayNode, values: GoType): void {
    for (const [index, item] of node.items.entries()) {
      this.#path.push(index);
      this.#value(item, values);
      this.#path.pop();
    }
  }

  /** A []byte: base64, or an array of numbers. */
  #bytes(node: Node, type: GoType): void {
    if (node.kind === 'array') {
      this.#items(node, { kind: 'uint8', goType: 'uint8' });
    } else if (node.kind === 'string') {
      const message = base64Error(node.value);
      if (message !== null) this.#save(node, type, describeFound(node), message);
    } else {
      this.#mismatch(node, type);
    }
  }

  #addUnknown(struct: Struct, key: string, keyRange: Range): void {
    const known = lifetimeOf(struct, key);
    this.#unknown.push({
      path: formatPath(this.#path),
      key,
      keyRange,
      type: struct.name,
      ...(known && { known }),
    });
  }

  /** UnmarshalTypeError, remembered. */
  #mismatch(node: Node, type: GoType, found = describeFound(node)): void {
    this.#save(node, type, found, this.#typeError(found, type.goType));
  }

  /** saveError: the first counts. */
  #save(node: Node, type: GoType, found: string, message: string): void {
    this.#error ??= this.#problem(node, type.goType, found, message);
  }

  /** An error that UnmarshalJSON returned: nothing after it is decoded, and what was remembered is lost. */
  #end(node: Node, type: GoType, error: { message: string } | { found: string; goType: string }): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error =
      'message' in error
        ? this.#problem(node, type.goType, describeFound(node), error.message)
        : this.#problem(node, type.goType, error.found, this.#typeError(error.found, error.goType));
  }

  #problem(node: Node, goType: string, found: string, message: string): DecodeProblem {
    return { message, path: formatPath(this.#path), node, goType, found };
  }

  #typeError(found: string, goType: string): string {
    const where = this.#struct ? `struct field ${this.#struct}.${this.#fieldStack.join('.')}` : 'value';
    return `json: cannot unmarshal ${found} into Go ${where} of type ${goType}`;
  }
}

/** strictFieldStack as text: keys after dots, indexes in brackets. */
function formatPath(path: readonly (string | number)[]): string {
  let out = '';
  for (const step of path) {
    if (typeof step === 'number') out += `[${step}]`;
    else out += out === '' ? step : `.${step}`;
  }
  return out;
}
