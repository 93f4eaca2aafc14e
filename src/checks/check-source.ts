import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { NodeSubject } from './define-check.ts';
import { runChecks } from './run-checks.ts';
import unusedManifestsDirectory from './unused-manifests-directory.ts';
import unusedStaticPodPath from './unused-static-pod-path.ts';

/** The checks of a node that belong to where it reads static pods. */
export const SOURCE_CHECKS = [unusedManifestsDirectory, unusedStaticPodPath];

/** What they say of a node; alone, without the other checks, they are quick to load. */
export function checkSource(subject: Omit<NodeSubject, 'files' | 'now'>): readonly Diagnostic[] {
  return runChecks(SOURCE_CHECKS, { ...subject, files: [], now: 0 });
}
