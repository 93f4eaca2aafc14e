import { MASK } from '../collect/rules.ts';
import { base64Error } from '../schema/go-base64.ts';
import { nearestName } from '../schema/suggest.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Member, Node } from '../yaml/tree.ts';
import { defineCheck } from './define-check.ts';
import { type ApiServerFile, type FileProblem, memberText, refusedFiles } from './reading/api-server-file.ts';

const PROVIDERS = ['aescbc', 'aesgcm', 'identity', 'kms', 'secretbox'];

const FILE: ApiServerFile = {
  flag: 'encryption-provider-config',
  name: 'encryption configuration',
  kind: 'EncryptionConfiguration',
  group: 'apiserver.config.k8s.io',
  version: 'v1',
};

/** In bytes, by provider. */
const KEY_SIZES: Readonly<Record<string, readonly number[]>> = {
  aescbc: [16, 24, 32],
  aesgcm: [16, 24, 32],
  secretbox: [32],
};

export default defineCheck({
  id: 'encryption-config-refused',
  scope: 'node',
  area: 'control-plane',
  summary: 'kube-apiserver refuses the file that its --encryption-provider-config names',
  severity: 'warning',
  why: 'The API server reads the file strictly when it starts, and ends over an unknown provider, a key that is not base64 or of the wrong length, and an entry without resources, providers or keys. The kubelet restarts it for ever.',
  bad: 'aescbc: { keys: [{ name: key1, secret: (base64 of 20 bytes) }] }',
  good: 'aescbc: { keys: [{ name: key1, secret: (base64 of 32 bytes) }] }',
  fix: 'Correct the file: the kubelet starts the API server again by itself. Never remove a key with which something is still encrypted.',
  links: [
    'staging/src/k8s.io/apiserver/pkg/server/options/encryptionconfig/config.go loadConfig',
    'staging/src/k8s.io/apiserver/pkg/apis/apiserver/validation/validation_encryption.go ValidateEncryptionConfiguration',
  ],
  check: (subject) => refusedFiles(subject, FILE, problemIn),
});

function problemIn(root: Node): FileProblem | undefined {
  const entries = itemsOf(root, 'resources');
  if (!entries) return none(root, '"resources"');
  for (const [index, entry] of entries.entries()) {
    const at = `resources[${index}]`;
    if (!itemsOf(entry, 'resources')) return none(entry, `"${at}.resources"`);
    const providers = itemsOf(entry, 'providers');
    if (!providers) return none(entry, `"${at}.providers"`);
    for (const [place, provider] of providers.entries()) {
      const problem = providerProblem(provider, `${at}.providers[${place}]`);
      if (problem) return problem;
    }
  }
  return undefined;
}

function none(owner: Node, name: string): FileProblem {
  return {
    reason: `${name} is empty`,
    node: owner,
    help: 'write at least one',
  };
}

function providerProblem(provider: Node, at: string): FileProblem | undefined {
  const members: readonly Member[] = provider.kind === 'object' ? provider.members : [];
  const unknown = members.find(({ key }) => !PROVIDERS.includes(key));
  if (unknown) {
    const meant = nearestName(unknown.key, PROVIDERS);
    return {
      reason: `"${unknown.key}" in "${at}" is no provider`,
      node: { ...unknown.value, range: unknown.keyRange },
      help: meant === undefined ? `write one of ${PROVIDERS.join(', ')}` : `did you mean "${meant}"?`,
    };
  }
  // "identity:" alone is null, and then it is not there.
  const set = members.filter(({ value }) => value.kind !== 'null');
  if (set.length === 0)
    return {
      reason: `"${at}" holds no provider`,
      node: provider,
      help: 'write the provider with its braces: "identity: {}"',
    };
  if (set.length > 1)
    return { reason: `"${at}" holds two providers`, node: provider, help: 'put a "-" before each of them' };
  const [{ key, value }] = set as [Member];
  const sizes = KEY_SIZES[key];
  return sizes && keysProblem(value, `${at}.${key}.keys`, sizes);
}

function keysProblem(provider: Node, at: string, sizes: readonly number[]): FileProblem | undefined {
  const keys = itemsOf(provider, 'keys');
  if (!keys) return none(provider, `"${at}"`);
  for (const [index, key] of keys.entries()) {
    const secret = getMember(key, 'secret');
    if ((memberText(key, 'name') ?? '') === '')
      return { reason: `"${at}[${index}]" has no name`, node: key, help: 'give the key a name' };
    if (secret?.kind !== 'string' || secret.value === '')
      return {
        reason: `"${at}[${index}]" has no secret`,
        node: key,
        help: `give it one of ${sizes.at(-1)} bytes, in base64`,
      };
    // A copy of a node has something else in the secret's place.
    if (secret.value === MASK || /[<*[(]|redact|mask|xxx/i.test(secret.value)) continue;
    const bad = base64Error(secret.value) !== null;
    const size = Math.floor((secret.value.replace(/[\r\n=]/g, '').length * 3) / 4);
    if (!bad && sizes.includes(size)) continue;
    return {
      reason: bad
        ? `the secret of "${at}[${index}]" is not base64`
        : `the secret of "${at}[${index}]" has ${size} bytes, and must have ${sizes.join(' or ')}`,
      node: secret,
      help: 'make one with "head -c 32 /dev/urandom | base64", if nothing is encrypted with this one yet',
    };
  }
  return undefined;
}

/** The items of a list; undefined where it is empty. */
function itemsOf(owner: Node, name: string): readonly Node[] | undefined {
  const list = getMember(owner, name);
  return list?.kind === 'array' && list.items.length > 0 ? list.items : undefined;
}
