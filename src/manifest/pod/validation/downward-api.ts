import { formatQuantity, quantitySign } from '../../../validation/quantity.ts';
import { fields, type Rule, required } from '../../../validation/rules.ts';
import type { DownwardAPIVolumeFile, ObjectFieldSelector, ResourceFieldSelector } from '../types.ts';
import { validateFileMode, validateID, validateQualifiedName } from './forms.ts';
import { validateLocalNonReservedPath } from './paths.ts';
import type { PodRule } from './scope.ts';

const ENV_FIELDS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

const VOLUME_FIELDS: readonly string[] = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** The labels that ConvertDownwardAPIFieldLabel knows (pkg/apis/core/pods/helpers.go). */
const FIELD_LABELS: ReadonlySet<string> = new Set([
  ...ENV_FIELDS,
  ...VOLUME_FIELDS,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]);

const RESOURCES: readonly string[] = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const HUGEPAGES = /^(requests|limits)\.hugepages-/;
const POWERS = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

/** What a resource may be divided by, and how its error calls it. */
function divisorsOf(
  resource: string,
): { readonly values: readonly string[]; readonly word: string } | undefined {
  switch (resource.replace(/^(limits|requests)\./, '')) {
    case 'cpu':
      return { values: ['1m', '1'], word: 'cpu' };
    case 'memory':
      return { values: POWERS, word: 'memory' };
    case 'ephemeral-storage':
      return { values: POWERS, word: 'local ephemeral storage' };
  }
  return HUGEPAGES.test(resource) ? { values: POWERS, word: 'hugepages' } : undefined;
}

/** validateContainerResourceDivisor. */
const validateDivisor: Rule<ResourceFieldSelector> = (selector, path, scope) => {
  const { resource = '', divisor } = selector ?? {};
  if (!divisor || quantitySign(divisor) === 0 || !/^(limits|requests)\./.test(resource)) return;
  const allowed = divisorsOf(resource);
  if (!allowed || allowed.values.includes(formatQuantity(divisor))) return;
  const values = allowed.values.length === 2 ? '1m and 1' : allowed.values.join(', ');
  scope.errors.invalid(
    path.child('divisor'),
    resource,
    `only divisor's values ${values} are supported with the ${allowed.word} resource`,
  );
};

const validateResource: Rule<string> = (resource = '', path, scope) => {
  if (RESOURCES.includes(resource) || HUGEPAGES.test(resource)) return;
  scope.errors.notSupported(path, resource, RESOURCES);
};

/**
 * validateContainerResourceFieldSelector: in an environment variable, or in a file, which names its
 * container.
 */
function validateContainerResourceFieldSelector(inFile: boolean): Rule<ResourceFieldSelector> {
  return (selector, path, scope) => {
    if (inFile && !selector?.containerName) scope.errors.required(path.child('containerName'));
    else required(validateResource)(selector?.resource, path.child('resource'), scope);
    validateDivisor(selector, path, scope);
  };
}

/** validateObjectFieldSelector, with ConvertDownwardAPIFieldLabel. */
function validateObjectFieldSelector(expressions: readonly string[]): Rule<ObjectFieldSelector> {
  return (selector, path, scope) => {
    const { apiVersion = '', fieldPath = '' } = selector ?? {};
    const at = path.child('fieldPath');
    if (apiVersion === '') scope.errors.required(path.child('apiVersion'));
    else if (fieldPath === '') scope.errors.required(at);
    else {
      const problem = conversionProblem(apiVersion, fieldPath);
      const subscript = splitMaybeSubscriptedPath(fieldPath);
      const label = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
      if (problem) scope.errors.invalid(at, fieldPath, `error converting fieldPath: ${problem}`);
      else if (subscript) {
        const annotation = subscript.path === 'metadata.annotations';
        const key = annotation ? subscript.subscript.toLowerCase() : subscript.subscript;
        validateQualifiedName(key, at.shownAs(path), scope);
      } else if (!expressions.includes(label)) scope.errors.notSupported(at, label, expressions);
    }
    // validateDownwardAPIHostIPs: without the option AllowHostIPsField, which the kubelet never set.
    if (scope.minor < 32 && fieldPath === 'status.hostIPs') {
      const detail = "may not be set when feature gate 'PodHostIPs' is not enabled";
      scope.errors.forbidden(at.shownAs(path), detail);
    }
  };
}

/** The error of ConvertDownwardAPIFieldLabel. */
function conversionProblem(version: string, label: string): string | undefined {
  if (version !== 'v1') return `unsupported pod version: ${version}`;
  const subscripted = splitMaybeSubscriptedPath(label);
  if (subscripted) {
    return ['metadata.annotations', 'metadata.labels'].includes(subscripted.path)
      ? undefined
      : `field label does not support subscript: ${label}`;
  }
  const known = FIELD_LABELS.has(label) || label === 'spec.host';
  return known ? undefined : `field label not supported: ${label}`;
}

/** SplitMaybeSubscriptedPath (pkg/fieldpath): `metadata.labels['key']`. */
function splitMaybeSubscriptedPath(text: string): { path: string; subscript: string } | undefined {
  const start = text.indexOf("['");
  if (start <= 0 || !text.endsWith("']") || start + 2 > text.length - 2) return undefined;
  return { path: text.slice(0, start), subscript: text.slice(start + 2, -2) };
}

/** The selectors of an environment variable. */
export const validateEnvFieldRef = validateObjectFieldSelector(ENV_FIELDS);
export const validateEnvResourceFieldRef = validateContainerResourceFieldSelector(false);

const validateFileFieldRef = validateObjectFieldSelector(VOLUME_FIELDS);
const validateFileResourceFieldRef = validateContainerResourceFieldSelector(true);

const validateFilePath: Rule<DownwardAPIVolumeFile> = fields<DownwardAPIVolumeFile>({
  path: required(validateLocalNonReservedPath),
});

const validateFileRest: Rule<DownwardAPIVolumeFile> = fields<DownwardAPIVolumeFile>({
  mode: validateFileMode,
  user: validateID,
});

/** validateDownwardAPIVolumeFile. */
export const validateDownwardAPIVolumeFile: PodRule<DownwardAPIVolumeFile> = (file, path, scope) => {
  validateFilePath(file, path, scope);
  if (file?.fieldRef) {
    validateFileFieldRef(file.fieldRef, path.child('fieldRef'), scope);
    if (file.resourceFieldRef) {
      const detail = 'fieldRef and resourceFieldRef can not be specified simultaneously';
      scope.errors.invalid(path, undefined, detail);
    }
  } else if (file?.resourceFieldRef) {
    validateFileResourceFieldRef(file.resourceFieldRef, path.child('resourceFieldRef'), scope);
  } else scope.errors.required(path, 'one of fieldRef and resourceFieldRef is required');
  validateFileRest(file, path, scope);
};
