import { isUtf8 } from '../../bytes/text.ts';

/** utf8_is_valid (systemd basic/utf8.c): like UTF-8, but without the noncharacters, U+FFFE for one. */
export function isValidUtf8(text: string): boolean {
  return (
    isUtf8(text) &&
    !/[\ufdd0-\ufdef]|[\ufffe\uffff]|[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]/.test(
      text,
    )
  );
}
