import { parseIP } from '../validation/ip.ts';
import type { Certificate } from './certificate.ts';

/** x509.Certificate.VerifyHostname: the common name counts for nothing, and addresses only match addresses. */
export function isFor({ dnsNames, ipAddresses }: Certificate, host: string): boolean {
  const bare = /^\[.+\]$/.test(host) ? host.slice(1, -1) : host;
  const wanted = addressOf(bare);
  if (wanted !== undefined) return ipAddresses.some((one) => addressOf(one) === wanted);
  const name = host.toLowerCase();
  const parts = name.replace(/\.$/, '').split('.');
  const isName = isHostName(name.replace(/\.$/, ''), false);
  return dnsNames.some((pattern) =>
    isName && isHostName(pattern, true)
      ? matches(pattern.toLowerCase().split('.'), parts)
      : name !== '' && name !== '.' && pattern.toLowerCase() === name,
  );
}

/** One text for all ways to write an address; undefined for what is none. */
function addressOf(text: string): string | undefined {
  if (!parseIP(text)) return undefined;
  if (!text.includes(':')) return text;
  return URL.canParse(`http://[${text}]`) ? new URL(`http://[${text}]`).hostname : text;
}

/** validHostname: only a whole first part may be `*`, and there must be another. */
function isHostName(host: string, isPattern: boolean): boolean {
  if (host === '*') return false;
  return host
    .split('.')
    .every((part, at) => (isPattern && at === 0 && part === '*') || /^[a-z0-9_][a-z0-9_-]*$/i.test(part));
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  if (pattern.length !== parts.length) return false;
  return pattern.every((part, at) => (at === 0 && part === '*') || part === parts[at]);
}
