import type { ArgumentDefinition, CommandDefinition, FlagDefinition, Values } from './definitions.ts';

/** A script for zsh: to be sourced after compinit, or as a file `_spctl` of $fpath. */
export function zshScript(programs: readonly string[], commands: readonly CommandDefinition[]): string {
  return `#compdef ${programs.join(' ')}
_spctl() {
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
    'help:Tell how a command is used'
  )
  if (( CURRENT == 2 )); then
    _describe -t commands command commands -- '(--help --version)'
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(branch).join('\n')}
    help) _describe -t commands command commands ;;
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _spctl "$@"
else
  compdef _spctl ${programs.join(' ')}
fi
`;
}

function branch({ name, flags, arguments: all, repeats }: CommandDefinition): string {
  const specs = [...flags.map(flagSpec), ...all.map((argument) => argumentSpec(argument, repeats))];
  return [
    `    ${name})`,
    `      _arguments -S \\`,
    specs.map((spec) => `        ${spec}`).join(' \\\n'),
    '      ;;',
  ].join('\n');
}

/** `'(-o --output)'{-o+,--output=}'[what it does]:VALUE:action'` */
function flagSpec({ name, char, summary, values, valueName = '', repeats }: FlagDefinition): string {
  const long = values ? `--${name}=` : `--${name}`;
  const about = `[${summary.replace(/[[\]\\]/g, '\\$&')}]`;
  const value = values ? `:${message(valueName)}:${action(values)}` : '';
  const others = repeats ? '*' : char === undefined ? '' : `(-${char} --${name})`;
  if (char === undefined) return quoted(others + long + about + value);
  return `${quoted(others)}{-${char}${values ? '+' : ''},${long}}${quoted(about + value)}`;
}

function argumentSpec({ name, values }: ArgumentDefinition, repeats: boolean): string {
  return quoted(`${repeats ? '*' : ''}:${message(name)}:${action(values)}`);
}

function action(values: Values): string {
  if (values.kind === 'files') return '_files';
  if (values.kind === 'any') return ' ';
  const words = values.words.join(' ');
  if (values.kind === 'list')
    return `{ if compset -P "*,"; then compadd - ${words}; else compadd - ${words} all; fi }`;
  return values.intoFile ? `{ if compset -P "*="; then _files; else compadd - ${words}; fi }` : `(${words})`;
}

function message(name: string): string {
  return name.replace(/[:\\]/g, '\\$&');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
