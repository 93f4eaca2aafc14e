import { quote } from '../../../bytes/go-strings.ts';
import { compareBytes } from '../../../bytes/text.ts';
import { IPC_SYSCTLS, isSysctlName } from '../../../validation/sysctl-name.ts';
import type { ConfigurationView } from './configuration-view.ts';
import { type Fault, invalid } from './rule.ts';

/** Sysctls and prefixes that belong to a kernel namespace (component-helpers node/util/sysctl/namespace.go). */
const NAMESPACED: ReadonlySet<string> = new Set([...IPC_SYSCTLS, 'kernel.domainname']);
const NAMESPACED_PREFIXES = ['net.', 'fs.mqueue.', 'user.'];

/** `defaultPodSysctls`, key by key in order of names. */
export function checkSysctls(config: ConfigurationView): readonly (string | Fault)[] {
  const names = Object.keys(config.map('defaultPodSysctls')).sort(compareBytes);
  if (names.length === 0) return [];
  if (!config.isEnabled('DefaultPodSysctls')) {
    const message = invalid(
      'DefaultPodSysctls feature gate is required for Kubelet configuration option defaultPodSysctls',
    );
    return [{ message, paths: ['defaultPodSysctls', 'featureGates.DefaultPodSysctls'] }];
  }
  const seen = new Set<string>();
  return names.flatMap((name) => {
    if (!isSysctlName(name)) {
      return invalid(`${quote(name)} is not a valid sysctl name for defaultPodSysctls`);
    }
    const normalized = normalize(name);
    const faults: string[] = [];
    if (!NAMESPACED.has(normalized) && !NAMESPACED_PREFIXES.some((prefix) => normalized.startsWith(prefix))) {
      faults.push(invalid(`${quote(name)} is not known to be namespaced for defaultPodSysctls`));
    }
    if (seen.has(normalized)) {
      faults.push(invalid(`duplicate sysctl ${quote(normalized)} found in defaultPodSysctls`));
    }
    seen.add(normalized);
    return faults;
  });
}

/** NormalizeName: where a slash comes first, slashes and dots change places. */
function normalize(name: string): string {
  if (/[./]/.exec(name)?.[0] !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));
}
