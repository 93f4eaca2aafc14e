import type { LookFailure } from '../../host/host.ts';
import type { DropInStep, LoadStep } from './steps.ts';

/** A file or directory that decides values but gave none. */
export interface UnreadInput {
  readonly kind: 'config' | 'dropin' | 'dropinDirectory';
  /** A file absolute, a directory as written. */
  readonly path: string;
  /** Why: a look that failed, or a text of which no configuration can be made. */
  readonly reason: LookFailure['reason'] | 'empty' | 'undecodable';
}

/** The inputs that a value may depend on and that could not be taken into account. */
export function unreadInputs(load: LoadStep, { merged }: DropInStep): UnreadInput[] {
  const unread: UnreadInput[] = [];
  if (load.settings === null) {
    unread.push({
      kind: 'config',
      path: load.path ?? '',
      reason: load.read ? reasonOf(load.read) : 'undecodable',
    });
  }
  for (const entry of merged?.entries ?? []) {
    // A directory that is not there stops the start, but nothing in it can decide anything.
    if (entry.kind !== 'failed' || entry.failure.reason === 'absent') continue;
    unread.push({ kind: 'dropinDirectory', path: entry.path, reason: entry.failure.reason });
  }
  for (const { file, content, object } of merged?.dropIns ?? []) {
    // An empty file is refused, but there is nothing in it that could decide anything.
    if (content === 'empty') continue;
    if ('reason' in content) unread.push({ kind: 'dropin', path: file, reason: content.reason });
    else if (object && !isKnown(object)) unread.push({ kind: 'dropin', path: file, reason: 'undecodable' });
  }
  return unread;
}

function reasonOf(read: NonNullable<LoadStep['read']>): UnreadInput['reason'] {
  if (read.ok) return 'undecodable';
  return read.problem === 'empty' ? 'empty' : read.problem.reason;
}

/** Whether a drop-in's members could be read, refused or not. */
function isKnown(
  object: NonNullable<NonNullable<DropInStep['merged']>['dropIns'][number]['object']>,
): boolean {
  return 'decoded' in object ? object.decoded !== null : object.root !== null;
}
