import { resolve } from 'node:path';
import { asGiven } from '../answers/path-view.ts';
import { MAX_FILE_SIZE } from '../node/host/host.ts';
import { overlayHost } from '../node/host/overlay-host.ts';
import type { Session } from './base.ts';
import { readIn } from './streams.ts';

/** Files as the command line names them, `-` for standard input. */
interface Given {
  readonly files: readonly string[];
  readonly root?: string | undefined;
  readonly 'stdin-name'?: string | undefined;
}

/** Given files as paths on the node; the session sees standard input among them, and calls each as it was given. */
export function givenFiles<S extends Pick<Session, 'host' | 'view'>>(session: S, given: Given) {
  const { files, root, 'stdin-name': stdinName = 'stdin' } = given;
  const readsIn = files.includes('-');
  const names = files.map((file) => (file === '-' ? stdinName : file));
  const targets = new Map(names.map((name) => [nodePath(name, root), name]));
  const stdin = nodePath(stdinName, root);
  // With --root the paths are the node's, but for standard input; else files are called as they were given.
  const named = root === undefined ? targets : new Map(readsIn ? [[stdin, stdinName]] : []);
  const host = readsIn ? overlayHost(session.host, stdin, readIn(MAX_FILE_SIZE)) : session.host;
  return { targets: [...targets.keys()], session: { ...session, host, view: asGiven(session.view, named) } };
}

/** The path on the node: with --root a PATH is one already, else it is one of this machine. */
function nodePath(given: string, root: string | undefined): string {
  return root === undefined ? resolve(given) : resolve('/', given);
}
