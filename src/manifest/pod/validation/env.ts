import { isConfigMapKey, isEnvVarName, isRelaxedEnvVarName } from '../../../validation/names.ts';
import { each, fields, form, ifSet, optional, type Rule, required } from '../../../validation/rules.ts';
import type {
  ConfigMapEnvSource,
  ConfigMapKeySelector,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  FileKeySelector,
  SecretEnvSource,
  SecretKeySelector,
} from '../types.ts';
import { validateEnvFieldRef, validateEnvResourceFieldRef } from './downward-api.ts';
import { nameIsDNSSubdomainPrefix, validateDNS1123Label, validateDNS1123Subdomain } from './forms.ts';
import { validatePathNoBacksteps } from './paths.ts';
import type { PodRule, PodScope } from './scope.ts';

const validateStrictName = form(isEnvVarName);
const validateRelaxedName = form(isRelaxedEnvVarName);

/** A variable's name, or the prefix of one. */
const validateEnvName: PodRule<string> = (name, path, scope) => {
  const rule = scope.options.relaxedEnvironmentVariables ? validateRelaxedName : validateStrictName;
  rule(name, path, scope);
};

/** validateConfigMapKeySelector and validateSecretKeySelector. */
const validateKeySelector: Rule<ConfigMapKeySelector & SecretKeySelector> = fields<ConfigMapKeySelector>({
  name: validateDNS1123Subdomain,
  key: required(form(isConfigMapKey)),
});

/** validateFileKeySelector. */
const validateFileKeySelector: Rule<FileKeySelector> = fields<FileKeySelector>({
  key: required(validateRelaxedName),
  volumeName: required(validateDNS1123Label),
  path: required(validatePathNoBacksteps),
});

const validateSources: PodRule<EnvVarSource> = fields<EnvVarSource, PodScope>({
  fieldRef: ifSet(validateEnvFieldRef),
  resourceFieldRef: ifSet(validateEnvResourceFieldRef),
  configMapKeyRef: ifSet(validateKeySelector),
  secretKeyRef: ifSet(validateKeySelector),
  fileKeyRef: ifSet(validateFileKeySelector),
});

/** validateEnvVarValueFrom. */
const validateEnvVarValueFrom: PodRule<EnvVar> = (variable, path, scope) => {
  const source = variable?.valueFrom;
  if (!source) return;
  const at = path.child('valueFrom');
  validateSources(source, at, scope);
  const count = Object.keys(source).length;
  if (count === 0) {
    const last = scope.options.envFiles ? ', `secretKeyRef` or `fileKeyRef`' : ' or `secretKeyRef`';
    const detail = `must specify one of: \`fieldRef\`, \`resourceFieldRef\`, \`configMapKeyRef\`${last}`;
    scope.errors.invalid(at, undefined, detail);
  } else if (variable.value) {
    scope.errors.invalid(at, undefined, 'may not be specified when `value` is not empty');
  } else if (count > 1) {
    scope.errors.invalid(at, undefined, 'may not have more than one field specified at a time');
  }
};

const validateEnvVarName: PodRule<EnvVar> = fields<EnvVar, PodScope>({ name: required(validateEnvName) });

/** ValidateEnv. */
export const validateEnv: PodRule<readonly EnvVar[]> = each((variable, path, scope) => {
  validateEnvVarName(variable, path, scope);
  validateEnvVarValueFrom(variable, path, scope);
});

const validateEnvSource = fields<ConfigMapEnvSource & SecretEnvSource>({
  name: required(nameIsDNSSubdomainPrefix),
});

const validateEnvFromFields: PodRule<EnvFromSource> = fields<EnvFromSource, PodScope>({
  prefix: optional(validateEnvName),
  configMapRef: ifSet(validateEnvSource),
  secretRef: ifSet(validateEnvSource),
});

/** ValidateEnvFrom. How many sources there are is told at the list. */
export const validateEnvFrom: PodRule<readonly EnvFromSource[]> = each((source, path, scope) => {
  validateEnvFromFields(source, path, scope);
  const at = path.shownAs(path.parent ?? path);
  if (!source?.configMapRef && !source?.secretRef) {
    scope.errors.invalid(at, undefined, 'must specify one of: `configMapRef` or `secretRef`');
  } else if (source.configMapRef && source.secretRef) {
    scope.errors.invalid(at, undefined, 'may not have more than one field specified at a time');
  }
});
