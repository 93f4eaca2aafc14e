import type { FieldPath } from '../../../validation/field-path.ts';
import {
  each,
  fields,
  forbidden,
  ifSet,
  must,
  type Rule,
  required,
  since,
  supported,
} from '../../../validation/rules.ts';
import type { Container, ContainerResizePolicy, EphemeralContainer } from '../types.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { validateDNS1123Label } from './forms.ts';
import { validateImageSpace, validatePullPolicy } from './image.ts';
import { checkHostPortConflicts, validateContainerPorts } from './ports.ts';
import { validateLifecycle, validateLivenessProbe, validateReadinessProbe } from './probes.ts';
import { validateContainerResources } from './resources.ts';
import {
  validateContainerRestartPolicy,
  validateInitContainerRestartPolicy,
  validateResizePolicy,
} from './restart-policy.ts';
import type { PodRule, PodScope } from './scope.ts';
import { validateSecurityContext } from './security-context.ts';
import { validateVolumeDevices, validateVolumeMounts } from './volume-mounts.ts';

const validateBeforeMounts: PodRule<Container> = fields<Container, PodScope>({
  name: required(validateDNS1123Label),
  image: required(),
  terminationMessagePolicy: required(supported('File', 'FallbackToLogsOnError')),
  ports: validateContainerPorts,
  env: validateEnv,
  envFrom: validateEnvFrom,
});

const validateAfterMounts: PodRule<Container> = fields<Container, PodScope>({
  imagePullPolicy: validatePullPolicy,
  resources: validateContainerResources,
  resizePolicy: validateResizePolicy,
  securityContext: validateSecurityContext,
});

/** validateContainerCommon. */
const validateContainerCommon: PodRule<Container> = (container, path, scope) => {
  validateBeforeMounts(container, path, scope);
  validateVolumeMounts(container, path, scope);
  validateVolumeDevices(container, path, scope);
  validateAfterMounts(container, path, scope);
};

/** A name that no container before had. */
function validateUniqueName(
  container: Container,
  names: Set<string>,
  path: FieldPath,
  scope: PodScope,
): void {
  const name = container.name ?? '';
  if (names.has(name)) scope.errors.duplicate(path.child('name'), name);
  else names.add(name);
}

const validateLifecycleAndProbes: PodRule<Container> = fields<Container, PodScope>({
  lifecycle: ifSet(validateLifecycle),
  livenessProbe: validateLivenessProbe,
  readinessProbe: validateReadinessProbe,
  startupProbe: validateLivenessProbe,
});

/** validateContainers. */
export const validateContainers: PodRule<readonly Container[]> = (containers = [], path, scope) => {
  if (containers.length === 0) {
    scope.errors.required(path);
    return;
  }
  const names = new Set<string>();
  for (const [i, container] of containers.entries()) {
    const at = path.index(i);
    validateContainerCommon(container, at, scope);
    validateUniqueName(container, names, at, scope);
    validateLifecycleAndProbes(container, at, scope);
    if (scope.options.containerRestartPolicyRules) validateContainerRestartPolicy(container, at, scope);
    else if (container.restartPolicy !== undefined) {
      scope.errors.forbidden(at.child('restartPolicy'), 'may not be set for non-init containers');
    }
  }
  checkHostPortConflicts(containers, (i) => path.index(i), scope);
};

const notForInit = forbidden('may not be set for init containers without restartPolicy=Always');

const forbidLifecycleAndProbes = fields<Container>({
  lifecycle: notForInit,
  livenessProbe: notForInit,
  readinessProbe: notForInit,
  startupProbe: notForInit,
});

const validateInitResizePolicy: PodRule<readonly ContainerResizePolicy[]> = (policies = [], path, scope) => {
  if (policies.length > 0 && !scope.options.sidecarResizePolicy) {
    scope.errors.invalid(path, undefined, 'must not be set for init containers');
  }
};

/** Since 1.36. */
const validateNonSidecarResizePolicy: Rule<readonly ContainerResizePolicy[]> = since(
  36,
  each(
    fields<ContainerResizePolicy>({
      restartPolicy: must(
        (policy) => policy !== 'RestartContainer',
        "must not be set to 'RestartContainer' for non-sidecar initContainers",
      ),
    }),
  ),
);

/** validateInitContainers. */
export const validateInitContainers: PodRule<readonly Container[]> = (containers = [], path, scope) => {
  const names = new Set((scope.spec.containers ?? []).map((container) => container.name ?? ''));
  for (const [i, container] of containers.entries()) {
    const at = path.index(i);
    const { name = '', restartPolicy, resizePolicy } = container;
    const sidecar = restartPolicy === 'Always';
    validateContainerCommon(container, at, scope);
    validateInitContainerRestartPolicy(container, at, scope);
    if (names.has(name)) scope.errors.duplicate(at.child('name'), name);
    else if (name !== '') names.add(name);
    // Each is looked at alone, so upstream calls each the first.
    checkHostPortConflicts([container], () => at.shownAs(path.index(0)), scope);
    if (sidecar) validateLifecycleAndProbes(container, at, scope);
    else forbidLifecycleAndProbes(container, at, scope);
    validateInitResizePolicy(resizePolicy, at.child('resizePolicy'), scope);
    if (!sidecar) validateNonSidecarResizePolicy(resizePolicy, at.child('resizePolicy'), scope);
  }
};

const notForEphemeral = 'cannot be set for an Ephemeral Container';

/**
 * What an ephemeral container can't have: lists and pointers, in the order of the struct
 * (validateFieldAllowList).
 */
const NOT_FOR_EPHEMERAL = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;

function validateEphemeralFields(container: EphemeralContainer, path: FieldPath, scope: PodScope): void {
  for (const field of NOT_FOR_EPHEMERAL) {
    const value = container[field];
    // resources is a struct: there where one of its fields is.
    if (value === undefined || (field === 'resources' && Object.keys(value).length === 0)) continue;
    scope.errors.forbidden(path.child(field), notForEphemeral);
  }
  for (const [i, mount] of (container.volumeMounts ?? []).entries()) {
    const at = path.child('volumeMounts').index(i);
    if (mount.subPath) scope.errors.forbidden(at.child('subPath'), notForEphemeral);
    if (mount.subPathExpr) scope.errors.forbidden(at.child('subPathExpr'), notForEphemeral);
  }
}

/** validateEphemeralContainers. */
export const validateEphemeralContainers: PodRule<readonly EphemeralContainer[]> = (
  containers = [],
  path,
  scope,
) => {
  const others = [...(scope.spec.containers ?? []), ...(scope.spec.initContainers ?? [])];
  const otherNames = new Set(others.map((container) => container.name ?? ''));
  const names = new Set(otherNames);
  for (const [i, container] of containers.entries()) {
    const at = path.index(i);
    const target = container.targetContainerName ?? '';
    validateContainerCommon(container, at, scope);
    validateContainerOnlyForPod(container, at, scope);
    validateUniqueName(container, names, at, scope);
    if (target !== '' && !otherNames.has(target)) {
      scope.errors.notFound(at.child('targetContainerName'), target);
    }
    validateEphemeralFields(container, at, scope);
  }
};

/** validateContainerOnlyForPod. */
export const validateContainerOnlyForPod: PodRule<Container> = fields<Container, PodScope>({
  image: validateImageSpace,
});
