import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { locate } from '../locate.ts';
import { apparmor } from './apparmor.ts';
import { deletion } from './deletion.ts';
import { dnsPolicy } from './dns-policy.ts';
import { hostNames } from './host-names.ts';
import { ignoredAnnotations } from './ignored-annotations.ts';
import { mirrorAnnotation } from './mirror-annotation.ts';
import { nodeAffinity } from './node-affinity.ts';
import { operatingSystem } from './operating-system.ts';
import { overwritten } from './overwritten.ts';
import { priority } from './priority.ts';
import type { LoggedRule, TakenPod } from './rule.ts';
import { runtimeClass } from './runtime-class.ts';
import { scheduling } from './scheduling.ts';
import { serviceAccountToken } from './service-account-token.ts';
import { sysctls } from './sysctls.ts';
import { volumes } from './volumes.ts';

/** What is said of a pod that its kubelet takes. */
export const LOGGED_RULES: readonly LoggedRule[] = [
  mirrorAnnotation,
  deletion,
  overwritten,
  priority,
  runtimeClass,
  operatingSystem,
  nodeAffinity,
  scheduling,
  sysctls,
  apparmor,
  volumes,
  dnsPolicy,
  hostNames,
  serviceAccountToken,
  ignoredAnnotations,
];

/** What happens to a pod after the kubelet has taken it: the verdict stays `runs`. */
export function remarksOn(taken: TakenPod): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { id, look } of LOGGED_RULES) {
    for (const { path, ...remark } of look(taken)) {
      found.push({ ruleId: id, ...remark, location: locate(taken.document, path) });
    }
  }
  return found;
}
