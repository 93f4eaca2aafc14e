import { shellWord } from './pattern.ts';
import { CONTROL, REASONS, ROUNDS, unitDirectoriesOfAll, wellKnown } from './rules.ts';
import { archiveFunctions } from './script-archive.ts';
import { fileFunctions } from './script-file.ts';
import { maskFunctions, maskVariables } from './script-mask.ts';
import { scanFunctions } from './script-scan.ts';
import { walkFunctions } from './script-walk.ts';

/**
 * The shell script of `spctl collect --script`: POSIX sh, its builtins and tar, no temporary file, nothing written on
 * the node. src/collect/collect.ts does the same through a host, from the same rules; a test runs both over the same
 * roots and compares. `@{` stands for the shell's own `${`.
 *
 * Everything is a function and `main` is called in the last line, so that a script that came only in part does
 * nothing.
 */
export function collectScript(): string {
  return `${HEAD}${maskFunctions()}${archiveFunctions()}${walkFunctions()}${fileFunctions()}${scanFunctions()}${mainFunction()}`;
}

const HEAD = `#!/bin/sh
# Writes a tar of what spctl reads on a node to standard output: settings of the kubelet and of what starts it, and
# static pods. No private key, no kubeconfig; values of token settings are masked. Needs sh and tar, writes nothing
# on the node.
#
#   sh -s -- [-v] [ROOT]     -v lists what is taken and what is not, ROOT is a mounted copy of a node
#
# shellcheck disable=SC1003,SC1007,SC1083,SC2016,SC2035,SC2086,SC2154,SC2295,SC3045
`;

function mainFunction(): string {
  const known = wellKnown().map((path) => {
    const deep = path.endsWith('/**');
    return `  expand '' ${shellWord(deep ? path.slice(0, -3) : path)} ${deep ? 'deep' : "''"}`;
  });
  const reasons = Object.entries(REASONS).map(([reason, words]) => {
    const variable = `left_${reason.replaceAll('-', '_')}`;
    return `  [ "$${variable}" -eq 0 ] || say "left out $${variable}: ${words}"`;
  });
  return String.raw`
main() {
  verbose=
  while :; do
    case $1 in
    -v) verbose=1 ;;
    --) ;;
    -*)
      say "usage: sh -s -- [-v] [ROOT]"
      exit 2
      ;;
    *) break ;;
    esac
    shift
  done
  if [ -t 1 ]; then
    say 'standard output is a terminal, and a tar goes there: sh -s >node.tar, or | spctl where --root -'
    exit 2
  fi
  if ! command -v tar >/dev/null; then
    say 'there is no tar here'
    exit 3
  fi
  set -f
  IFS= LC_ALL=C CDPATH=
  export LC_ALL
  if ! cd -- "@{1:-/}"; then
    say "the root can't be entered"
    exit 3
  fi
  ${maskVariables().trim().split('\n').join('\n  ')}
  separators="$sp$cr$quotes$(printf '\140'):,()[]<>;|&="
  control=$(printf '${octal(CONTROL)}')
  links=0 members=0 masked=0 list= queue= round=0
  ${Object.keys(REASONS)
    .map((reason) => `left_${reason.replaceAll('-', '_')}=0`)
    .join(' ')}
  record="spctl-collect 1$nl"
  # GNU tar takes a backslash in a name for the start of an escape.
  unquoted=
  ! tar -cf /dev/null --no-unquote /dev/null 2>/dev/null </dev/null || unquoted=--no-unquote
  if [ "@{1:-/}" = / ] && IFS= read -r host_name </proc/sys/kernel/hostname; then
    record="$record""hostname $host_name$nl"
  fi 2>/dev/null
  is_root=1
  while IFS=$sp read -r key _ effective _; do
    case $key in Uid:) [ "$effective" = 0 ] || is_root= ;; esac
  done 2>/dev/null </proc/self/status
  [ -n "$is_root" ] || say 'this is not root, so some files may stay unread'

${known.join('\n')}
  packages
  while [ "$round" -lt ${ROUNDS} ]; do
    round=$((round + 1))
    words=$queue queue=
    IFS=$nl
    for word in $words; do
      IFS=
      case $word in =*) set_variable "$word" ;; esac
    done
    IFS=$nl
    for word in $words; do
      IFS=
      case $word in =*) continue ;; esac
      is_new "//word $word" || continue
      case $word in
      '$'*) take_variable "$word" ;;
      /*) take "$word" '' named ;;
      *) for directory in ${unitDirectoriesOfAll().join(' ')}; do take "$directory/$word" '' named; done ;;
      esac
    done
    IFS=
  done

  t_mode=0000600 t_uid=0000000 t_gid=0000000 t_mtime=00000000000
  taken=$members
  entry /.spctl-collect "$record"
  say "took $taken files, directories and links"
  [ "$masked" -eq 0 ] || say "masked values in $masked files"
${reasons.join('\n')}
  if [ "$taken" -eq 0 ]; then
    zeros 1024
    say 'there was nothing to take'
    exit 3
  fi
  if [ -z "$list" ]; then
    zeros 1024
  else
    eval "tar -cf - --no-recursion $unquoted -- $list" </dev/null
  fi
}

main "$@"
`.replaceAll('@{', '${');
}

/** Characters in the way of printf. */
function octal(text: string): string {
  return text.replace(/[^-]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
