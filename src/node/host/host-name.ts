import { decode } from '../../bytes/text.ts';
import type { Host } from './host.ts';

/** The longest name Linux has room for (HOST_NAME_MAX, linux/utsname.h). */
const MAX_HOST_NAME = 64;

/**
 * The static host name that a copy of a node would boot with; undefined where etc/hostname has none, because
 * then the name comes from elsewhere (DHCP, the cloud).
 */
export function hostNameOf(host: Host): string | undefined {
  const file = host.readFile('/etc/hostname');
  return file.ok ? parseHostName(decode(file.value)) : undefined;
}

/**
 * The first line that is neither empty nor a comment, cleaned (systemd shared/hostname-setup.c,
 * read_etc_hostname_stream).
 */
function parseHostName(text: string): string | undefined {
  for (const line of text.split(/[\n\r\0]/)) {
    if (!/^[ \t]*(#|$)/.test(line)) return cleanHostName(line);
  }
  return undefined;
}

/**
 * What systemd makes of a name with white space or anything else that host names don't have (basic/hostname-util.c,
 * hostname_cleanup, then hostname_is_valid).
 */
function cleanHostName(name: string): string | undefined {
  let clean = '';
  for (const char of name) {
    if (clean.length === MAX_HOST_NAME) break;
    const last = clean.at(-1) ?? '.';
    if (char === '.') clean += last === '.' || last === '-' ? '' : '.';
    else if (char === '-') clean += last === '.' ? '' : '-';
    else if (/[0-9A-Za-z]/.test(char)) clean += char;
  }
  if (/[.-]$/.test(clean)) clean = clean.slice(0, -1);
  return clean === '' || clean.endsWith('-') ? undefined : clean;
}
