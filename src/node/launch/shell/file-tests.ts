import { parentOf } from '../../host/path.ts';
import { nodePathOf } from '../programs.ts';
import type { Reading, State, Value } from './state.ts';

/** Whether a file test holds; undefined where that is not known. */
export function fileTest(
  operator: string,
  value: Value,
  state: State,
  reading: Reading,
): boolean | undefined {
  if (!value.known) return undefined;
  if (value.text === '') return false;
  const { host } = reading;
  const path = onNode(value.text, state, reading);
  if (path === null) return undefined;
  const info = /^-[hL]$/.test(operator) ? host.lstat(path) : host.stat(path);
  if (!info.ok) {
    const isAbsent = info.failure.reason === 'absent' || info.failure.reason === 'notDirectory';
    return isAbsent && absenceCounts(path, reading) ? false : undefined;
  }
  const { type, size, mode } = info.value;
  switch (operator) {
    case '-e':
    case '-a':
    case '-r':
    case '-w':
      // Root may read and write anything that is there.
      return true;
    case '-f':
      return type === 'file';
    case '-d':
      return type === 'directory';
    case '-s':
      return size > 0;
    case '-h':
    case '-L':
      return type === 'symlink';
    case '-S':
      return type === 'socket';
    case '-p':
      return type === 'fifo';
    case '-x':
      return type === 'directory' || (mode & 0o111) !== 0 ? true : host.live ? false : undefined;
    default:
      return undefined;
  }
}

/** A path of a shell's on the node; null where that is not known. */
export function onNode(path: string, state: State, { launch }: Reading): string | null {
  const { nodePath } = launch;
  const cwdUnknown = state.cwd === undefined;
  return nodePathOf({ cwd: state.cwd ?? '/', cwdUnknown, ...(nodePath && { nodePath }) }, path);
}

/** What comes and goes while a node runs: a copy's is not what a start finds. */
const VOLATILE = /^\/(proc|sys|dev|run|tmp|var\/run|var\/tmp)(\/|$)/;

/**
 * Whether that something is not there means anything: in a copy only where its directory was copied, as an
 * optional `EnvironmentFile=` that a copy lacks counts as absent.
 */
function absenceCounts(path: string, { host, assumed }: Reading): boolean {
  if (host.live) return true;
  const directory = host.stat(parentOf(path));
  if (VOLATILE.test(path) || !directory.ok || path.lastIndexOf('/') === 0) return false;
  assumed.add(`"${path}" is not in this copy of the node and taken as absent`);
  return true;
}
