import { parsed } from './json.ts';
import type { LogLine } from './machine-state.ts';

/** What a program logged at once, however it formats that: klog's text, and JSON brought into it. */
export interface LogEntry {
  /** `I`, `W`, `E`, `F`; undefined of what is no log entry: a panic, words of systemd. */
  readonly severity: string | undefined;
  /** `run.go`. */
  readonly source: string | undefined;
  /** `"command failed" err="…"`; with the lines of a long value. */
  readonly text: string;
  readonly time?: number;
  readonly pid?: number;
  /** As it stands in the log, its first line. */
  readonly line: string;
}

const HEADER = /^([IWEF])\d{4} [\d:.]+ +\d+ ([^\s:\]]+):\d+\] /;
/** How many lines of a value that has more than one belong to it. */
const MAX_VALUE_LINES = 40;

/** The entries of a log: lines of a value that goes on (`err=<` … ` >`) are one with the line where it begins. */
export function entriesOf(lines: readonly LogLine[]): readonly LogEntry[] {
  const entries: LogEntry[] = [];
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at]!;
    const parts = [first.text];
    if (first.text.endsWith('=<')) {
      while (/^(?:\t| >)/.test(lines[at + 1]?.text ?? '') && parts.length <= MAX_VALUE_LINES)
        parts.push(lines[++at]!.text);
      while (/^\t/.test(lines[at + 1]?.text ?? '')) at += 1;
    }
    entries.push(entryOf(first, parts.join('\n')));
  }
  return entries;
}

function entryOf({ time, pid, text: line }: LogLine, whole: string): LogEntry {
  const json = line.startsWith('{') ? fromJson(line) : undefined;
  const [header = '', severity, source] = json === undefined ? (HEADER.exec(whole) ?? []) : [];
  return {
    severity: json?.severity ?? severity,
    source: json?.source ?? source,
    text: json?.text ?? whole.slice(header.length),
    ...(time !== undefined && { time }),
    ...(pid !== undefined && { pid }),
    line,
  };
}

/** An entry of `--logging-format=json` (component-base/logs/json): one without `v` is an error. */
function fromJson(line: string): Pick<LogEntry, 'severity' | 'source' | 'text'> | undefined {
  const entry = parsed(line);
  if (entry === undefined) return undefined;
  const { msg, caller, ts, v, ...values } = entry as Readonly<Record<string, unknown>>;
  if (typeof msg !== 'string' || ts === undefined) return undefined;
  const pairs = Object.entries(values).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  return {
    severity: v === undefined ? 'E' : 'I',
    source: typeof caller === 'string' ? /([^/:]+):\d+$/.exec(caller)?.[1] : undefined,
    text: `${JSON.stringify(msg)}${pairs.join('')}`,
  };
}

/** The value of a key in an entry's text, without quotes; undefined where it has none. */
export function valueIn(text: string, key: string): string | undefined {
  const at = text.indexOf(` ${key}=`);
  if (at < 0) return undefined;
  const rest = text.slice(at + key.length + 2);
  if (rest.startsWith('<\n')) {
    const end = rest.indexOf('\n >');
    return rest
      .slice(2, end < 0 ? undefined : end)
      .split('\n')
      .map((line) => line.trim())
      .join(' ');
  }
  if (!rest.startsWith('"')) return /^\S*/.exec(rest)?.[0];
  // strconv.Quote's escapes; a line that was cut has no end.
  const [quoted = ''] = /^"(?:[^"\\]|\\.)*/s.exec(rest) ?? [];
  return quoted.slice(1).replace(/\\(.)/gs, (_, char: string) => (char === 'n' || char === 't' ? ' ' : char));
}
