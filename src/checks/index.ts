import { COMPONENT_NAMES, type Component } from '../control-plane/component.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Check, DirectorySubject, ManifestSubject, NodeSubject } from './define-check.ts';
import { DIRECTORY_CHECKS } from './directory-checks.ts';
import { FILE_CHECKS } from './file-checks.ts';
import { LIVE_CHECKS } from './live-checks.ts';
import { NODE_CHECKS } from './node-checks.ts';
import { runChecks } from './run-checks.ts';

/** The one registry: every check there is. */
export const checks: readonly (Check<'file'> | Check<'directory'> | Check<'node'> | Check<'live'>)[] = [
  ...FILE_CHECKS,
  ...DIRECTORY_CHECKS,
  ...NODE_CHECKS,
  ...LIVE_CHECKS,
];

/** What the checks say of one manifest. */
export function checkManifest(subject: ManifestSubject): readonly Diagnostic[] {
  return runChecks(checksOf(subject.components), subject);
}

/** By the programs of a pod, the checks that look at it: no pod has to do with all of them. */
const byPrograms = new Map<string, readonly Check<'file'>[]>();

function checksOf(components: readonly Component[]): readonly Check<'file'>[] {
  const names = COMPONENT_NAMES.filter((name) => components.some((component) => component.name === name));
  const key = names.join();
  let found = byPrograms.get(key);
  if (!found) {
    found = FILE_CHECKS.filter(({ programs }) => !programs || programs.some((name) => names.includes(name)));
    byPrograms.set(key, found);
  }
  return found;
}

/** What is left of a judgement's findings beside those of the checks: see {@link Check.supersedes}. */
export function notSuperseded(
  judged: readonly Diagnostic[],
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  const rules = FILE_CHECKS.filter(
    ({ supersedes, id }) => supersedes && found.some((one) => one.ruleId === id),
  );
  return rules.length === 0
    ? judged
    : judged.filter(({ ruleId }) => !rules.some(({ supersedes }) => supersedes?.includes(ruleId)));
}

/** What the checks say of files that are read together. */
export function checkDirectory(subject: DirectorySubject): readonly Diagnostic[] {
  return runChecks(DIRECTORY_CHECKS, subject);
}

/** What the checks say of a node. */
export function checkNode(subject: NodeSubject): readonly Diagnostic[] {
  return runChecks(NODE_CHECKS, subject);
}
