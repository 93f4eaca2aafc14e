import { shellPattern } from './pattern.ts';
import { PLAIN_VALUES } from './rules.ts';

/** The part of the script that finds where a value ends, and masks it; `@{` stands for the shell's own `${`. */
export function maskValueFunctions(): string {
  return String.raw`
mask_value() {
  m_stop= m_spaced=
  if [ "$m_kind" = = ]; then
    while :; do
      case $m_rest in =*) m_rest=@{m_rest#=} m_out=$m_out= m_sep=$m_sep= ;; *) break ;; esac
    done
  fi
  case $m_kind$m_sep in
  =[!$sp]*) ;;
  *)
    trim "$m_rest"
    m_blanks=@{m_rest%"$trimmed"}
    m_out=$m_out$m_blanks m_sep=$m_sep$m_blanks m_rest=$trimmed
    ;;
  esac
  case $m_sep in *[$sp]) m_spaced=1 ;; esac
  m_is_flag=
  case $m_name in -*) m_is_flag=1 ;; esac
  case $m_kind$m_rest in
  ? | ?"$cr" | ?'#'* | ':[')
    if [ "$m_kind" = : ]; then
      note_below
      m_block=
    elif [ -n "$m_is_flag" ] && [ "$m_kind" != = ]; then
      m_flag=1
    fi
    return
    ;;
  :'|'* | :'>'*)
    note_below
    m_block=1 m_stop=1
    return
    ;;
  esac
  ! is_plain || return 0
  case $m_rest in
  [$quotes]* | \\[$quotes]*)
    m_q=@{m_rest%"@{m_rest#?}"}
    case $m_q in \\) m_q=@{m_rest%"@{m_rest#??}"} ;; esac
    if is_open; then return; fi
    m_rest=@{m_rest#"$m_q"}
    m_out=$m_out$m_q
    mask_quoted
    return
    ;;
  esac
  case $m_kind$m_rest in
  :'['*)
    m_out=$m_out'['$mask
    case $m_rest in
    *']'*)
      m_head=@{m_rest%%]*}
      m_rest=@{m_rest#"$m_head"}
      ;;
    *) m_rest= ;;
    esac
    return
    ;;
  esac
  if [ -z "$m_closed$m_is_flag" ]; then
    case $m_lead in
    *[$quotes])
      m_q=@{m_lead#"@{m_lead%?}"}
      mask_quoted
      return
      ;;
    esac
  fi
  if [ "$m_kind$m_spaced" = :1 ] && [ -z "$m_script$m_is_flag" ]; then
    m_word=$m_rest
    case $m_lead in *'{'*) m_word=@{m_rest%%[$flow_end]*} ;; esac
  elif [ "$m_kind" = = ] && [ -z "$m_script$m_is_flag" ] && leads; then
    m_word=$m_rest
  else
    m_scheme=
    case $m_rest in
    [Bb]earer[$sp]* | [Bb]asic[$sp]* | Token[$sp]*)
      m_head=@{m_rest%%[$sp]*}
      trim "@{m_rest#"$m_head"}"
      m_scheme=@{m_rest%"$trimmed"}
      ;;
    esac
    m_word=@{m_rest#"$m_scheme"}
    m_word=$m_scheme@{m_word%%[$word_end]*}
  fi
  mask_word
}

note_below() {
  m_below=@{m_whole%%[!$sp]*}
  m_below=@{#m_below}
}

# whether the name begins its line, but for "export"
leads() {
  trim "$m_lead"
  case $trimmed in
  '') return 0 ;;
  export[$sp]*)
    trim "@{trimmed#export}"
    [ -z "$trimmed" ]
    return
    ;;
  esac
  return 1
}

is_plain() {
  case $m_rest in
  [$quotes][$quotes]*) return 0 ;;
  [$quotes]*) m_value=@{m_rest#?} ;;
  \\[$quotes]*) m_value=@{m_rest#??} ;;
  *) m_value=$m_rest ;;
  esac
  case $m_value in
  /* | '$'* | '{'*) return 0 ;;
  -*)
    case $m_kind in
    ' ' | ,) return 0 ;;
    =) ends_secret || return 0 ;;
    esac
    ;;
  esac
  case @{m_value%%[$plain_end]*} in ${shellPattern(PLAIN_VALUES)}) return 0 ;; esac
  return 1
}

# whether what was written has an odd number of the quote, not counting those behind a backslash
is_open() {
  m_text=$m_out m_odd=
  while :; do
    case $m_text in *"$m_q"*) ;; *) break ;; esac
    m_head=@{m_text%%"$m_q"*}
    m_text=@{m_text#"$m_head"}
    m_text=@{m_text#"$m_q"}
    case $m_head in *\\) continue ;; esac
    if [ -n "$m_odd" ]; then m_odd=; else m_odd=1; fi
  done
  [ -n "$m_odd" ]
}

# up to the quote; where it is not on this line, it is looked for on the next ones
mask_quoted() {
  m_text=$m_rest
  while :; do
    case $m_text in
    *"$m_q"*) ;;
    *)
      continuation "$m_rest"
      m_quote=$m_q m_out=$m_out$mask$m_tail m_rest=
      return
      ;;
    esac
    m_head=@{m_text%%"$m_q"*}
    m_text=@{m_text#"$m_head"}
    case $m_q$m_head in
    '"'*\\)
      m_text=@{m_text#?}
      continue
      ;;
    esac
    break
  done
  m_out=$m_out$mask m_rest=$m_text
}

# what closes a list, a flow or a command, or continues the line, is not of the value
mask_word() {
  m_own=$m_word
  while :; do
    case $m_own in *[$closing]) m_own=@{m_own%?} ;; *) break ;; esac
  done
  [ -n "$m_own" ] || return 0
  m_rest=@{m_rest#"$m_own"}
  number_or_mask "$m_own"
  m_out=$m_out$m_masked
}
`.replaceAll('@{', '${');
}
