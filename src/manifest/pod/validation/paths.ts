import { all, must, type Rule } from '../../../validation/rules.ts';

/** The paths that end up below a directory of the pod. */

/** validatePathNoBacksteps. */
export const validatePathNoBacksteps: Rule<string> = must(
  (path) => !path.includes('..') || !path.split('/').includes('..'),
  "must not contain '..'",
);

/** validateLocalDescendingPath. */
export const validateLocalDescendingPath: Rule<string> = all(
  must((path: string) => !path.startsWith('/'), 'must be a relative path'),
  validatePathNoBacksteps,
);

/** ValidateLocalNonReservedPath. */
export const validateLocalNonReservedPath: Rule<string> = all(
  validateLocalDescendingPath,
  must((path: string) => !path.startsWith('..') || path.startsWith('../'), "must not start with '..'"),
);
