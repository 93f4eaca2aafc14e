/** What the caller knows about the node's systemd. */
export interface SystemdOptions {
  /** Its major version; default 252. */
  readonly systemdVersion?: number;
}

/** The places where systemd versions differ in what they make of a unit. */
export interface SystemdRules {
  readonly version: number;
  /** Before 254 a backslash in a comment of an environment file hides the character after it. */
  readonly commentBackslashEscapes: boolean;
  /** Specifier letters that a unit may use beside those every version has. */
  readonly newerSpecifiers: string;
  /** ExecSearchPath= came with 250. */
  readonly execSearchPath: boolean;
  /** Since 255 services of the system manager have USER=root. */
  readonly rootUser: boolean;
  /** Since 254 MEMORY_PRESSURE_WATCH and MEMORY_PRESSURE_WRITE are set. */
  readonly memoryPressure: boolean;
  /** SYSTEMD_EXEC_PID came with 248. */
  readonly execPid: boolean;
  /** Since 250 RUNTIME_DIRECTORY= and its like are sorted; before, they keep the order of the unit. */
  readonly sortedDirectories: boolean;
  /** Since 250 a directory of a unit's name is skipped; before, it is taken as the unit and can't be read. */
  readonly skipsUnitDirectories: boolean;
  /** Shell of root where nothing else is configured (default_root_shell). */
  readonly rootShell: string;
  /** Where executables without a slash are searched, and PATH of what is started. */
  readonly searchPath: string;
}

const DEFAULT_VERSION = 252;

/** The rules of a systemd version. */
export function rulesOf({ systemdVersion: version = DEFAULT_VERSION }: SystemdOptions): SystemdRules {
  return {
    version,
    commentBackslashEscapes: version < 254,
    newerSpecifiers:
      (version >= 248 ? 'ABMW' : '') + (version >= 250 ? 'dqyY' : '') + (version >= 257 ? 'D' : ''),
    execSearchPath: version >= 250,
    rootUser: version >= 255,
    memoryPressure: version >= 254,
    execPid: version >= 248,
    sortedDirectories: version >= 250,
    skipsUnitDirectories: version >= 250,
    rootShell: version >= 250 ? '/bin/bash' : '/bin/sh',
    searchPath:
      version >= 255
        ? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin'
        : '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  };
}
