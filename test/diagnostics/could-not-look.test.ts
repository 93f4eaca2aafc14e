import { expect, it } from 'vitest';
import { couldNotLook } from '../../src/diagnostics/could-not-look.ts';
import { rules } from '../../src/rules/index.ts';

it('knows the rules that say nothing but that something could not be looked at', () => {
  const looks = rules.filter(({ id }) => couldNotLook({ ruleId: id, severity: 'error', message: '' }));
  expect(looks.map(({ id }) => id)).toEqual([
    'archive-damaged',
    'archive-entry-unsupported',
    'archive-too-large',
    'archive-too-many-entries',
    'archive-truncated',
    'archive-unreadable',
    'archive-without-end',
    'check-failed',
    'flag-value-unknown',
    'kubelet-config-denied',
    'kubelet-file-in-image',
    'manifest-unreadable',
    'not-copied',
    'nothing-to-read',
    'path-missing',
    'path-unreadable',
    'permission-denied',
    'process-unreadable',
    'processes-hidden',
    'processes-unknown',
    'root-unreadable',
    'root-without-system',
    'running-command-line-unknown',
    'static-pod-path-in-image',
    'static-pod-path-unreadable',
    'static-pod-url-unknown',
    'too-large',
    'too-many-processes',
  ]);
});
