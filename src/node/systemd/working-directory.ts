import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../host/host.ts';
import { isHidden } from '../host/look.ts';
import { parentOf } from '../host/path.ts';
import { DIRECTORY_KEYS, type DirectoryKey, type ServiceUnit } from './service-unit.ts';
import type { User } from './users.ts';

/** Where a service's processes start. */
export interface WorkingDirectory {
  readonly path: string;
  readonly assumed: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/** WorkingDirectory= as it is found at the start (systemd core/execute.c, apply_working_directory). */
export function findWorkingDirectory(
  host: Host,
  service: ServiceUnit,
  user: User | undefined,
): WorkingDirectory {
  const setting = service.workingDirectory;
  if (!setting) return { path: '/', assumed: [], problems: [] };
  const path = setting.value === '~' ? (user ? user.home : '/root') : setting.value;
  const fallback = { path: '/', assumed: [], problems: [] };
  const problem = path === undefined ? 'the user has no home directory' : problemOf(host, service, path);
  if (problem === undefined) return { path: path ?? '/', assumed: [], problems: [] };
  if (path !== undefined && problem === 'assumed') return { path, assumed: [path], problems: [] };
  if (service.workingDirectoryOptional) return fallback;
  return {
    ...fallback,
    path: path ?? '/',
    problems: [
      {
        ruleId: 'unit-working-directory-missing',
        severity: 'error',
        message: `the unit does not start in "${path ?? '~'}": ${problem}`,
        location: setting.location,
        help: 'create the directory, or put "-" before it to start in "/" where it is missing',
      },
    ],
  };
}

/** What snapd makes together with each revision of a snap, and a partial copy of a node easily lacks. */
const SNAP_DATA = /^\/var\/snap\/[^/]+\/[^/]+$/;
/** What every system has, and a copy lacks where nothing in it was copied (file-hierarchy(7)). */
const TOP = /^\/(dev|home|media|mnt|opt|proc|root|run|srv|sys|tmp|usr|var)\/?$/;

/**
 * Why a directory can't be entered. In a copy of a node a missing one counts only where the copy has the
 * directory above it; where it lacks that too, nothing is known and it is assumed.
 */
function problemOf(host: Host, service: ServiceUnit, path: string): string | 'assumed' | undefined {
  const info = host.stat(path);
  if (info.ok) return info.value.type === 'directory' ? undefined : 'it is not a directory';
  if (isMadeAtStart(service, path)) return undefined;
  if (isHidden(info.failure)) return 'assumed';
  const above = parentOf(path);
  if (!host.live && (SNAP_DATA.test(path) || TOP.test(path) || (path !== '/' && !host.stat(above).ok)))
    return 'assumed';
  return host.live || path !== '/' ? 'there is no such directory' : undefined;
}

/** StateDirectory= and its kind are created before, with all above them. */
function isMadeAtStart(service: ServiceUnit, path: string): boolean {
  return (Object.keys(DIRECTORY_KEYS) as DirectoryKey[]).some((key) =>
    service.directories[key].some((name) => `${DIRECTORY_KEYS[key].prefix}/${name}/`.startsWith(`${path}/`)),
  );
}
