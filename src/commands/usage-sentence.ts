/** What oclif tells of wrong usage. */
export interface UsageError {
  readonly message: string;
  /** What its command takes and did not get, where that is what is wrong. */
  readonly args?: unknown;
}

/** What a command takes, as far as a sentence needs it. */
interface NamedArg {
  readonly name: string;
  readonly description?: string;
  readonly options?: readonly string[];
}

/**
 * One sentence of what oclif says in several lines, after a label, or in a form that it has in common for all
 * programs (lib/parser/errors.js, parse.js, validate.js); what is a sentence already stays.
 */
export function usageSentence({ message, args }: UsageError, command: string): string {
  const [said = ''] = message.split('\nSee more help');
  if (/^Missing \d+ required arg/.test(said) && Array.isArray(args)) {
    return `${command} needs ${(args as readonly NamedArg[]).map(needed).join(', and ')}`;
  }
  const constraints = broken(said);
  if (constraints.length > 0) return constraints.join('; ');
  return said
    .replace(/^Flag (--[\w-]+) expects a value$/, '$1 needs a value')
    .replace(/^Nonexistent flags?: /, 'there is no flag ')
    .replace(/^Parsing (--[\w-]+) \n\t/, '$1: ')
    .replace(/^Expected (--[\w-]+)=(.*) to be one of: (.*)$/s, '$1: "$2" is none of $3')
    .replace(/^Expected (.*) to be one of: (.*)$/s, '"$1" is none of $2');
}

function needed({ name, description = '', options }: NamedArg): string {
  return `${name.toUpperCase()}: ${description}${options ? ` (${options.join(', ')})` : ''}`;
}

/** The rules between flags that a command line breaks, each once. */
function broken(said: string): readonly string[] {
  if (!/^The following errors? occurred:\n/.test(said)) return [];
  const exclusive = said.matchAll(/--([\w-]+)=[^\n]* cannot also be provided when using --([\w-]+)/g);
  const dependent = said.matchAll(
    /All of the following must be provided when using --([\w-]+): (--[\w-]+(?:, --[\w-]+)*)/g,
  );
  const both = [...exclusive].map(([, one = '', other = '']) => [one, other].sort());
  return [
    ...new Set([
      ...both.map(([one, other]) => `--${one} and --${other} exclude each other`),
      ...[...dependent].map(([, flag, needs = '']) => `--${flag} needs ${needs.replaceAll(', ', ' and ')}`),
    ]),
  ];
}
