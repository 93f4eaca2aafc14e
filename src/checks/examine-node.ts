import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { LookFailure } from '../node/host/host.ts';
import { observedHost } from '../node/host/observed-host.ts';
import type { Check, LiveSubject, NodeSubject } from './define-check.ts';
import { LIVE_CHECKS } from './live-checks.ts';
import { NODE_CHECKS } from './node-checks.ts';
import { runCheck } from './run-checks.ts';

/** One check of a node: what it looked at, and what it found. */
export interface Examination {
  readonly check: Check<'node'> | Check<'live'>;
  /** Paths on the node, in the order in which it looked; empty where it needed no file. */
  readonly looked: readonly string[];
  /** What it could not look at: absence is an answer, and is not among them. */
  readonly failures: readonly LookFailure[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Every check of a node, one by one; those of a running one where there is a machine to ask. */
export function examineNode(subject: NodeSubject | LiveSubject): readonly Examination[] {
  let looked = new Set<string>();
  let failures = new Map<string, LookFailure>();
  const host = observedHost(subject.host, (path, look) => {
    looked.add(path);
    if (!look.ok && CLOSED.includes(look.failure.reason)) failures.set(look.failure.path, look.failure);
  });
  const examine = (check: Examination['check'], diagnose: () => readonly Diagnostic[]): Examination => {
    looked = new Set();
    failures = new Map();
    const diagnostics = diagnose();
    return { check, looked: [...looked], failures: [...failures.values()], diagnostics };
  };
  const watched = { ...subject, host };
  return [
    ...NODE_CHECKS.map((check) => examine(check, () => runCheck(check, watched))),
    ...('machine' in watched
      ? LIVE_CHECKS.map((check) => examine(check, () => runCheck(check, watched)))
      : []),
  ];
}

/** What a look can be shut out by. */
const CLOSED: readonly LookFailure['reason'][] = ['denied', 'tooLarge', 'io', 'notCopied'];
