/**
 * Character classes of go-yaml's scanner (yamlprivateh.go), on UTF-16 units. NUL stands for the end of the
 * text: the reader lets no real one through.
 */

export const END = 0;

/** LF, CR, NEL, LS or PS. */
export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
}

/** A line break or the end. */
export function isBreakOrEnd(code: number): boolean {
  return code === END || isBreak(code);
}

/** A space or a tab. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** A space, a tab, a line break or the end: what may follow an indicator. */
export function isBlankOrEnd(code: number): boolean {
  return code > 0x20 ? code >= 0x85 && isBreak(code) : isBlank(code) || isBreakOrEnd(code);
}

/** A letter, a digit, `_` or `-`: what names of anchors, directives and tag handles are made of. */
export function isWord(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    isDigit(code) ||
    code === 0x5f ||
    code === 0x2d
  );
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** `,`, `?`, `[`, `]`, `{` or `}`: what ends a plain scalar within a flow collection. */
export function isFlowIndicator(code: number): boolean {
  return code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}
