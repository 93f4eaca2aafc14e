import type { ArgumentDefinition, CommandDefinition, FlagDefinition, Values } from './definitions.ts';

/** A script for fish 3.0 and later. */
export function fishScript(programs: readonly string[], commands: readonly CommandDefinition[]): string {
  return `# fish completion for ${programs.join(' and ')}
function __spctl_first
    test (count (commandline -opc)) -eq 1
end
function __spctl_is
    set -l words (commandline -opc)
    test (count $words) -gt 1; and test $words[2] = $argv[1]
end
# FORMAT=FILE: after the sign stands a file.
function __spctl_into_file
    __spctl_is $argv; and string match -q -- '*?=*' (string replace -- --output= '' (commandline -ct))
end
# Words with commas between them, or all.
function __spctl_list
    set -l before (string match -r -- '^.*,' (string replace -r -- '^--[^=]*=' '' (commandline -ct)))
    if test -n "$before"
        printf '%s\\n' $before$argv
    else
        printf '%s\\n' $argv all
    end
end
for program in ${programs.join(' ')}
    complete -c $program -f
    complete -c $program -n __spctl_first -l help -s h -d 'tell how spctl is used'
    complete -c $program -n __spctl_first -l version -d 'print the version'
${[...commands.flatMap(lines), ...helpLines(commands)].map((line) => `    complete -c $program ${line}`).join('\n')}
end
`;
}

function lines({ name, summary, flags, arguments: all }: CommandDefinition): readonly string[] {
  const here = `-n '__spctl_is ${name}'`;
  return [
    `-n __spctl_first -a ${name} -d ${quoted(summary)}`,
    ...flags.flatMap((flag) => [
      `${here} ${flagWords(flag, flag.values)}`,
      ...(intoFile(flag) ? [`-n '__spctl_into_file ${name}' ${flagWords(flag, { kind: 'files' })}`] : []),
    ]),
    ...all.flatMap((argument) => argumentWords(argument).map((words) => `${here} ${words}`)),
  ];
}

function helpLines(commands: readonly CommandDefinition[]): readonly string[] {
  const names = commands.map(({ name }) => name).join(' ');
  return [`-n __spctl_first -a help -d 'Tell how a command is used'`, `-n '__spctl_is help' -a '${names}'`];
}

function intoFile({ values }: FlagDefinition): boolean {
  return values?.kind === 'words' && values.intoFile;
}

function flagWords({ name, char, summary }: FlagDefinition, values: Values | undefined): string {
  return [
    `-l ${name}`,
    ...(char === undefined ? [] : [`-s ${char}`]),
    ...(values ? [valueWords(values)] : []),
    `-d ${quoted(summary)}`,
  ].join(' ');
}

function argumentWords({ values }: ArgumentDefinition): readonly string[] {
  return values.kind === 'any' ? [] : [values.kind === 'files' ? '-F' : `-a ${wordsOf(values)}`];
}

function valueWords(values: Values): string {
  if (values.kind === 'files') return '-r -F';
  if (values.kind === 'any') return '-x';
  return `-x -a ${wordsOf(values)}`;
}

function wordsOf({ kind, words }: Values & { readonly words: readonly string[] }): string {
  return kind === 'list' ? `'(__spctl_list ${words.join(' ')})'` : `'${words.join(' ')}'`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
