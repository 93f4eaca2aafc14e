import { decode } from '../bytes/text.ts';
import type { Host, Looked } from '../node/host/host.ts';
import { member, parsed, textOf, timeOfText } from './json.ts';

/** One line that a container wrote. */
export interface ContainerLogLine {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Bytes that are read of the end of a log. */
const TAIL = 64 * 1024;
/** What is kept of a line; a container may write megabytes without a line end. */
const MAX_LINE = 16 * 1024;

/** The last lines of a container's log, oldest first. An empty log has none. */
export function lastLogLines(host: Host, path: string, count: number): Looked<readonly ContainerLogLine[]> {
  const tail = host.readTail(path, TAIL);
  return tail.ok ? { ok: true, value: logLines(tail.value, tail.value.length < TAIL).slice(-count) } : tail;
}

/**
 * The lines of a log as container runtimes write them for the kubelet, `TIME STREAM TAG TEXT` (k8s.io/cri-client
 * pkg/logs), or as Docker does, a JSON object each. What was cut off at the beginning is left out, and so is anything
 * that is neither.
 */
export function logLines(bytes: Uint8Array, isWhole: boolean): readonly ContainerLogLine[] {
  const written = decode(bytes).split('\n');
  if (!isWhole) written.shift();
  const lines: ContainerLogLine[] = [];
  // What a stream has begun and not ended: runtimes break up long lines.
  const begun = new Map<string, ContainerLogLine>();
  for (const text of written) {
    const entry = parseCri(text) ?? parseDocker(text);
    if (!entry) continue;
    const { partial, ...line } = entry;
    const before = begun.get(line.stream);
    const joined = before ? { ...before, text: (before.text + line.text).slice(0, MAX_LINE) } : line;
    if (partial) begun.set(line.stream, joined);
    else {
      lines.push(joined);
      begun.delete(line.stream);
    }
  }
  return [...lines, ...begun.values()];
}

interface Entry extends ContainerLogLine {
  readonly partial: boolean;
}

/** parseCRILog: the first of the tags that colons separate tells whether the line goes on. */
function parseCri(line: string): Entry | undefined {
  const [, stamp = '', stream, tags = '', text = ''] = /^(\S+) (stdout|stderr) (\S*) (.*)$/s.exec(line) ?? [];
  const time = Date.parse(stamp);
  if (stream === undefined || Number.isNaN(time)) return undefined;
  return {
    time,
    stream: stream as Entry['stream'],
    text: kept(text),
    partial: tags.split(':', 1)[0] === 'P',
  };
}

/** parseDockerJSONLog; a text without a line end goes on. */
function parseDocker(line: string): Entry | undefined {
  if (!line.startsWith('{')) return undefined;
  const entry = parsed(line);
  const time = timeOfText(entry, 'time');
  const stream = member(entry, 'stream');
  const log = textOf(entry, 'log');
  if (time === null || (stream !== 'stdout' && stream !== 'stderr')) return undefined;
  return { time, stream, text: kept(log.replace(/\n$/, '')), partial: !log.endsWith('\n') };
}

function kept(text: string): string {
  return text.slice(0, MAX_LINE).replace(/\r$/, '');
}
