import {
  BOOL,
  DURATION,
  type Field,
  type GoType,
  listOf,
  named,
  type ScalarType,
  STRING,
  type StructType,
} from './go-types.ts';
import type { TypeMeta } from './type-meta.ts';

/*
 * What else the kubelet's scheme has in its group (k8s.io/kubelet/config): a file of these kinds is decoded
 * before the kubelet sees that it is no KubeletConfiguration. None of them has defaults.
 */

/** The type of such an object, by its `kind` and the version in its `apiVersion`. */
export function otherKind({ kind, version }: TypeMeta): StructType | undefined {
  return OTHER_KINDS.get(`${version} ${kind}`);
}

const STRINGS = listOf(STRING);
const UID: ScalarType = named('types.UID');

function field(json: string, go: string, type: GoType, more: Partial<Field> = {}): Field {
  return { json, go, type, ...more };
}

/** A type with the members that every object has. */
function objectType(name: string, fields: readonly Field[]): StructType {
  const typeMeta = [field('kind', 'kind', STRING), field('apiVersion', 'apiVersion', STRING)];
  return { kind: 'struct', name, fields: [...typeMeta, ...fields] };
}

function credentialProviderConfig(version: string, tokens: readonly Field[]): StructType {
  const variable: StructType = {
    kind: 'struct',
    name: `${version}.ExecEnvVar`,
    fields: [field('name', 'Name', STRING), field('value', 'Value', STRING)],
  };
  const provider: StructType = {
    kind: 'struct',
    name: `${version}.CredentialProvider`,
    fields: [
      field('name', 'Name', STRING),
      field('matchImages', 'MatchImages', STRINGS),
      field('defaultCacheDuration', 'DefaultCacheDuration', DURATION, { pointer: 'both' }),
      field('apiVersion', 'APIVersion', STRING),
      field('args', 'Args', STRINGS),
      field('env', 'Env', listOf(variable)),
      ...tokens,
    ],
  };
  return objectType(`${version}.CredentialProviderConfig`, [
    field('providers', 'Providers', listOf(provider)),
  ]);
}

function tokenAttributes(version: string): Field {
  const type: StructType = {
    kind: 'struct',
    name: `${version}.ServiceAccountTokenAttributes`,
    fields: [
      field('serviceAccountTokenAudience', 'ServiceAccountTokenAudience', STRING),
      field('cacheType', 'CacheType', named(`${version}.ServiceAccountTokenCacheType`), { since: 34 }),
      field('requireServiceAccount', 'RequireServiceAccount', BOOL, { pointer: 'both' }),
      field('requiredServiceAccountAnnotationKeys', 'RequiredServiceAccountAnnotationKeys', STRINGS),
      field('optionalServiceAccountAnnotationKeys', 'OptionalServiceAccountAnnotationKeys', STRINGS),
    ],
  };
  return field('tokenAttributes', 'TokenAttributes', type, { pointer: 'both', since: 33 });
}

/** core/v1 NodeConfigSource, which has its JSON tags in the internal object too. */
const NODE_CONFIG_SOURCE: StructType = {
  kind: 'struct',
  name: 'v1.NodeConfigSource',
  fields: [
    field(
      'configMap',
      'configMap',
      {
        kind: 'struct',
        name: 'v1.ConfigMapNodeConfigSource',
        fields: [
          field('namespace', 'namespace', STRING),
          field('name', 'name', STRING),
          field('uid', 'uid', UID),
          field('resourceVersion', 'resourceVersion', STRING),
          field('kubeletConfigKey', 'kubeletConfigKey', STRING),
        ],
      },
      { pointer: 'both' },
    ),
  ],
};

const NODE_CONFIG = objectType('v1beta1.SerializedNodeConfigSource', [
  field('source', 'Source', NODE_CONFIG_SOURCE),
]);

const OTHER_KINDS: ReadonlyMap<string, StructType> = new Map([
  ['v1beta1 CredentialProviderConfig', credentialProviderConfig('v1beta1', [])],
  ['v1 CredentialProviderConfig', credentialProviderConfig('v1', [tokenAttributes('v1')])],
  ['__internal CredentialProviderConfig', credentialProviderConfig('config', [tokenAttributes('config')])],
  ['v1beta1 SerializedNodeConfigSource', NODE_CONFIG],
  ['__internal SerializedNodeConfigSource', NODE_CONFIG],
]);
