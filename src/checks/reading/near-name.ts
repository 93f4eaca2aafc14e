import { baseName } from '../../node/host/path.ts';
import { editDistance } from '../../schema/suggest.ts';

/**
 * Whether two files of one suffix are at most two letters apart, or their suffixes one, so that one was probably meant
 * for the other.
 */
export function isMisspelt(path: string, meant: string): boolean {
  const [a, b] = [stemOf(path), stemOf(meant)];
  if (a === b && a.length > 1) return isMisspeltEnding(endingOf(path), endingOf(meant));
  if (endingOf(path) !== endingOf(meant) || Math.min(a.length, b.length) < 4) return false;
  return Math.max(a.length, b.length) <= 64 && editDistance(a, b) <= 2;
}

/** Whether a file has the name of another with something put to it: `apiserver-wrong.crt`, `dev-audit.yaml`. */
export function isLongerName(path: string, meant: string): boolean {
  const [long, short] = [stemOf(path), stemOf(meant)];
  if (endingOf(path) !== endingOf(meant) || short.length < 2 || long.length <= short.length) return false;
  return (
    (long.startsWith(short) && /^[-_.\d]/.test(long.slice(short.length))) ||
    (long.endsWith(short) && /[-_.]$/.test(long.slice(0, -short.length)))
  );
}

/** Whether a port was probably meant to be the other: a digit or two off, doubled or lost, behind the first one. */
export function isMistypedPort(port: string, meant: string): boolean {
  return port[0] === meant[0] && port.length <= 5 && port !== meant && editDistance(port, meant) <= 2;
}

/** The suffix of a path, with its dot. */
export function endingOf(path: string): string {
  return /\.[^./]*$/.exec(path)?.[0] ?? '';
}

function isMisspeltEnding(ending: string, meant: string): boolean {
  return ending.length > 2 && meant.length > 2 && ending.length <= 16 && editDistance(ending, meant) === 1;
}

function stemOf(path: string): string {
  return baseName(path).slice(0, -endingOf(path).length || undefined);
}
