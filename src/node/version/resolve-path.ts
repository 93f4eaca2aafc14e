import type { Host } from '../host/host.ts';
import { absolute, baseName, join } from '../host/path.ts';

/** How many symlinks are followed (path_resolution(7)). */
const MAX_LINKS = 40;
/** An executable with a version in its path does not lie deeper. */
const MAX_DEPTH = 64;

/**
 * The path with its symlinks followed as far as they lead: a copy of a node often has the links to an executable
 * and lacks the executable.
 */
export function resolveAsFar(host: Host, path: string): string {
  let at = path;
  for (let links = 0; links < MAX_LINKS && at.split('/').length <= MAX_DEPTH; links++) {
    const { existing, missing } = split(host, at);
    const [next, ...rest] = missing;
    if (next === undefined) return existing;
    const link = host.readLink(join(existing, next));
    if (!link.ok) return join(existing, next, ...rest);
    at = join(absolute(link.value, existing), ...rest);
  }
  return at;
}

/** The longest beginning that is there, resolved, and the names that follow. */
function split(host: Host, path: string): { existing: string; missing: readonly string[] } {
  const missing: string[] = [];
  for (let at = path; at.length > 1; at = at.slice(0, at.lastIndexOf('/'))) {
    const real = host.realPath(at);
    if (real.ok) return { existing: real.value, missing };
    missing.unshift(baseName(at));
  }
  return { existing: '/', missing };
}
