import { shellPattern } from './pattern.ts';
import { byLine, MAX_LINE, MAX_TEXT, MAX_WORDS, PACKAGE_NAMES, PACKAGES, suspicious } from './rules.ts';

/** Reading: what a file is, and which paths it names. `@{` stands for the shell's own `${`. */
export function scanFunctions(): string {
  const lines = byLine().map(
    ({ reason, patterns, scripts }) =>
      `    case ${scripts ? '' : '$s_script'}$s_line in\n    ${scripts ? '' : "'#'*) ;;\n    "}${shellPattern(patterns)})\n      s_class=${reason}\n      break\n      ;;\n    esac`,
  );
  return String.raw`
# scan PATH SEARCH: prints what a file is: text, mask where it may have secrets, or why it is left out; then, with
# SEARCH, the paths and units that it names, one a line
scan() {
  s_rest= s_words=0 s_size=0 s_script= s_first=1 s_class=text s_found= s_cwd= s_before= s_folder=@{1%/*}
  while IFS= read -r s_line || [ -n "$s_line" ]; do
    s_size=$((s_size + @{#s_line} + 1))
    if [ "$s_size" -gt ${MAX_TEXT} ] || [ "@{#s_line}" -gt ${MAX_LINE} ]; then
      s_class=too-large
      break
    fi
    case $s_line in
    *[$control]*)
      s_class=binary
      break
      ;;
    esac
    if [ -n "$s_first" ]; then
      s_first=
      case $s_line in '#!'*) s_script='#' ;; esac
    fi
${lines.join('\n')}
    case $s_line in ${shellPattern(suspicious())}) s_class=mask ;; esac
    if [ -n "$2" ]; then search; fi
  done <".$1"
  case $2$1 in
  1/var/snap/*/*/*)
    s_word=@{1#/var/snap/}
    s_name=@{s_word%%/*}
    s_word=@{s_word#*/}
    s_found="$s_found=SNAP_DATA=/var/snap/$s_name/@{s_word%%/*}$nl=SNAP_COMMON=/var/snap/$s_name/common$nl"
    ;;
  esac
  printf '%s\n' "$s_class"
  case $s_class in text | mask) printf '%s' "$s_found" ;; esac
}

# name WORD: one more that was found
name() {
  [ "$s_words" -lt ${MAX_WORDS} ] || return 0
  s_words=$((s_words + 1))
  s_found=$s_found$1$nl
}

# search: the paths and units in a line
search() {
  IFS=$separators
  set -- $s_line
  IFS=
  for s_word; do
    while :; do
      case $s_word in [-@+!]*) s_word=@{s_word#?} ;; *) break ;; esac
    done
    while :; do
      case $s_word in *[}\\]) s_word=@{s_word%?} ;; *) break ;; esac
    done
    [ -n "$s_word" ] || continue
    case $s_word in
    /*)
      [ "$s_word" = / ] || name "$s_word"
      case $s_before in '' | [0-9]* | *[!A-Za-z0-9_]*) ;; *) name "=$s_before=$s_word" ;; esac
      case $s_before in WorkingDirectory | cd) s_cwd=@{s_word%/} ;; esac
      ;;
    *)
      s_name=
      case $s_word in
      '@{'*'}'/?*)
        s_name=@{s_word%%'}'*}
        s_rest=@{s_word#"$s_name}"}
        s_name=@{s_name#??}
        ;;
      '$'*/?*)
        s_name=@{s_word%%/*}
        s_rest=@{s_word#"$s_name"}
        s_name=@{s_name#?}
        ;;
      esac
      case $s_name in [0-9]* | *[!A-Za-z0-9_]*) s_name= ;; esac
      case $s_rest in /*) ;; *) s_name= ;; esac
      case @{s_name:+variable}$s_before in
      variable*) name "\$$s_name$s_rest" ;;
      staticPodPath) name "$s_folder/$s_word" ;;
      config | config-dir | pod-manifest-path) name "$s_cwd/$s_word" ;;
      esac
      case $s_word in
      */* | .*) ;;
      *.service | *.socket | *.target | *.timer | *.path) name "$s_word" ;;
      esac
      ;;
    esac
    s_before=$s_word
  done
}

# set_variable =NAME=PATH
set_variable() {
  is_new "//word $1" || return 0
  v_name=@{1#=}
  v_value=@{v_name#*=}
  v_name=@{v_name%%=*}
  eval "value_$v_name=\@{value_$v_name}\$v_value\$nl"
}

# take_variable $NAME/REST: with every path that the variable is set to
take_variable() {
  v_name=@{1%%/*}
  eval "v_values=\@{value_@{v_name#?}}"
  IFS=$nl
  for v_value in $v_values; do
    IFS=
    take "$v_value@{1#"$v_name"}" '' named
  done
  IFS=
}

# packages: of the list of packages only the paragraphs that tell the kubelet's version
packages() {
  resolve ${PACKAGES} || return 0
  [ -f ".$real" ] && [ -r ".$real" ] && is_new "$real" || return 0
  p_text=$(
    limit
    p_keep= p_all=$(tar -cf - $unquoted -- ".$real" </dev/null)
    IFS=$nl
    for p_line in $p_all; do
      case $p_line in *ustar*Package:' '*) p_line="Package: @{p_line##*Package: }" ;; esac
      case $p_line in
      ${shellPattern(PACKAGE_NAMES.map((name) => `Package: ${name}`))})
        [ -z "$p_keep" ] || printf '\n'
        p_keep=1
        ;;
      Package:*) [ -z "$p_keep" ] || p_keep=- ;;
      esac
      [ "$p_keep" != 1 ] || printf '%s\n' "$p_line"
    done
    printf x
  )
  p_text=@{p_text%x}
  [ -n "$p_text" ] || return 0
  metadata "$real"
  write "$real" "$p_text"
  record="$record""part $real$nl"
}
`.replaceAll('@{', '${');
}
