import type { Host } from '../host/host.ts';
import { absolute, clean } from '../host/path.ts';
import type { Word } from '../systemd/service-start.ts';
import type { Launch } from './launch.ts';
import { nodePathOf } from './programs.ts';
import { isKnown } from './words.ts';

/** A place in a container; `source` is where it lies outside, null where that is no path of the outside. */
export interface Mount {
  readonly target: string;
  readonly source: string | null;
}

/** What is mounted; undefined where a mount's target is not known, for then it may hide any other. */
export type Mounts = readonly Mount[] | undefined;

/** Where the paths of a container lie on the node: the longest target that holds a path decides. */
export function pathThrough(outer: Launch, mounts: Mounts): (path: string) => string | null {
  if (!mounts) return () => null;
  return (path) => {
    const wanted = clean(path);
    let best: Mount | undefined;
    for (const mount of mounts) {
      const holds = mount.target === '/' || wanted === mount.target || wanted.startsWith(`${mount.target}/`);
      // Of two mounts on one target the later one is seen.
      if (holds && (!best || mount.target.length >= best.target.length)) best = mount;
    }
    if (!best || best.source === null) return null;
    const rest = best.target === '/' ? wanted : wanted.slice(best.target.length);
    return nodePathOf(outer, clean(`${best.source}${rest}`) || '/');
  };
}

/** `-v SOURCE:TARGET[:OPTIONS]`: a source without a slash is a named volume. */
export function volumeMount(outer: Launch, word: Word): Mount | undefined {
  const [source, target] = word.value.split(':');
  // What follows the second colon are options: a word may end unknown there.
  if (!isKnown(word) && word.value.split(':').length < 3) return undefined;
  if (!source) return undefined;
  if (target === undefined) return { target: clean(source), source: null };
  if (!target.startsWith('/')) return undefined;
  const isPath = /^\.{0,2}\//.test(source) || source === '.' || source === '..';
  return { target: clean(target), source: isPath ? absolute(source, outer.cwd) : null };
}

/** `--mount type=bind,source=…,target=…`, as CSV; `type=volume` when none is given. */
export function csvMount(outer: Launch, word: Word): Mount | undefined {
  if (!isKnown(word) || word.value.includes('"')) return undefined;
  const fields = new Map(
    word.value.split(',').map((field) => {
      const [key, ...value] = field.split('=');
      return [key!.toLowerCase(), value.join('=')] as const;
    }),
  );
  const target = fields.get('target') ?? fields.get('dst') ?? fields.get('destination');
  if (!target?.startsWith('/')) return undefined;
  const source = fields.get('source') ?? fields.get('src');
  const isBind = /^r?bind$/.test(fields.get('type') ?? '') && source !== undefined;
  return { target: clean(target), source: isBind ? absolute(source, outer.cwd) : null };
}

/** The mounts, or undefined when one of them is not known. */
export function mountsOf(mounts: readonly (Mount | undefined)[]): Mounts {
  return mounts.every((mount): mount is Mount => mount !== undefined) ? mounts : undefined;
}

/** Files of variables that are read, and what is read of each: bounds of ours. */
const MAX_FILES = 64;
const MAX_FILE = 1024 * 1024;

/** A container's variables: `--env NAME=VALUE`, `NAME` alone from outside, and files of such lines. */
export function containerEnvironment(
  outer: Launch,
  host: Host,
  files: readonly Word[],
  words: readonly Word[],
): Pick<Launch, 'environment' | 'unknownVariables'> {
  if (files.length > MAX_FILES) return { environment: new Map(), unknownVariables: 'any' };
  const environment = new Map<string, string>();
  const unknown = new Set<string>();
  const set = (text: string) => {
    const equals = text.indexOf('=');
    const name = equals < 0 ? text : text.slice(0, equals);
    const value = equals < 0 ? outer.environment.get(text) : text.slice(equals + 1);
    unknown.delete(name);
    if (value !== undefined) environment.set(name, value);
    else {
      environment.delete(name);
      if (isUnknown(outer, name)) unknown.add(name);
    }
  };
  let isOpen = false;
  for (const file of files) {
    const lines = linesOf(outer, host, file);
    isOpen ||= !lines;
    for (const line of lines ?? []) set(line);
  }
  for (const word of words) {
    if (isKnown(word)) set(word.value);
    else {
      const [name = '', ...value] = word.value.split('=');
      environment.delete(name);
      if (value.length > 0) unknown.add(name);
      else isOpen = true;
    }
  }
  return { environment, unknownVariables: isOpen ? 'any' : unknown };
}

/** A container's variables where it has those from outside too. */
export function inherited(
  outer: Launch,
  { environment, unknownVariables }: Pick<Launch, 'environment' | 'unknownVariables'>,
): Pick<Launch, 'environment' | 'unknownVariables'> {
  const isOpen = outer.unknownVariables === 'any' || unknownVariables === 'any';
  const unknown = isOpen ? [] : [...(outer.unknownVariables ?? []), ...(unknownVariables ?? [])];
  return {
    environment: new Map([...outer.environment, ...environment]),
    unknownVariables: isOpen ? 'any' : new Set(unknown.filter((name) => !environment.has(name))),
  };
}

function isUnknown({ unknownVariables }: Launch, name: string): boolean {
  return unknownVariables === 'any' || (unknownVariables?.has(name) ?? false);
}

/**
 * docker/cli pkg/kvfile: comments and empty lines are skipped, nothing is quoted. Undefined where the file can't be
 * read, without which docker runs nothing.
 */
function linesOf(outer: Launch, host: Host, file: Word): readonly string[] | undefined {
  const path = isKnown(file) ? nodePathOf(outer, file.value) : null;
  const read = path === null ? undefined : host.readFile(path, MAX_FILE);
  if (!read?.ok) return undefined;
  const text = new TextDecoder().decode(read.value);
  return text
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'));
}
