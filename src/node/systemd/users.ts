import { decode } from '../../bytes/text.ts';
import type { Host } from '../host/host.ts';
import { isValidPath, simplifyPath } from './paths.ts';
import type { SystemdRules } from './systemd-version.ts';

/** A user that a service runs as. */
export interface User {
  readonly name: string;
  readonly home?: string;
  readonly shell?: string;
  /** Taken as there, because a copy of a node lacks it. */
  readonly assumed: boolean;
}

const NOLOGIN_SHELLS = /^(\/usr)?\/s?bin\/nologin$|^(\/usr)?\/bin\/(false|true)$/;

/** Where accounts are kept; image-based systems have those of the image below /usr/lib. */
const USER_FILES = ['/etc/passwd', '/usr/lib/passwd'];
const GROUP_FILES = ['/etc/group', '/usr/lib/group'];

/**
 * Looks up User= by name or number (systemd basic/user-util.c, get_user_creds); undefined when there is none. A
 * copy of a node without any list of users has the one that is asked for.
 */
export function findUser(host: Host, wanted: string, rules: SystemdRules): User | undefined {
  if (wanted === 'root' || wanted === '0') {
    return { name: 'root', home: '/root', shell: rootShell(host, rules), assumed: false };
  }
  if (wanted === 'nobody' || wanted === '65534') return { name: 'nobody', assumed: false };
  const accounts = accountsIn(host, USER_FILES);
  if (!accounts) return { name: wanted, assumed: true };
  const field = /^\d+$/.test(wanted) ? 2 : 0;
  const account = accounts.find((fields) => fields[field] === wanted);
  if (!account) return undefined;
  const [name = '', , , , , home = '', shell = ''] = account;
  const knownHome = home.startsWith('/') && isValidPath(home) && simplifyPath(home) !== '/';
  const knownShell = shell.startsWith('/') && isValidPath(home) && !NOLOGIN_SHELLS.test(shell);
  return {
    name,
    ...(knownHome && { home: simplifyPath(home) }),
    ...(knownShell && { shell: simplifyPath(shell) }),
    assumed: false,
  };
}

/** Whether a group is there: `true`, `false`, or `assumed` where a copy of a node has no list of groups. */
export function findGroup(host: Host, wanted: string): boolean | 'assumed' {
  if (/^(root|0|nobody|nogroup|65534)$/.test(wanted)) return true;
  const groups = accountsIn(host, GROUP_FILES);
  if (!groups) return 'assumed';
  const field = /^\d+$/.test(wanted) ? 2 : 0;
  return groups.some((fields) => fields[field] === wanted);
}

/** The shell that systemd gives root: bash, unless only sh is there (default_root_shell). */
function rootShell(host: Host, rules: SystemdRules): string {
  const missing = !host.stat(rules.rootShell).ok && host.stat('/bin/sh').ok;
  return missing ? '/bin/sh' : rules.rootShell;
}

/** The fields of the accounts in some files; undefined when a copy of a node has none of the files. */
function accountsIn(host: Host, paths: readonly string[]): readonly string[][] | undefined {
  const files = paths.map((path) => host.readFile(path));
  if (!host.live && !files.some(({ ok }) => ok)) return undefined;
  return files.flatMap((file) =>
    file.ok
      ? decode(file.value)
          .split('\n')
          .map((line) => line.split(':'))
      : [],
  );
}
