import type { CommandDefinition, FlagDefinition, Values } from './definitions.ts';

/**
 * A script for bash, 3.2 of macOS included; it needs no bash-completion. Readline cuts words at `=` or not, as
 * COMP_WORDBREAKS says: both are understood.
 */
export function bashScript(programs: readonly string[], commands: readonly CommandDefinition[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# bash completion for ${programs.join(' and ')}
_spctl() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local flag=$before prefix='' flags='' kind='' words='' argument='' argument_words='' i ended=''
  COMPREPLY=()
  for ((i = 2; i < COMP_CWORD; i++)); do
    [ "\${COMP_WORDS[i]}" != -- ] || ended=1
  done
  case $current in
    =) current='' ;;
    --*=*) flag=\${current%%=*} prefix=$flag= current=\${current#*=} ;;
    *) [ "$before" != = ] || flag=\${COMP_WORDS[COMP_CWORD-2]} ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    flags='--help --version' argument=words argument_words='${names} help'
  else
    case \${COMP_WORDS[1]} in
${commands.map(branch).join('\n')}
      help) argument=words argument_words='${names}' ;;
    esac
  fi
  if [ -z "$kind" ] || [ -n "$ended" ]; then
    case $ended$current in
      -*) kind=words words=$flags ;;
      *) kind=$argument words=$argument_words ;;
    esac
    # What stands before the sign is no flag, but a FORMAT=FILE's format.
    if [ "$before" = = ] || [ "\${COMP_WORDS[COMP_CWORD]}" = = ]; then kind=files; fi
  fi
  # shellcheck disable=SC2207 # no word has a space
  case $kind in
    words) COMPREPLY=($(compgen -P "$prefix" -W "$words" -- "$current")) ;;
    list)
      case $current in
        *,*) prefix=$prefix\${current%,*}, current=\${current##*,} ;;
        *) words="$words all" ;;
      esac
      COMPREPLY=($(compgen -P "$prefix" -W "$words" -- "$current"))
      ;;
    # Readline completes names of files itself, quoted as they need. Before bash 4 it does so for every word.
    files) ! type compopt >/dev/null 2>&1 || compopt -o default ;;
  esac
}
if type compopt >/dev/null 2>&1; then
  complete -F _spctl ${programs.join(' ')}
else
  complete -o default -F _spctl ${programs.join(' ')}
fi
`;
}

function branch({ name, flags, arguments: [argument] }: CommandDefinition): string {
  const valued = flags.filter(({ values }) => values !== undefined);
  return [
    `      ${name})`,
    `        flags='${flags.flatMap(spellings).join(' ')}'`,
    ...(argument ? [`        ${assignments('argument', 'argument_words', argument.values)}`] : []),
    '        case $flag in',
    ...valued.map(
      (flag) => `          ${spellings(flag).join('|')}) ${assignments('kind', 'words', flag.values!)} ;;`,
    ),
    '        esac',
    '        ;;',
  ].join('\n');
}

function spellings({ name, char }: FlagDefinition): readonly string[] {
  return [`--${name}`, ...(char === undefined ? [] : [`-${char}`])];
}

function assignments(kind: string, words: string, values: Values): string {
  return 'words' in values
    ? `${kind}=${values.kind} ${words}='${values.words.join(' ')}'`
    : `${kind}=${values.kind}`;
}
