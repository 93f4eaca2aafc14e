import type { ExitCode } from '../answers/header.ts';
import type { LintAnswer } from '../answers/lint.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../rules/rule.ts';

/** What a format of `spctl lint` is made from. */
export interface LintReport {
  readonly answer: LintAnswer;
  /** The name that readers use for a file, which a finding knows by its path on the node. */
  readonly showPath: (nodePath: string) => string;
  /** Whether the path on the node is worth telling beside it. */
  readonly tellsNodePath: boolean;
  /** A line (1-based) of a file by its path on the node, undefined where there is none. */
  readonly lineOf: (nodePath: string, line: number) => string | undefined;
  readonly ruleOf: (id: string) => Rule | undefined;
  /** The least severity that makes a file fail where a format knows only passed and failed. */
  readonly failOn: Severity;
  /** What the findings make the exit code. */
  readonly exitCode: ExitCode;
}
