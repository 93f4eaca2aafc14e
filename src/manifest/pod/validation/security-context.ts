import { trimSpace } from '../../../bytes/go-strings.ts';
import { byteLength } from '../../../validation/names.ts';
import { each, fields, ifSet, type Rule, required, supported } from '../../../validation/rules.ts';
import type { AppArmorProfile, PodSecurityContext, SeccompProfile, SecurityContext } from '../types.ts';
import { validateID } from './forms.ts';
import { validateLocalDescendingPath } from './paths.ts';
import type { PodRule, PodScope } from './scope.ts';
import { validateSysctls } from './sysctls.ts';
import { validateWindowsSecurityContextOptions } from './windows-options.ts';

const MAX_LOCALHOST_PROFILE_LENGTH = 4095;

const validateProfileType = supported('Localhost', 'RuntimeDefault', 'Unconfined');

/** validateSeccompProfileField. */
const validateSeccompProfileField: Rule<SeccompProfile> = ifSet((profile, path, scope) => {
  const { type = '', localhostProfile: file } = profile ?? {};
  const at = path.child('localhostProfile');
  required(validateProfileType, 'type is required when seccompProfile is set')(
    type,
    path.child('type'),
    scope,
  );
  if (type !== 'Localhost') {
    if (file !== undefined) {
      scope.errors.invalid(at, undefined, 'can only be set when seccomp type is Localhost');
    }
  } else if (file === undefined) {
    scope.errors.required(at, 'must be set when seccomp type is Localhost');
  } else validateLocalDescendingPath(file, at, scope);
});

/** What an AppArmor profile of this machine is called. */
const validateLocalhostProfile: Rule<string> = (profile, path, scope) => {
  const missing = 'must be set when AppArmor type is Localhost';
  if (profile === undefined) {
    scope.errors.required(path, missing);
    return;
  }
  if (trimSpace(profile) !== profile) {
    scope.errors.invalid(path, profile, 'must not be padded with whitespace');
  } else if (profile === '') scope.errors.required(path, missing);
  if (byteLength(profile) > MAX_LOCALHOST_PROFILE_LENGTH) {
    scope.errors.tooLongMaxLength(path, MAX_LOCALHOST_PROFILE_LENGTH);
  }
};

/** ValidateAppArmorProfileField, since 1.30. */
const validateAppArmorProfileField: Rule<AppArmorProfile> = ifSet((profile, path, scope) => {
  const { type = '', localhostProfile: file } = profile ?? {};
  const at = path.child('localhostProfile');
  switch (type) {
    case 'Localhost':
      validateLocalhostProfile(file, at, scope);
      break;
    case 'RuntimeDefault':
    case 'Unconfined':
      if (file !== undefined) {
        scope.errors.invalid(at, file, 'can only be set when AppArmor type is Localhost');
      }
      break;
    case '':
      scope.errors.required(path.child('type'), 'type is required when appArmorProfile is set');
      break;
    default:
      validateProfileType(type, path.child('type'), scope);
  }
});

const validateProcMount: PodRule<string> = (procMount, path, scope) => {
  supported('Default', 'Unmasked')(procMount, path, scope);
  const hostUsers = scope.spec.hostUsers ?? true;
  if (hostUsers && procMount === 'Unmasked' && scope.minor >= 30) {
    scope.errors.invalid(path, procMount, '`hostUsers` must be false to use `Unmasked`');
  }
};

/** allowPrivilegeEscalation false goes with neither of these; the context as a whole is blamed. */
const validatePrivilegeEscalation: Rule<SecurityContext> = (context, path, scope) => {
  if (context?.allowPrivilegeEscalation !== false) return;
  const at = path.child('allowPrivilegeEscalation').shownAs(path);
  if (context.privileged) {
    const detail = 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true';
    scope.errors.invalid(at, undefined, detail);
  }
  for (const capability of context.capabilities?.add ?? []) {
    if (capability !== 'CAP_SYS_ADMIN') continue;
    const detail = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
    scope.errors.invalid(at, undefined, detail);
  }
};

const validateFirst: PodRule<SecurityContext> = fields<SecurityContext, PodScope>({
  runAsUser: ifSet(validateID),
  runAsGroup: ifSet(validateID),
  procMount: ifSet(validateProcMount),
  seccompProfile: validateSeccompProfileField,
});

const validateLast: PodRule<SecurityContext> = fields<SecurityContext, PodScope>({
  windowsOptions: ifSet(validateWindowsSecurityContextOptions),
  appArmorProfile: validateAppArmorProfileField,
});

/** ValidateSecurityContext. The kubelet allows privileged containers. */
export const validateSecurityContext: PodRule<SecurityContext> = ifSet((context, path, scope) => {
  validateFirst(context, path, scope);
  validatePrivilegeEscalation(context, path, scope);
  validateLast(context, path, scope);
});

const validateIDs: PodRule<PodSecurityContext> = fields<PodSecurityContext, PodScope>({
  fsGroup: ifSet(validateID),
  runAsUser: ifSet(validateID),
  runAsGroup: ifSet(validateID),
  supplementalGroups: each(validateID),
});

const validateShared: PodRule<PodSecurityContext> = fields<PodSecurityContext, PodScope>({
  sysctls: validateSysctls,
  fsGroupChangePolicy: ifSet(supported('Always', 'OnRootMismatch')),
  seccompProfile: validateSeccompProfileField,
  windowsOptions: ifSet(validateWindowsSecurityContextOptions),
  appArmorProfile: validateAppArmorProfileField,
  supplementalGroupsPolicy: ifSet(supported('Merge', 'Strict')),
  seLinuxChangePolicy: ifSet((policy, path, scope) => {
    const any = !scope.options.onlyRecursiveSELinuxChangePolicy;
    supported(...(any ? ['MountOption', 'Recursive'] : ['Recursive']))(policy, path, scope);
  }),
});

/** validateShareProcessNamespace. */
export const validateShareProcessNamespace: PodRule<boolean> = (share, path, scope) => {
  if (share && scope.spec.hostPID) {
    scope.errors.invalid(path, share, 'ShareProcessNamespace and HostPID cannot both be enabled');
  }
};

/**
 * validatePodSpecSecurityContext. shareProcessNamespace is looked at here until 1.36, when it lay in the
 * internal security context.
 */
export const validatePodSpecSecurityContext: PodRule<PodSecurityContext> = (context = {}, path, scope) => {
  validateIDs(context, path, scope);
  if (scope.minor <= 36) {
    const at = (path.parent ?? path).child('shareProcessNamespace');
    const shown = path.child('shareProcessNamespace');
    validateShareProcessNamespace(scope.spec.shareProcessNamespace, at.shownAs(shown), scope);
  }
  validateShared(context, path, scope);
};
