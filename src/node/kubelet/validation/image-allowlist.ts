import { trimSpace } from '../../../bytes/go-strings.ts';
import type { Minor } from '../../../versions/minor.ts';
import { asText, type ConfigurationView } from './configuration-view.ts';
import { invalid } from './rule.ts';

/** The list of images that KubeletEnsureSecretPulledImages does not verify. */
export function checkAllowlist(config: ConfigurationView): false | string {
  const patterns = config.list('preloadedImagesVerificationAllowlist').map(asText);
  if (patterns.length === 0) return false;
  if (!config.isEnabled('KubeletEnsureSecretPulledImages')) {
    return invalid(
      '`preloadedImagesVerificationAllowlist` must not be set if KubeletEnsureSecretPulledImages feature gate is not enabled',
    );
  }
  if (config.text('imagePullCredentialsVerificationPolicy') !== 'NeverVerifyAllowlistedImages') {
    return invalid(
      'can\'t set `preloadedImagesVerificationAllowlist` if `imagePullCredentialsVertificationPolicy` is not "NeverVerifyAllowlistedImages"',
    );
  }
  const error = patterns
    .map((pattern) => checkPattern(pattern, config.minor))
    .find((text) => text !== undefined);
  return (
    error !== undefined &&
    invalid(`invalid image pattern in \`preloadedImagesVerificationAllowlist\`: ${error}`)
  );
}

/** getAllowlistImagePattern (pkg/kubelet/images/pullmanager/image_pull_policies.go). */
function checkPattern(pattern: string, minor: Minor): string | undefined {
  if (pattern !== trimSpace(pattern)) return `leading/trailing spaces are not allowed: ${pattern}`;
  const isWildcard = pattern.endsWith('/*');
  const trimmed = isWildcard ? pattern.slice(0, -1) : pattern;
  if (trimmed === '') return `the supplied pattern is too short: ${pattern}`;
  if (trimmed.includes('*')) {
    return `not a valid wildcard pattern, only patterns ending with '/*' are allowed: ${pattern}`;
  }
  if (isWildcard) return trimmed.length === 1 ? 'at least registry hostname is required' : undefined;
  const name = minor >= 36 ? nameOf(trimmed) : normalizedNameOf(trimmed);
  if (!name.ok) return `failed to parse as an image name: ${name.error}`;
  return name.value === trimmed
    ? undefined
    : `neither tag nor digest is accepted in an image reference: ${pattern}`;
}

type Name = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly error: string };

const DOMAIN_COMPONENT = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = `(?:${DOMAIN_COMPONENT}(?:\\.${DOMAIN_COMPONENT})*|\\[(?:[a-fA-F0-9:]+)\\])`;
const PATH_COMPONENT = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const REMOTE = `${PATH_COMPONENT}(?:/${PATH_COMPONENT})*`;
const NAME = `(?:${HOST}(?::[0-9]+)?/)?${REMOTE}`;
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*[:][0-9A-Fa-f]{32,}';
const REFERENCE = `^(${NAME})(?::([\\w][\\w.-]{0,127}))?(?:@(${DIGEST}))?$`;

const NAME_TOO_LONG = 'repository name must not be more than 255 characters';
/** Nothing longer is looked at: the grammar above is not made for megabytes. */
const MAX_REFERENCE = 10_000;

/** The name in a reference without tag and digest: reference.Parse (github.com/distribution/reference). */
function nameOf(text: string): Name {
  if (text.length > MAX_REFERENCE) return { ok: false, error: NAME_TOO_LONG };
  const reference = new RegExp(REFERENCE);
  const match = reference.exec(text);
  if (!match) {
    if (text === '') return { ok: false, error: 'repository name must have at least one component' };
    const lower = reference.test(text.toLowerCase());
    return { ok: false, error: lower ? 'repository name must be lowercase' : 'invalid reference format' };
  }
  const [, name = '', , digest] = match;
  if (digest !== undefined) {
    const error = digestError(digest);
    if (error !== undefined) return { ok: false, error };
  }
  const path = new RegExp(`^(?:${HOST}(?::[0-9]+)?/)?(${REMOTE})$`).exec(name)?.[1] ?? name;
  return path.length > 255 ? { ok: false, error: NAME_TOO_LONG } : { ok: true, value: name };
}

/** The hex digits of the algorithms that digest.Parse (github.com/opencontainers/go-digest) knows. */
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

function digestError(digest: string): string | undefined {
  const colon = digest.indexOf(':');
  const algorithm = digest.slice(0, colon);
  const length = Object.hasOwn(DIGEST_LENGTHS, algorithm) ? DIGEST_LENGTHS[algorithm] : undefined;
  if (length === undefined) return 'unsupported digest algorithm';
  const hex = digest.slice(colon + 1);
  if (hex.length !== length) return 'invalid checksum digest length';
  return /^[a-f0-9]+$/.test(hex) ? undefined : 'invalid checksum digest format';
}

/** The canonical name: reference.ParseNormalizedNamed, which `docker.io/library/` is added by. */
function normalizedNameOf(text: string): Name {
  if (/^[a-f0-9]{64}$/.test(text)) {
    const error = `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`;
    return { ok: false, error };
  }
  const [domain, remainder] = splitDomain(text);
  const remote = remainder.split(':', 1)[0]!;
  if (remote.toLowerCase() !== remote) {
    const error = `invalid reference format: repository name (${remote}) must be lowercase`;
    return { ok: false, error };
  }
  return nameOf(`${domain}/${remainder}`);
}

/** splitDockerDomain. */
function splitDomain(text: string): [domain: string, remainder: string] {
  const slash = text.indexOf('/');
  const first = text.slice(0, Math.max(slash, 0));
  const isDomain = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
  const [domain, remainder] = isDomain
    ? [first === 'index.docker.io' ? 'docker.io' : first, text.slice(slash + 1)]
    : ['docker.io', text];
  return domain === 'docker.io' && !remainder.includes('/')
    ? [domain, `library/${remainder}`]
    : [domain, remainder];
}
