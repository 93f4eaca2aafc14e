import { quote } from '../../../bytes/go-strings.ts';
import { formatMinor, type Minor } from '../../../versions/minor.ts';
import { parseBool, type Read } from './go-numbers.ts';

/**
 * versionValue.Set (component-base version/verflag): `raw`, a bool, or a version that has to be this kubelet's
 * own. Of that only the minor is known here, so any patch passes.
 */
export function readVersion(text: string, minor: Minor): Read<string> {
  if (text === 'raw') return { ok: true, value: 'raw' };
  if (!text.startsWith('v')) {
    const value = parseBool(text);
    return value.ok ? { ok: true, value: String(value.value) } : value;
  }
  const numbers = /^v([0-9.]*)/.exec(text)![1]!.split('..', 1)[0]!.replace(/\.$/, '');
  if (!/^[0-9]/.test(numbers)) return { ok: false, error: `could not parse ${quote(text)} as version` };
  const parts = numbers.split('.');
  if (parts.length !== 3) return { ok: false, error: `illegal version string ${quote(text)}` };
  const zero = parts.find((part) => part.length > 1 && part.startsWith('0'));
  if (zero !== undefined) {
    return { ok: false, error: `illegal zero-prefixed version component ${quote(zero)} in ${quote(text)}` };
  }
  const extra = text.slice(1 + numbers.length);
  if (!isPreReleaseAndMetadata(extra)) {
    const error = `could not parse pre-release/metadata (${extra}) in version ${quote(text)}`;
    return { ok: false, error };
  }
  if (parts[0] === '1' && parts[1] === String(minor)) return { ok: true, value: text };
  const own = quote(`v${formatMinor(minor)}`);
  return {
    ok: false,
    error: `version ${quote(text)} must match major/minor/patch of default version ${own}`,
  };
}

/** `-rc.1+build.5`, either part or none. */
function isPreReleaseAndMetadata(extra: string): boolean {
  const match = /^(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/.exec(extra);
  return match?.slice(1).every((part) => part === undefined || !part.split('.').includes('')) ?? false;
}
