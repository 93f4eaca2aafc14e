import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Check, Subjects } from './define-check.ts';
import unusedManifestsDirectory from './unused-manifests-directory.ts';
import unusedStaticPodPath from './unused-static-pod-path.ts';

/** The one registry: every check there is. */
export const checks: readonly Check[] = [unusedManifestsDirectory, unusedStaticPodPath];

/** What the checks of node scope say of a node. */
export function checkNode(subject: Subjects['node']): readonly Diagnostic[] {
  return checks
    .filter(({ scope }) => scope === 'node')
    .flatMap(({ id, severity, check }) =>
      check(subject).map((finding) => ({ ruleId: id, severity, ...finding })),
    );
}
