import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { SOURCE_CHECKS } from './check-source.ts';
import type { Check, DirectorySubject, ManifestSubject, NodeSubject } from './define-check.ts';
import { runChecks } from './run-checks.ts';

const FILE_CHECKS: readonly Check<'file'>[] = [];
const DIRECTORY_CHECKS: readonly Check<'directory'>[] = [];
const NODE_CHECKS: readonly Check<'node'>[] = [...SOURCE_CHECKS];

/** The one registry: every check there is. */
export const checks: readonly (Check<'file'> | Check<'directory'> | Check<'node'>)[] = [
  ...FILE_CHECKS,
  ...DIRECTORY_CHECKS,
  ...NODE_CHECKS,
];

/** What the checks say of one manifest. */
export function checkManifest(subject: ManifestSubject): readonly Diagnostic[] {
  return runChecks(FILE_CHECKS, subject);
}

/** What the checks say of files that are read together. */
export function checkDirectory(subject: DirectorySubject): readonly Diagnostic[] {
  return runChecks(DIRECTORY_CHECKS, subject);
}

/** What the checks say of a node. */
export function checkNode(subject: NodeSubject): readonly Diagnostic[] {
  return runChecks(NODE_CHECKS, subject);
}
