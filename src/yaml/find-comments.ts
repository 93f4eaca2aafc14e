import type { Range } from '../diagnostics/location.ts';
import { Problem } from './syntax/problem.ts';
import { readText } from './syntax/read-text.ts';
import { Scanner } from './syntax/scanner.ts';
import type { TokenKind } from './syntax/token.ts';

/** The comments of a YAML text, in offsets of its document's source. */
export interface Comments {
  /** Each from its `#` to the end of its line, in order. */
  readonly comments: readonly Range[];
  /** Where the first thing stands that is neither a comment nor a document's marker; the end where there is none. */
  readonly contentStart: number;
}

/** What stands before the first content of a document. */
const MARKERS: ReadonlySet<TokenKind> = new Set(['version-directive', 'tag-directive', 'document-start']);

/**
 * Where a YAML text has comments: what the scanner skips as one, so that no `#` of a scalar is taken for a comment.
 * Of a text that is no YAML those that stand before the mistake.
 */
export function findComments(bytes: Uint8Array): Comments {
  const { text, doubleBomEnd } = readText(bytes);
  const comments: Range[] = [];
  const scanner = new Scanner(text, doubleBomEnd, comments);
  let contentStart: number | undefined;
  try {
    for (let token = scanner.peek(); token.kind !== 'stream-end'; token = scanner.peek()) {
      if (!MARKERS.has(token.kind)) contentStart ??= token.start;
      scanner.take();
    }
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
  }
  return { comments, contentStart: contentStart ?? text.length };
}
