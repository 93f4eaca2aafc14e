import { shellPattern } from './pattern.ts';
import { byPath, MAX_QUEUE, NOT_SEARCHED, ROUNDS } from './rules.ts';

/** One file: left out, masked or taken. `@{` stands for the shell's own `${`. */
export function fileFunctions(): string {
  return `
# take_file PATH
take_file() {
  is_new "$1" || return 0
  case $1 in
${byPath()
  .map(({ reason, patterns }) => `  ${shellPattern(patterns)})\n    leave ${reason} "$1"\n    return\n    ;;`)
  .join('\n')}
  esac
  if [ ! -f ".$1" ]; then
    if [ -S ".$1" ]; then leave socket "$1"; else add "$1"; fi
    return
  fi
  if [ ! -r ".$1" ]; then
    leave denied "$1"
    return
  fi
  f_search=1
  case $1 in ${shellPattern(NOT_SEARCHED)}) f_search= ;; esac
  [ "$round" -lt ${ROUNDS} ] && [ "@{#queue}" -lt ${MAX_QUEUE} ] || f_search=
  f_scan=$(
    limit
    scan "$1" "$f_search"
  )
  f_class=@{f_scan%%"$nl"*}
  case $f_class in
  text) add "$1" ;;
  mask) take_masked "$1" ;;
  '') leave too-large "$1" ;;
  *) leave "$f_class" "$1" ;;
  esac
  case $f_scan in *"$nl"*) queue=$queue@{f_scan#"$f_class$nl"}$nl ;; esac
}

# limit: a file that takes longer to read is too large, or made to be
limit() {
  exec 2>/dev/null
  ulimit -t 20
}

# take_masked PATH: a file in which something looks like a secret
take_masked() {
  k_text=$(
    limit
    mask_file ".$1"
    printf 'x%s %s' "$m_changed" "$m_size"
  )
  k_end=@{k_text##*x}
  case $k_end in
  ' '*) add "$1" ;;
  '1 '*)
    metadata "$1"
    if [ -n "$t_size" ] && [ $((0$t_size)) -ne "@{k_end#1 }" ]; then
      # It has NULs, which a shell can't see.
      leave binary "$1"
    else
      write "$1" "@{k_text%x*}"
      masked=$((masked + 1))
      escape "$1"
      record="$record""masked $escaped$nl"
    fi
    ;;
  *) leave too-large "$1" ;;
  esac
}

# write PATH TEXT: an entry that is not the file itself
write() {
  members=$((members + 1))
  if [ -n "$verbose" ]; then say "took $1, masked or in part"; fi
  entry "$1" "$2"
}
`.replaceAll('@{', '${');
}
