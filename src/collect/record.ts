import { REASONS, type Reason } from './rules.ts';

/** Where an archive says what is not in it. */
export const RECORD_PATH = '/.spctl-collect';
const FIRST_LINE = 'spctl-collect 1';

/** What an archive says about itself. */
export interface CollectRecord {
  /** The machine's host name; a copy's is not known. */
  readonly hostName?: string;
  /** Files with values masked. */
  readonly masked: readonly string[];
  /** Files of which only a part is there. */
  readonly parts: readonly string[];
  /** What stayed on the node, by its path without symlinks. */
  readonly left: ReadonlyMap<string, Reason>;
}

/** The record as a text, a line each. */
export function formatRecord({ hostName, masked, parts, left }: CollectRecord): string {
  return [
    FIRST_LINE,
    ...(hostName === undefined ? [] : [`hostname ${hostName}`]),
    ...parts.map((path) => `part ${escapePath(path)}`),
    ...masked.map((path) => `masked ${escapePath(path)}`),
    ...[...left].map(([path, reason]) => `left-out ${reason} ${escapePath(path)}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** Reads a record; undefined when the text is none. What a line says that is not known is passed over. */
export function parseRecord(text: string): CollectRecord | undefined {
  const [first, ...lines] = text.split('\n');
  if (first !== FIRST_LINE) return undefined;
  let hostName: string | undefined;
  const masked: string[] = [];
  const parts: string[] = [];
  const left = new Map<string, Reason>();
  for (const line of lines) {
    const [, word, rest = ''] = /^([a-z-]+) (.*)$/s.exec(line) ?? [];
    if (word === 'hostname') hostName = rest;
    else if (word === 'masked') masked.push(unescapePath(rest));
    else if (word === 'part') parts.push(unescapePath(rest));
    else if (word === 'left-out') {
      const [, reason = '', path = ''] = /^([a-z-]+) (\/.*)$/s.exec(rest) ?? [];
      if (Object.hasOwn(REASONS, reason)) left.set(unescapePath(path), reason as Reason);
    }
  }
  return { ...(hostName !== undefined && { hostName }), masked, parts, left };
}

function escapePath(path: string): string {
  return path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function unescapePath(path: string): string {
  return path.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}
