import { byteLength } from './names.ts';

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';

/** sysctlContainSlashRegexp (pkg/apis/core/validation/validation.go), as upstream prints it. */
export const SYSCTL_PATTERN = `^(${SEGMENT}[\\./])*${SEGMENT}$`;
export const SYSCTL_MAX_LENGTH = 253;
const SYSCTL = new RegExp(SYSCTL_PATTERN);

/** IsValidSysctlName. */
export function isSysctlName(name: string): boolean {
  return byteLength(name) <= SYSCTL_MAX_LENGTH && SYSCTL.test(name);
}

/** The sysctls of the IPC namespace (component-helpers node/util/sysctl/namespace.go; util/sysctl in older ones). */
export const IPC_SYSCTLS: ReadonlySet<string> = new Set([
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
  'kernel.shm',
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.msg',
]);
