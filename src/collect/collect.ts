import { compareBytes, decode, encode } from '../bytes/text.ts';
import type { FileInfo, Host } from '../node/host/host.ts';
import { child } from '../node/host/walk.ts';
import { fromBytes, toBytes } from './latin1.ts';
import { masker } from './mask-text.ts';
import { selectPackages } from './packages.ts';
import { patternMatcher } from './pattern.ts';
import type { CollectRecord } from './record.ts';
import { linkResolver } from './resolve.ts';
import {
  byPath,
  MAX_DEPTH,
  MAX_ENTRIES,
  MAX_MEMBERS,
  MAX_QUEUE,
  NOT_SEARCHED,
  NOT_WHOLE,
  outside,
  PACKAGES,
  type Reason,
  ROUNDS,
  unitDirectoriesOfAll,
  wellKnown,
} from './rules.ts';
import { scanner } from './scan-text.ts';

/** One thing that is taken; its content, or where it leads as a symlink. */
export interface Member {
  /** On the node, without a symlink before the last component. */
  readonly path: string;
  readonly info: FileInfo;
  readonly content?: Uint8Array;
  readonly target?: string;
}

/** What is taken from a node, sorted, and what is not. */
export interface Collected {
  readonly members: readonly Member[];
  readonly record: CollectRecord;
}

/** The list of packages may be long, and only a part of it is taken. */
const MAX_PACKAGES = 64 * 1024 * 1024;

/**
 * Takes from a node what spctl reads there: what is well known, then twice every path that is named in what was
 * taken. The same as src/collect/script.ts does on a node without Node.js.
 */
export function collect(host: Host): Collected {
  const members = new Map<string, Member>();
  const left = new Map<string, Reason>();
  const masked: string[] = [];
  const parts: string[] = [];
  const entered = new Set<string>();
  const seen = new Set<string>();
  const words = new Set<string>();
  const variables = new Map<string, string[]>();
  const isOutside = patternMatcher(outside());
  const isNotWhole = patternMatcher(NOT_WHOLE);
  const isNotSearched = patternMatcher(NOT_SEARCHED);
  const rules = byPath().map((rule) => ({ ...rule, matches: patternMatcher(rule.patterns) }));
  const scan = scanner();
  const mask = masker();
  const resolve = linkResolver(host, {
    link: (path, info, target) => add({ path, info, target }),
    denied: (path) => leave('denied', path),
  });
  let queue: string[] = [];
  let queued = 0;
  let round = 0;

  for (const path of wellKnown()) expand('', path.replace(/\/\*\*$/, ''), path.endsWith('/**'));
  takePackages();
  for (round = 1; round <= ROUNDS; round++) {
    const named = queue;
    queue = [];
    queued = 0;
    for (const word of named) if (word.startsWith('=')) setVariable(word);
    for (const word of named) if (!word.startsWith('=')) takeNamed(word);
  }
  const sorted = <T>(paths: Iterable<T>, path: (item: T) => string) =>
    [...paths].sort((a, b) => compareBytes(path(a), path(b)));
  const hostName = host.live ? host.hostName() : undefined;
  return {
    members: sorted(members.values(), ({ path }) => path),
    record: {
      ...(hostName !== undefined && { hostName }),
      masked: sorted(masked, (path) => path),
      parts,
      left: new Map(sorted(left, ([path]) => path)),
    },
  };

  function add(member: Member): void {
    if (members.has(member.path)) return;
    if (members.size >= MAX_MEMBERS) leave('too-many', member.path);
    else members.set(member.path, member);
  }

  function leave(reason: Reason, path: string): void {
    if (!left.has(path)) left.set(path, reason);
  }

  /** Takes what a well-known path leads to; `rest` may have components that are patterns. */
  function expand(done: string, rest: string, deep: boolean): void {
    const star = rest.indexOf('*');
    if (star < 0) {
      take(done + rest, deep, false);
      return;
    }
    const start = rest.lastIndexOf('/', star);
    const [, pattern = '', below = ''] = /^\/([^/]*)(.*)$/s.exec(rest.slice(start))!;
    const directory = done + rest.slice(0, start);
    const place = resolve(directory);
    const names = place === undefined ? undefined : host.readDir(place.path);
    if (!names?.ok) return;
    const matches = patternMatcher([pattern]);
    for (const name of names.value) {
      if (!name.startsWith('.') && matches(name)) expand(`${directory}/${name}`, below, deep);
    }
  }

  /** `=NAME=/path` */
  function setVariable(word: string): void {
    if (words.has(word)) return;
    words.add(word);
    const [, name = '', value = ''] = /^=([^=]*)=(.*)$/s.exec(word)!;
    const known = variables.get(name);
    if (known) known.push(value);
    else variables.set(name, [value]);
  }

  function takeNamed(word: string): void {
    if (words.has(word)) return;
    words.add(word);
    const [, name, rest] = /^\$([^/]*)(.*)$/s.exec(word) ?? [];
    if (name !== undefined) for (const value of variables.get(name) ?? []) take(value + rest, false, true);
    else if (word.startsWith('/')) take(word, false, true);
    else for (const directory of unitDirectoriesOfAll()) take(`${directory}/${word}`, false, true);
  }

  function take(path: string, deep: boolean, named: boolean): void {
    const place = resolve(path);
    if (!place || isOutside(place.path)) return;
    if (place.info.type !== 'directory') takeFile(place);
    else if (named) takeWhole(place, place.path.endsWith('.d'));
    else takeDirectory(place, deep, 0);
  }

  /** A directory that something names. */
  function takeWhole(place: Member, deep: boolean): void {
    if (/^\/.*\//s.test(place.path) && !isNotWhole(place.path)) {
      takeDirectory(place, deep, 0);
      return;
    }
    if (place.path === '/' || members.has(place.path)) return;
    leave('directory', place.path);
    add(place);
  }

  function takeDirectory(place: Member, deep: boolean, depth: number): void {
    const key = `${deep} ${place.path}`;
    if (entered.has(key)) return;
    entered.add(key);
    add(place);
    const names = host.readDir(place.path);
    if (!names.ok) {
      leave('denied', place.path);
      return;
    }
    if (names.value.length > MAX_ENTRIES) {
      leave('too-many', place.path);
      return;
    }
    for (const name of names.value) takeEntry(child(place.path, name), deep, depth);
  }

  function takeEntry(path: string, deep: boolean, depth: number): void {
    const place = resolve(path);
    if (!place || isOutside(place.path)) return;
    if (place.info.type !== 'directory') takeFile(place);
    else if (place.path !== path) takeWhole(place, false);
    else if (deep && depth < MAX_DEPTH) takeDirectory(place, deep, depth + 1);
    else add(place);
  }

  function takeFile(place: Member): void {
    const { path, info } = place;
    if (seen.has(path)) return;
    seen.add(path);
    const bytePath = fromBytes(encode(path));
    const rule = rules.find(({ matches }) => matches(bytePath));
    if (rule) {
      leave(rule.reason, path);
      return;
    }
    if (info.type === 'socket') {
      leave('socket', path);
      return;
    }
    if (info.type !== 'file') {
      add(place);
      return;
    }
    const content = host.readFile(path);
    if (!content.ok) {
      leave(content.failure.reason === 'tooLarge' ? 'too-large' : 'denied', path);
      return;
    }
    const text = fromBytes(content.value);
    const folder = bytePath.slice(0, bytePath.lastIndexOf('/'));
    const search = round < ROUNDS && queued < MAX_QUEUE && !isNotSearched(bytePath);
    const { kind, words } = scan(text, folder, search);
    if (kind !== 'text' && kind !== 'mask') {
      leave(kind, path);
      return;
    }
    const shown = kind === 'mask' ? mask(text) : text;
    // The shell can't see a NUL, nor write one back.
    if (shown !== text && text.includes('\0')) {
      leave('binary', path);
      return;
    }
    for (const word of words) {
      queued += word.length + 1;
      queue.push(decode(toBytes(word)));
    }
    if (shown === text) {
      add({ ...place, content: content.value });
      return;
    }
    masked.push(path);
    add({ ...place, content: toBytes(shown) });
  }

  function takePackages(): void {
    const place = resolve(PACKAGES);
    const content = place?.info.type === 'file' ? host.readFile(place.path, MAX_PACKAGES) : undefined;
    if (!place || !content?.ok || seen.has(place.path)) return;
    seen.add(place.path);
    const selected = selectPackages(fromBytes(content.value));
    if (selected === '') return;
    parts.push(place.path);
    add({ ...place, content: toBytes(selected) });
  }
}
