import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host, LookFailure } from '../node/host/host.ts';
import { join } from '../node/host/path.ts';

/** Says of a path that nothing could be checked there, since it could not be looked at. */
export function cannotLook(path: string, { reason, message }: LookFailure): Diagnostic {
  return {
    ruleId: reason === 'absent' ? 'path-missing' : 'path-unreadable',
    severity: 'error',
    message: reason === 'absent' ? 'there is no such file or directory' : `can't look: ${message}`,
    location: { file: path },
  };
}

/** Says of a directory that there is nothing to check, and where there may be. */
export function nothingToRead(host: Host, path: string): Diagnostic {
  const below = withManifests(host, path);
  return {
    ruleId: 'nothing-to-read',
    severity: 'error',
    message: 'there is nothing in this directory that a kubelet would read, so nothing was checked',
    location: { file: path },
    ...(below.length > 0 && {
      help: `name the directories in it that hold manifests, such as ${below.map((one) => `"${one}"`).join(', ')}`,
    }),
  };
}

/** No more are named, and no more looked into. */
const MAX_NAMED = 3;
const MAX_LOOKS = 50;

/** Directories below this one with files that are called like manifests, those that lie least deep first. */
function withManifests(host: Host, top: string): readonly string[] {
  const found: string[] = [];
  const queue = [''];
  for (const [looks, directory] of queue.entries()) {
    if (looks === MAX_LOOKS || found.length === MAX_NAMED) break;
    const names = host.readDir(join(top, directory));
    const shown = (names.ok ? names.value : []).filter((name) => !/^(?:\.|node_modules$)/.test(name));
    const paths = shown.slice(0, MAX_LOOKS).map((name) => (directory === '' ? name : `${directory}/${name}`));
    const isOf = (type: string) => (path: string) => {
      const info = host.lstat(join(top, path));
      return info.ok && info.value.type === type;
    };
    const named = paths.filter((path) => /\.(?:ya?ml|json|manifest)$/.test(path));
    if (directory !== '' && named.some(isOf('file'))) found.push(directory);
    if (queue.length < MAX_LOOKS) queue.push(...paths.filter(isOf('directory')));
  }
  return found;
}
