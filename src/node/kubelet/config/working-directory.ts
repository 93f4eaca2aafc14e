import type { Host } from '../../host/host.ts';
import { absolute, isAbsolute } from '../../host/path.ts';

/** A process as far as its relative paths depend on it. */
export interface WorkingProcess {
  readonly cwd: string;
  readonly environment: ReadonlyMap<string, string>;
}

/**
 * filepath.Abs in a process. os.Getwd believes $PWD when it is absolute and names the same directory; otherwise
 * the kernel tells the directory without symlinks.
 */
export function absolutePath(host: Host, { cwd, environment }: WorkingProcess): (path: string) => string {
  let directory: string | undefined;
  return (path) => {
    if (isAbsolute(path)) return absolute(path, '/');
    directory ??= workingDirectory(host, cwd, environment.get('PWD') ?? '');
    return absolute(path, directory);
  };
}

function workingDirectory(host: Host, cwd: string, pwd: string): string {
  const real = host.realPath(cwd);
  const physical = real.ok ? real.value : cwd;
  if (!isAbsolute(pwd)) return physical;
  const named = host.realPath(pwd);
  return named.ok && named.value === physical ? pwd : physical;
}
