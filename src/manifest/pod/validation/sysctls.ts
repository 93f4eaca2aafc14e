import {
  IPC_SYSCTLS,
  isSysctlName,
  SYSCTL_MAX_LENGTH,
  SYSCTL_PATTERN,
} from '../../../validation/sysctl-name.ts';
import type { Sysctl } from '../types.ts';
import type { PodRule } from './scope.ts';

/** validateSysctls. */
export const validateSysctls: PodRule<readonly Sysctl[]> = (sysctls, path, scope) => {
  const { errors } = scope;
  const names = new Set<string>();
  for (const [i, { name = '' }] of (sysctls ?? []).entries()) {
    const at = path.index(i).child('name');
    if (name === '') errors.required(at);
    else if (!isSysctlName(name)) {
      errors.invalid(
        at,
        name,
        `must have at most ${SYSCTL_MAX_LENGTH} characters and match regex ${SYSCTL_PATTERN}`,
      );
    } else if (names.has(name)) errors.duplicate(at, name);
    if (scope.minor >= 29) validateHostSysctl(name, at, scope);
    names.add(name);
  }
};

/** ValidateHostSysctl, since 1.29: a sysctl of a namespace that the pod shares with the host. */
const validateHostSysctl: PodRule<string> = (name = '', path, scope) => {
  const namespace = namespaceOf(normalizeName(name).split('*')[0]!);
  if (namespace === 'net' && scope.spec.hostNetwork) {
    scope.errors.invalid(path, name, "may not be specified when 'hostNetwork' is true");
  } else if (namespace === 'ipc' && scope.spec.hostIPC) {
    scope.errors.invalid(path, name, "may not be specified when 'hostIPC' is true");
  }
};

/** namespaceOf (component-helpers node/util/sysctl/namespace.go), for the two that matter here. */
function namespaceOf(name: string): 'net' | 'ipc' | undefined {
  if (IPC_SYSCTLS.has(name) || name.startsWith('fs.mqueue.')) return 'ipc';
  return name.startsWith('net.') ? 'net' : undefined;
}

/** NormalizeName: where the first separator is a slash, dots and slashes change places. */
function normalizeName(name: string): string {
  if (/[./]/.exec(name)?.[0] !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
}
