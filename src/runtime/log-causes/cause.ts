import { type LogEntry, valueIn } from '../log-entries.ts';
import { oneLine } from '../one-line.ts';

/** A fault by the words in which the kubelet logs it. */
export interface LogCause {
  /** One finding of each is enough. */
  readonly id: string;
  /** Of an entry's text: the message as upstream spells it. */
  readonly text: RegExp;
  /** Of the error that it comes with, or of the text where it has none. */
  readonly error?: RegExp;
  /** How long after the words the fault still lasts, where nothing else is heard; in milliseconds. */
  readonly lasts?: number;
  readonly say: (words: Words) => Said | undefined;
  /** Where it is logged. */
  readonly upstream: string;
}

/** The words that were found. */
interface Words {
  readonly entry: LogEntry;
  /** What went wrong, as it stands there; short. */
  readonly error: string;
  /** What the pattern of the error caught, else what that of the text did. */
  readonly match: RegExpExecArray;
}

interface Said {
  readonly message: string;
  readonly help: string;
  /** What it is about, where there may be several of one kind: a pod. */
  readonly subject?: string;
}

/** A cause that holds for an entry, with what is said of it. */
export interface FoundCause extends Said {
  readonly cause: LogCause;
  readonly entry: LogEntry;
}

/** The first cause that holds for an entry. */
export function causeOf(entry: LogEntry, causes: readonly LogCause[]): FoundCause | undefined {
  for (const cause of causes) {
    const text = cause.text.exec(entry.text);
    if (!text) continue;
    const whole = valueIn(entry.text, 'err') ?? entry.text;
    const match = cause.error ? cause.error.exec(whole) : text;
    const said = match && cause.say({ entry, error: oneLine(whole), match });
    if (said) return { ...said, cause, entry };
  }
  return undefined;
}

/** In milliseconds: what a loop that runs every ten seconds has not said for so long is over. */
const LASTS = 30_000;
/** In milliseconds. */
export const MINUTE = 60_000;

/** How many of one kind are told. */
const MAX_OF_A_KIND = 3;

/** The newest entry of each cause, and of each that it is about, whose fault still lasts; the newest first. */
export function lastingCauses(
  entries: readonly LogEntry[],
  causes: readonly LogCause[],
  looked: number,
): readonly FoundCause[] {
  const found = new Map<string, FoundCause>();
  const counts = new Map<LogCause, number>();
  const longest = Math.max(...causes.map(({ lasts = LASTS }) => lasts));
  for (let at = entries.length - 1; at >= 0; at--) {
    const entry = entries[at]!;
    if (entry.time === undefined) continue;
    if (looked - entry.time > longest) break;
    const one = causeOf(entry, causes);
    if (!one || looked - entry.time > (one.cause.lasts ?? LASTS)) continue;
    const key = `${one.cause.id} ${one.subject ?? ''}`;
    const count = counts.get(one.cause) ?? 0;
    if (found.has(key) || count === MAX_OF_A_KIND) continue;
    found.set(key, one);
    counts.set(one.cause, count + 1);
  }
  return [...found.values()];
}
