import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** A finding that is not reported, and who says so. */
export interface Suppressed {
  readonly diagnostic: Diagnostic;
  readonly by: 'comment' | 'baseline';
  /** As the comment gives it. */
  readonly reason?: string;
}
