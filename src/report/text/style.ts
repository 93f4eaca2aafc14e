import type { Severity } from '../../diagnostics/diagnostic.ts';

/** The few looks that a report for people has. Each takes text that is already printable. */
export interface Style {
  readonly severity: Readonly<Record<Severity, (text: string) => string>>;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
}

const same = (text: string): string => text;

export const PLAIN: Style = {
  severity: { error: same, warning: same, info: same },
  strong: same,
  faint: same,
  good: same,
};

/** Colours, by chalk, which is loaded here and only when colour is wanted. */
export async function coloured(): Promise<Style> {
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return {
    severity: { error: chalk.red.bold, warning: chalk.yellow.bold, info: chalk.cyan },
    strong: chalk.bold,
    faint: chalk.dim,
    good: chalk.green,
  };
}

/**
 * Whether a stream gets colour: FORCE_COLOR (but `0`) says yes, NO_COLOR says no, else terminals do.
 * See https://no-color.org and https://force-color.org.
 */
export function wantsColour(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR) return false;
  return isTerminal && env.TERM !== 'dumb';
}
