import { isBlank, isBlankOrEnd, isBreak, isFlowIndicator } from './characters.ts';
import type { Cursor } from './cursor.ts';
import { foldBreaks } from './fold.ts';
import type { ScannedScalar } from './token.ts';

export interface PlainScalar extends ScannedScalar {
  /** Whether the scanner stands on a later line, where a simple key may begin. */
  readonly brokeLine: boolean;
}

const COLON = 0x3a;
const HASH = 0x23;
const TAB = 0x09;

/**
 * A scalar without quotes (scannerc.go yaml_parser_scan_plain_scalar). It ends at `: `, at a `#`, at a line
 * that is not indented by `indent`, and in a flow collection at any of its indicators, a `?` included.
 */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): PlainScalar {
  const { text } = cursor;
  const start = cursor.pos;
  let value = '';
  let segment = start;
  let end = start;
  let breaks = '';

  while (!cursor.atDocumentIndicator() && cursor.code() !== HASH) {
    const runEnd = endOfRun(text, cursor.pos, inFlow);
    if (runEnd > cursor.pos) {
      if (breaks !== '') {
        value += text.slice(segment, end) + foldBreaks(breaks);
        segment = cursor.pos;
        breaks = '';
      }
      cursor.moveTo(runEnd);
      end = runEnd;
    }
    if (!isBlank(cursor.code()) && !isBreak(cursor.code())) break;
    for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
      if (!isBlank(code)) {
        breaks += cursor.takeBreak();
      } else if (breaks !== '' && code === TAB && cursor.column < indent) {
        throw cursor.problem('found a tab character that violates indentation');
      } else {
        cursor.pos++;
      }
    }
    if (!inFlow && cursor.column < indent) break;
  }

  value = segment === start ? text.slice(start, end) : value + text.slice(segment, end);
  return { value, start, end, brokeLine: breaks !== '' };
}

/** Where the characters end that a plain scalar takes as they are. */
function endOfRun(text: string, from: number, inFlow: boolean): number {
  let pos = from;
  for (;;) {
    const code = text.charCodeAt(pos);
    if (isBlankOrEnd(code)) return pos;
    if (code === COLON && isBlankOrEnd(text.charCodeAt(pos + 1))) return pos;
    if (inFlow && isFlowIndicator(code)) return pos;
    pos++;
  }
}
