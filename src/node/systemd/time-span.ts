import { skipWhitespace } from './extract-word.ts';

/** USEC_INFINITY. */
const INFINITY = 2n ** 64n - 1n;

const SECOND = 1_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** Units in the order in which upstream tries them, so that `ms` is found before `m`. */
const UNITS: readonly (readonly [name: string, microseconds: bigint])[] = [
  ['seconds', SECOND],
  ['second', SECOND],
  ['sec', SECOND],
  ['s', SECOND],
  ['minutes', MINUTE],
  ['minute', MINUTE],
  ['min', MINUTE],
  ['months', 2_629_800n * SECOND],
  ['month', 2_629_800n * SECOND],
  ['M', 2_629_800n * SECOND],
  ['msec', 1000n],
  ['ms', 1000n],
  ['m', MINUTE],
  ['hours', HOUR],
  ['hour', HOUR],
  ['hr', HOUR],
  ['h', HOUR],
  ['days', DAY],
  ['day', DAY],
  ['d', DAY],
  ['weeks', 7n * DAY],
  ['week', 7n * DAY],
  ['w', 7n * DAY],
  ['years', 31_557_600n * SECOND],
  ['year', 31_557_600n * SECOND],
  ['y', 31_557_600n * SECOND],
  ['usec', 1n],
  ['us', 1n],
  ['μs', 1n],
  ['µs', 1n],
];

/** A time span in microseconds, seconds where no unit is given; undefined for a bad one (parse_sec). */
export function parseTimeSpan(text: string): bigint | undefined {
  if (/^[ \t\n\r]*infinity[ \t\n\r]*$/.test(text)) return INFINITY;
  let sum = 0n;
  let at = skipWhitespace(text, 0);
  if (at === text.length) return undefined;
  while (at < text.length) {
    const number = /^\+?(\d*)(?:\.(\d+))?/.exec(text.slice(at, at + 64))!;
    const [all, whole = '', fraction] = number;
    if ((whole === '' && fraction === undefined) || text[at + all.length] === '.') return undefined;
    at += all.length;
    const unitAt = skipWhitespace(text, at);
    const unit = UNITS.find(([name]) => text.startsWith(name, unitAt));
    const [name, factor] = unit ?? ['', SECOND];
    // `12.34.56` and `12x` are wrong, `12 34` is a sum.
    if (!unit && unitAt === at && at < text.length) return undefined;
    sum += BigInt(whole || '0') * factor;
    for (let i = 0, tenth = factor / 10n; i < (fraction?.length ?? 0); i++, tenth /= 10n) {
      sum += BigInt(fraction![i]!) * tenth;
    }
    if (sum >= INFINITY) return undefined;
    at = skipWhitespace(text, unitAt + name.length);
  }
  return sum;
}
