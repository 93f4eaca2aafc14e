import type { ProcessAnswer } from '../../answers/process.ts';
import { printable } from './escape.ts';

/** The kubelet that runs, in a line. */
export function processLine({ pid, startTime, unit, exe, exeDeleted }: ProcessAnswer): string {
  const since = startTime === null ? '' : ` since ${startTime}`;
  const of = unit === null ? '' : `, of ${printable(unit)}`;
  const binary = exe === null ? '' : `, ${printable(exe)}${exeDeleted ? ' (deleted)' : ''}`;
  return `runs as process ${pid}${since}${of}${binary}`;
}
