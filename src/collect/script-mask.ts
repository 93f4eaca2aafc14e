import { shellPattern, shellWord } from './pattern.ts';
import { BASE64_KEYS, MASK, SECRET_VARIABLES, secretNames, suspicious } from './rules.ts';
import { maskValueFunctions } from './script-mask-value.ts';

/**
 * The part of the script that masks a file: src/collect/mask-text.ts in sh, function by function. Nothing here
 * starts a process. `@{` stands for the shell's own `${`.
 */
export function maskFunctions(): string {
  return (
    String.raw`
# mask_file FILE: its text with the values of token settings masked
mask_file() {
  m_quote= m_below=-1 m_block= m_flag= m_named= m_script= m_first=1 m_size=0 m_changed=
  while :; do
    m_eol=$nl
    IFS= read -r m_line || m_eol=
    [ -n "$m_line$m_eol" ] || break
    m_size=$((m_size + @{#m_line} + @{#m_eol})) m_before_all=$m_line
    if [ -n "$m_first" ]; then
      m_first=
      case $m_line in '#!'*) m_script=1 ;; esac
    fi
    if [ -n "$m_quote$m_flag$m_named" ] || [ "$m_below" -ge 0 ]; then
      mask_line
    else
      case $m_line in ${shellPattern(suspicious())}) mask_line ;; esac
    fi
    [ "$m_line" = "$m_before_all" ] || m_changed=1
    printf '%s%s' "$m_line" "$m_eol"
    [ -n "$m_eol" ] || break
  done <"$1"
}

mask_line() {
  m_start=
  if [ -n "$m_quote" ] && [ -n "$m_line" ]; then
    case $m_line in
    *"$m_quote"*)
      m_head=@{m_line%%"$m_quote"*}
      m_line=@{m_line#"$m_head"}
      m_start=$mask m_quote=
      ;;
    *)
      continuation "$m_line"
      m_line=$mask$m_tail
      return
      ;;
    esac
  fi
  m_indent=@{m_line%%[!$sp]*}
  m_item=@{m_line#"$m_indent"}
  if [ "$m_below" -ge 0 ] && [ -n "$m_item" ]; then
    m_deeper=
    if [ "@{#m_indent}" -gt "$m_below" ]; then
      m_deeper=1
    elif [ -z "$m_block" ] && [ "@{#m_indent}" -eq "$m_below" ]; then
      case $m_item in '- '*) m_deeper=1 ;; esac
    fi
    if [ -n "$m_deeper" ] && [ -n "$m_block" ]; then
      m_line=$m_indent$mask
      return
    fi
    case $m_deeper$m_item in
    1*:*) ;;
    1*)
      mask_item
      m_line=$m_indent$m_item
      return
      ;;
    esac
    m_below=-1
  fi
  if [ -n "$m_flag" ] && [ -n "$m_item" ]; then
    m_flag= m_value=$m_item
    case $m_item in '- '*) m_value=@{m_item#??} && trim "$m_value" && m_value=$trimmed ;; esac
    case $m_value in
    -* | [$quotes]-*) ;;
    *)
      mask_item
      m_line=$m_indent$m_item
      return
      ;;
    esac
  fi
  mask_keys
  mask_urls
  mask_settings
  m_line=$m_start$m_line
}

# trim TEXT: without the blanks before it
trim() {
  trimmed=@{1%%[!$sp]*}
  trimmed=@{1#"$trimmed"}
}

# continuation TEXT: the backslash at its end
continuation() {
  case $1 in *\\) m_tail=\\ ;; *) m_tail= ;; esac
}

# number_or_mask VALUE
number_or_mask() {
  case $1 in '' | *[!0-9]*) m_masked=$mask ;; *) m_masked=0 ;; esac
}

mask_item() {
  m_dash=
  case $m_item in
  -[$sp]*)
    m_value=@{m_item#-}
    trim "$m_value"
    m_dash=@{m_item%"$trimmed"}
    m_item=$trimmed
    ;;
  esac
  m_comma=
  case $m_item in *,) m_comma=, m_item=@{m_item%,} ;; esac
  case $m_item in
  [$quotes]*)
    m_q=@{m_item%"@{m_item#?}"}
    m_item=$m_dash$m_q$mask$m_q$m_comma
    ;;
  *)
    number_or_mask "$m_item"
    m_item=$m_dash$m_masked$m_comma
    ;;
  esac
}

mask_keys() {
  case $m_line in *LS0tLS1CRUdJTi*) ;; *) return ;; esac
  m_out= m_rest=$m_line
  while :; do
    case $m_rest in *LS0tLS1CRUdJTi*) ;; *) break ;; esac
    m_head=@{m_rest%%LS0tLS1CRUdJTi*}
    m_rest=@{m_rest#"$m_head"}
    m_word=@{m_rest%%[!A-Za-z0-9+/=]*}
    m_rest=@{m_rest#"$m_word"}
    case $m_word in
    ${BASE64_KEYS.map((key) => `LS0tLS1CRUdJTi${key}*`).join('|')}) m_word=$mask ;;
    esac
    m_out=$m_out$m_head$m_word
  done
  m_line=$m_out$m_rest
}

mask_urls() {
  case $m_line in *://*) ;; *) return ;; esac
  m_out= m_rest=$m_line
  while :; do
    case $m_rest in *://*) ;; *) break ;; esac
    m_head=@{m_rest%%://*}
    m_out=$m_out$m_head://
    m_rest=@{m_rest#"$m_head"}
    m_rest=@{m_rest#???}
    m_word=@{m_rest%%[$url_end]*}
    m_rest=@{m_rest#"$m_word"}
    mask_user_info
    m_out=$m_out$m_word
  done
  m_line=$m_out$m_rest
}

mask_user_info() {
  case $m_word in *@*) ;; *) return ;; esac
  m_host=@{m_word##*@}
  m_info=@{m_word%"@$m_host"}
  case $m_info in *:*) ;; *) return ;; esac
  m_user=@{m_info%%:*}
  case $m_user in */*) return ;; esac
  m_password=@{m_info#"$m_user:"}
  case $m_password in
  */*)
    # a port, and the "@" belongs to something else
    case @{m_password%%/*} in '' | *[!0-9]*) ;; *) return ;; esac
    ;;
  esac
  m_word=$m_user:$mask@$m_host
}

mask_settings() {
  m_out= m_rest=$m_line m_whole=$m_line
  while :; do
    m_before=@{m_rest%%[=:,$sp]*}
    [ "$m_before" != "$m_rest" ] || break
    m_rest=@{m_rest#"$m_before"}
    trim "$m_rest"
    m_sep=@{m_rest%"$trimmed"}
    case $trimmed in
    =*) m_kind='=' m_sep=$m_sep= ;;
    :*) m_kind=: m_sep=$m_sep: ;;
    *)
      m_kind=' '
      [ -n "$m_sep" ] || m_kind=, m_sep=,
      ;;
    esac
    m_rest=@{m_rest#"$m_sep"}
    name_in "$m_before"
    m_lead=$m_out$m_ahead
    m_out=$m_out$m_before
    if is_secret; then
      m_out=$m_out$m_sep
      mask_value
      [ -z "$m_stop" ] || break
    else
      [ "$m_kind$m_name" != :name ] || note_name
      m_out=$m_out$m_sep
    fi
  done
  name_in "$m_rest"
  case $m_name in -*) ! ends_secret || m_flag=1 ;; esac
  m_line=$m_out$m_rest
}

# whether the next "value:" is a secret
note_name() {
  m_named=
  trim "$m_rest"
  case $trimmed in [$quotes]*) trimmed=@{trimmed#?} ;; esac
  m_name=@{trimmed%%[!A-Za-z0-9_.-]*}
  if ends_secret || secret_variable; then m_named=1; fi
}

# name_in TEXT: the name at its end, what is ahead of it, whether a quote closes it
name_in() {
  m_closed= m_text=$1
  case $m_text in
  *[$quotes])
    m_closed=1 m_text=@{m_text%?}
    case $m_text in *\\) m_text=@{m_text%?} ;; esac
    ;;
  esac
  m_name=@{m_text##*[!A-Za-z0-9_.-]}
  m_ahead=@{m_text%"$m_name"}
}

ends_secret() {
  case $m_name in ${shellPattern(secretNames())}) return 0 ;; esac
  return 1
}

secret_variable() {
  case $m_name in ${shellPattern(SECRET_VARIABLES)}) return 0 ;; esac
  return 1
}

is_secret() {
  [ -n "$m_name" ] || return 1
  case $m_ahead in *'$' | *'@{') return 1 ;; esac
  case $m_kind in
  ' ' | ,)
    case $m_name in -*) ends_secret && return 0 ;; esac
    return 1
    ;;
  esac
  [ "$m_kind$m_name$m_named" != :value1 ] || return 0
  ! ends_secret || return 0
  case $m_name in *[!A-Z0-9_]*) return 1 ;; esac
  secret_variable
}
`.replaceAll('@{', '${') + maskValueFunctions()
  );
}

/** The variables that the functions use; sets of characters stand in variables, where their quotes mean nothing. */
export function maskVariables(): string {
  return String.raw`
nl=$(printf '\nx') nl=@{nl%x}
cr=$(printf '\r')
sp=$(printf ' \t')
quotes=\"\'
mask=${shellWord(MASK)}
word_end=$sp$quotes$(printf '\140')
url_end="$word_end<>"
flow_end=',}'
plain_end="]$sp$cr$quotes,}"
closing="])},;\\\\$cr"
`.replaceAll('@{', '${');
}
