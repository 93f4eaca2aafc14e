import type { Range } from '../../diagnostics/location.ts';

/**
 * What ends the reading of a text, thrown inside this room only: the door catches it. The message is
 * go-yaml's or Go's own; the range is ours, since go-yaml's line is often one off.
 */
export class Problem extends Error {
  readonly range: Range;

  constructor(message: string, { start, end }: Range) {
    super(message);
    this.range = { start, end };
  }
}
