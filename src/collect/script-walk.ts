import { shellPattern } from './pattern.ts';
import { MAX_DEPTH, MAX_ENTRIES, MAX_LINKS, MAX_MEMBERS, NOT_WHOLE, outside, REASONS } from './rules.ts';

/** Walking: symlinks are resolved here, not by the operating system, so that nothing leads out of the root. `@{` stands for `${`. */
export function walkFunctions(): string {
  return String.raw`
# resolve PATH: where it leads, in $real; notes the symlinks on the way
resolve() {
  r_rest=$1/ real= r_hops=0
  while [ -n "$r_rest" ]; do
    r_name=@{r_rest%%/*}
    r_rest=@{r_rest#"$r_name"/}
    case $r_name in
    '' | .) continue ;;
    ..)
      real=@{real%/*}
      continue
      ;;
    esac
    if [ ! -d "./$real" ]; then return 1; fi
    if [ ! -x "./$real" ]; then
      leave denied "@{real:-/}"
      return 1
    fi
    if [ -L ".$real/$r_name" ]; then
      r_hops=$((r_hops + 1))
      [ "$r_hops" -le ${MAX_LINKS} ] || return 1
      read_link "$real/$r_name" || return 1
      case $target in /*) real= ;; esac
      r_rest=$target/$r_rest
    elif [ -e ".$real/$r_name" ]; then
      real=$real/$r_name
    else
      return 1
    fi
  done
  real=@{real:-/}
}

# read_link PATH: its target, in $target; tar is what tells it, once
read_link() {
  l_i=0
  while [ "$l_i" -lt "$links" ]; do
    l_i=$((l_i + 1))
    eval "l_from=\$link_$l_i"
    if [ "$l_from" = "$1" ]; then
      eval "target=\$target_$l_i"
      [ -n "$target" ]
      return
    fi
  done
  target=$(tar -cf - $unquoted -- ".$1" 2>/dev/null </dev/null | tar -tvf - 2>/dev/null)
  case $target in *" .$1 -> "*) target=@{target#*" .$1 -> "} ;; *) target= ;; esac
  links=$((links + 1))
  eval "link_$links=\$1 target_$links=\$target"
  is_new "$1" && add "$1"
  [ -n "$target" ]
}

# is_new PATH: whether it comes for the first time
is_new() {
  eval "n_seen=\$seen_@{#1}"
  case $n_seen in *"|$1//"*) return 1 ;; esac
  eval "seen_@{#1}=\$n_seen\|\$1//"
}

# add PATH: one more for tar
add() {
  if [ "$members" -ge ${MAX_MEMBERS} ]; then
    leave too-many "$1"
    return
  fi
  members=$((members + 1))
  quote ".$1"
  list="$list $quoted"
  if [ -n "$verbose" ]; then say "took $1"; fi
}

# quote TEXT: as one word of a command
quote() {
  quoted= q_rest=$1
  while :; do
    case $q_rest in *\'*) ;; *) break ;; esac
    q_head=@{q_rest%%\'*}
    q_rest=@{q_rest#"$q_head"\'}
    quoted=$quoted$q_head"'\\''"
  done
  quoted="'$quoted$q_rest'"
}

# leave REASON PATH
leave() {
  is_new "$2//$1" || return 0
  escape "$2"
  record="$record""left-out $1 $escaped$nl"
  case $1 in
${Object.keys(REASONS)
  .map(
    (reason) =>
      `  ${reason}) left_${reason.replaceAll('-', '_')}=$((left_${reason.replaceAll('-', '_')} + 1)) ;;`,
  )
  .join('\n')}
  esac
  if [ -n "$verbose" ]; then say "left out $2 ($1)"; fi
}

# escape PATH: on one line
escape() {
  escaped= e_rest=$1
  while :; do
    case $e_rest in *["\\$nl"]*) ;; *) break ;; esac
    e_head=@{e_rest%%["\\$nl"]*}
    e_rest=@{e_rest#"$e_head"}
    case $e_rest in "$nl"*) escaped=$escaped$e_head'\n' ;; *) escaped=$escaped$e_head'\\' ;; esac
    e_rest=@{e_rest#?}
  done
  escaped=$escaped$e_rest
}

say() {
  printf 'spctl collect: %s\n' "$1" >&2
}

# expand DONE REST DEEP: takes what a well-known path leads to
expand() {
  case $2 in
  *\**) ;;
  *)
    take "$1$2" "$3" ''
    return
    ;;
  esac
  x_head=@{2%%\**}
  x_head=@{x_head%/*}
  x_rest=@{2#"$x_head/"}
  x_name=@{x_rest%%/*}
  set -- "$1$x_head" "@{x_rest#"$x_name"}" "$3"
  resolve "$1" || return 0
  set +f
  for x_match in ".$real"/$x_name; do
    set -f
    if [ -e "$x_match" ] || [ -L "$x_match" ]; then expand "$1/@{x_match##*/}" "$2" "$3"; fi
  done
  set -f
}

# take PATH DEEP NAMED
take() {
  resolve "$1" || return 0
  is_inside "$real" || return 0
  if [ ! -d ".$real" ]; then
    take_file "$real"
  elif [ -n "$3" ]; then
    case $real in *.d) take_whole "$real" deep ;; *) take_whole "$real" '' ;; esac
  else
    take_directory "$real" "$2" 0
  fi
}

# is_inside PATH: whether it may be a file of the node's set-up
is_inside() {
  case $1 in ${shellPattern(outside())}) return 1 ;; esac
}

# take_whole PATH DEEP: a directory that something names
take_whole() {
  case $1 in
  /) return ;;
  ${shellPattern(NOT_WHOLE)}) ;;
  /*/*)
    take_directory "$1" "$2" 0
    return
    ;;
  esac
  if is_new "$1"; then
    leave directory "$1"
    add "$1"
  fi
}

# take_directory PATH DEEP DEPTH
take_directory() {
  is_new "//$2 $1" || return 0
  if is_new "$1"; then add "$1"; fi
  if [ ! -r ".$1" ] || [ ! -x ".$1" ]; then
    leave denied "$1"
    return
  fi
  set +f
  d_count=0
  for d_entry in ".$1"/* ".$1"/.[!.]* ".$1"/..?*; do
    if [ -e "$d_entry" ] || [ -L "$d_entry" ]; then d_count=$((d_count + 1)); fi
  done
  if [ "$d_count" -gt ${MAX_ENTRIES} ]; then
    set -f
    leave too-many "$1"
    return
  fi
  for d_entry in ".$1"/* ".$1"/.[!.]* ".$1"/..?*; do
    set -f
    if [ -e "$d_entry" ] || [ -L "$d_entry" ]; then take_entry "@{d_entry#.}" "$2" "$3"; fi
  done
  set -f
}

# take_entry PATH DEEP DEPTH: one of a directory that is taken
take_entry() {
  if [ -L ".$1" ]; then
    resolve "$1" || return 0
    is_inside "$real" || return 0
    if [ -d ".$real" ]; then take_whole "$real" ''; else take_file "$real"; fi
    return
  fi
  is_inside "$1" || return 0
  if [ ! -d ".$1" ]; then
    take_file "$1"
  elif [ -n "$2" ] && [ "$3" -lt ${MAX_DEPTH} ]; then
    take_directory "$1" "$2" $(($3 + 1))
  elif is_new "$1"; then
    add "$1"
  fi
}
`.replaceAll('@{', '${');
}
