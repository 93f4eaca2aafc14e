import type { Looked, LookFailure } from './host.ts';

/** The reasons in the words of strerror(3), which the kubelet's and systemd's own messages end with. */
const messages: Record<LookFailure['reason'], string> = {
  absent: 'no such file or directory',
  denied: 'permission denied',
  notRegular: 'not a regular file',
  notDirectory: 'not a directory',
  isDirectory: 'is a directory',
  notSymlink: 'invalid argument',
  tooLarge: 'file too large',
  inImage: 'it lies in the image of a container, not on the node',
  notCopied: 'it is not in this copy of the node',
  loop: 'too many levels of symbolic links',
  io: 'input/output error',
};

/** Whether only this look failed: systemd and the kubelet, which are root and on the node, may see what is there. */
export function isHidden({ reason }: LookFailure): boolean {
  return reason === 'denied' || reason === 'inImage' || reason === 'notCopied';
}

/** A look that found something. */
export function found<T>(value: T): Looked<T> {
  return { ok: true, value };
}

/** The last bytes of some. */
export function tailOf(bytes: Uint8Array, length: number): Uint8Array {
  return bytes.subarray(Math.max(0, bytes.length - length));
}

/** A look that did not, with the usual words for the reason unless there are better ones. */
export function failed(
  reason: LookFailure['reason'],
  path: string,
  message = messages[reason],
): { readonly ok: false; readonly failure: LookFailure } {
  return { ok: false, failure: { reason, path, message } };
}

/** The failure of reading a file whose size is beyond the limit. */
export function tooLarge(path: string, limit: number): { readonly ok: false; readonly failure: LookFailure } {
  return failed('tooLarge', path, `larger than ${limit} bytes`);
}

/** A look on the way to a path, as one at the path itself: a failure names what was asked for. */
export function lookedAt<T>(path: string, looked: Looked<T>): Looked<T> {
  return looked.ok ? looked : { ok: false, failure: { ...looked.failure, path } };
}
