import type { WrittenNode } from '../syntax/compose.ts';
import { Problem } from '../syntax/problem.ts';
import { formatKeyFloat } from './numbers.ts';
import { resolveScalar } from './resolve.ts';

/** A key as Go's maps tell them apart: the int 1, the float 1 and the string "1" are three. */
export type TypedKey = string | number | bigint | boolean | null;

export interface Key {
  readonly typed: TypedKey;
  /** As JSON spells it. */
  readonly text: string;
  /** Why JSON cannot have it. */
  readonly refused?: Problem;
}

/** Reads a key as go-yaml does (decode.go mapping) and then sigs.k8s.io/yaml (convertToJSONableObject). */
export function readKey(written: WrittenNode): Key {
  const node = written.kind === 'alias' ? written.target : written;
  if (node.kind !== 'scalar') {
    throw new Problem(`invalid map key: a ${node.kind === 'mapping' ? 'map' : 'list'}`, written);
  }
  const scalar = resolveScalar(node);
  switch (scalar.kind) {
    case 'str':
      return { typed: scalar.value, text: scalar.value };
    case 'bool':
      return { typed: scalar.value, text: String(scalar.value) };
    case 'int':
      return { typed: BigInt(scalar.text), text: scalar.text };
    case 'float':
      return { typed: scalar.value, text: formatKeyFloat(scalar.value) };
    case 'uint':
      return { typed: BigInt(scalar.text), text: scalar.text, refused: unsupported('uint64', written) };
    case 'null':
      return { typed: null, text: 'null', refused: unsupported('null', written) };
  }
}

function unsupported(type: string, written: WrittenNode): Problem {
  return new Problem(`unsupported map key of type: ${type}`, written);
}
