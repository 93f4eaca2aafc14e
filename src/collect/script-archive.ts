/**
 * The part of the script that writes an entry of the archive itself, with printf: a file whose content is not the
 * one on the node. `@{` stands for the shell's own `${`.
 */
export function archiveFunctions(): string {
  return String.raw`
# metadata PATH: what tar would write of a file: $t_mode, $t_uid, $t_gid, $t_size, $t_mtime; octal, $t_size maybe empty
metadata() {
  t_mode=0000600 t_uid=0000000 t_gid=0000000 t_size= t_mtime=00000000000
  # From its own directory, for a header has room for no more than 100 bytes of a name.
  t_name=./@{1##*/}
  t_head=$(
    cd ".@{1%/*}/" && tar -cf - $unquoted -- "$t_name" 2>/dev/null </dev/null |
      { IFS= read -r t_line; printf '%s' "$t_line"; }
  )
  case $t_head in "$t_name"[0-7][0-7][0-7][0-7][0-7][0-7]*) ;; *) return ;; esac
  t_head=@{t_head#"$t_name"}
  field ??????? && t_a=$t_field
  field ??????? && t_b=$t_field
  field ??????? && t_c=$t_field
  field ??????????? && t_d=$t_field
  field ??????????? && t_e=$t_field
  case $t_a$t_b$t_c$t_d$t_e in *[!0-7]*) return ;; esac
  t_mode=$t_a t_uid=$t_b t_gid=$t_c t_size=$t_d t_mtime=$t_e
}

# field WIDTH: the next field of a header whose NULs are gone; bsdtar ends some with a blank
field() {
  t_head=@{t_head#' '}
  t_rest=@{t_head#$1}
  t_field=@{t_head%"$t_rest"}
  case $t_field in *' ') t_field=0@{t_field%' '} ;; esac
  t_head=$t_rest
}

# zeros COUNT: so many NULs
zeros() {
  z_count=$1
  while [ "$z_count" -ge 32 ]; do
    printf '\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
    z_count=$((z_count - 32))
  done
  while [ "$z_count" -gt 0 ]; do
    printf '\0'
    z_count=$((z_count - 1))
  done
}

# header NAME SIZE TYPE: a ustar header with the metadata at hand
header() {
  h_size=$(printf '%011o' "$2")
  h_rest=$1$t_mode$t_uid$t_gid$h_size$t_mtime$3'ustar00'
  set -- "$1" "$3"
  h_name=$1 h_type=$2
  set --
  while [ -n "$h_rest" ]; do
    h_tail=@{h_rest#?}
    set -- "$@" "'@{h_rest%"$h_tail"}"
    h_rest=$h_tail
  done
  # Eight blanks stand for the checksum while it is made.
  h_sum=$((256 + $(printf '(%d&255)+' "$@")0))
  printf '%s' "$h_name"
  zeros $((100 - @{#h_name}))
  printf '%s\0%s\0%s\0%s\0%s\0%06o\0 %s' "$t_mode" "$t_uid" "$t_gid" "$h_size" "$t_mtime" "$h_sum" "$h_type"
  zeros 100
  printf 'ustar\00000'
  zeros 247
}

# entry PATH TEXT: a file of the archive, with the metadata at hand
entry() {
  e_name=.$1
  if [ @{#e_name} -gt 100 ]; then
    header ././@LongLink $((@{#e_name} + 1)) L
    printf '%s\0' "$e_name"
    zeros $(((1023 - @{#e_name} % 512) % 512))
    while [ @{#e_name} -gt 100 ]; do e_name=@{e_name%?}; done
  fi
  header "$e_name" @{#2} 0
  printf '%s' "$2"
  zeros $(((512 - @{#2} % 512) % 512))
}
`.replaceAll('@{', '${');
}
