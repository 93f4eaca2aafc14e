import type { Range } from '../../diagnostics/location.ts';
import type { Node } from '../tree.ts';
import { formatJsonFloat } from './numbers.ts';
import type { Scalar } from './resolve.ts';

/** A scalar's value as JSON has it. What JSON cannot hold becomes a number with the text `NaN` or `Infinity`. */
export function scalarNode(scalar: Scalar, range: Range): Node {
  switch (scalar.kind) {
    case 'null':
      return { kind: 'null', range };
    case 'bool':
      return { kind: 'boolean', range, value: scalar.value };
    case 'str':
      return { kind: 'string', range, value: scalar.value };
    case 'float':
      return { kind: 'number', range, text: formatJsonFloat(scalar.value) };
    default:
      return { kind: 'number', range, text: scalar.text };
  }
}
