import { decode } from '../../bytes/text.ts';
import type { Host } from '../host/host.ts';
import { absolute, baseName } from '../host/path.ts';
import type { Launch } from './launch.ts';

/** What is read of a script at most. */
export const MAX_SCRIPT_SIZE = 1024 * 1024;

/** Whether an executable is the kubelet by its name: `kubelet`, or one with a version or copy mark behind it. */
export function isKubelet(exe: string): boolean {
  return /^kubelet([-._]v?\d.*)?$/s.test(baseName(exe));
}

/** A file with `#!` at its beginning. */
export interface Script {
  /** On the node. */
  readonly path: string;
  readonly text: string;
  readonly interpreter: string;
  readonly argument: string | undefined;
}

/** The script that a path of a launch leads to, where it is one and can be read. */
export function scriptAt(host: Host, launch: Launch, path: string = launch.exe): Script | undefined {
  const onNode = nodePathOf(launch, path);
  if (onNode === null) return undefined;
  const head = host.readHead(onNode, 2);
  if (!head.ok || decode(head.value) !== '#!') return undefined;
  const file = host.readFile(onNode, MAX_SCRIPT_SIZE);
  if (!file.ok) return undefined;
  const text = decode(file.value);
  // Linux passes all behind the interpreter as one argument (fs/binfmt_script.c).
  const line = /^#![ \t]*([^ \t\n]+)[ \t]*([^\n]*?)[ \t]*(?:\n|$)/.exec(text);
  return line ? { path: onNode, text, interpreter: line[1]!, argument: line[2] || undefined } : undefined;
}

/** Where a path of a launch lies on the node; null where that is not known. */
export function nodePathOf(
  { nodePath, cwd, cwdUnknown }: Pick<Launch, 'nodePath' | 'cwd' | 'cwdUnknown'>,
  path: string,
): string | null {
  if (cwdUnknown && !path.startsWith('/')) return null;
  const whole = absolute(path, cwd);
  return nodePath ? nodePath(whole) : whole;
}

/** What execvp finds: a path as it is, a name in PATH; a name that is not there stays one. */
export function findProgram(
  host: Host,
  launch: Pick<Launch, 'nodePath' | 'cwd' | 'cwdUnknown' | 'environment'>,
  name: string,
): string {
  if (name.includes('/')) return launch.cwdUnknown ? name : absolute(name, launch.cwd);
  for (const directory of (launch.environment.get('PATH') ?? DEFAULT_PATH).split(':')) {
    const path = `${directory || '.'}/${name}`;
    const onNode = nodePathOf(launch, path);
    const info = onNode === null ? undefined : host.stat(onNode);
    if (info?.ok && info.value.type === 'file') return absolute(path, launch.cwd);
  }
  return name;
}

const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
