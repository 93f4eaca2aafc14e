/** The text with U+FFFD for each lone surrogate, an escaped byte among them: for formats that can't hold one. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
