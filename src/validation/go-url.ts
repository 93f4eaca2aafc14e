import { quote } from '../bytes/go-strings.ts';
import { parseIP } from './ip.ts';

/** What net/url.Parse makes of a text, as far as it is asked: its scheme, or its error. */
export type ParsedURL =
  | { readonly ok: true; readonly scheme: string }
  | { readonly ok: false; readonly error: string };

/** net/url.Parse. */
export function parseURL(text: string): ParsedURL {
  const hash = text.indexOf('#');
  const url = hash === -1 ? text : text.slice(0, hash);
  const parsed = parse(url);
  if (!parsed.ok) return { ok: false, error: `parse ${quote(url)}: ${parsed.error}` };
  const fragment = hash === -1 ? undefined : escapeError(text.slice(hash + 1));
  return fragment === undefined ? parsed : { ok: false, error: `parse ${quote(text)}: ${fragment}` };
}

function parse(url: string): ParsedURL {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\x00-\x1f\x7f]/.test(url)) return fail('net/url: invalid control character in URL');
  if (url.startsWith(':')) return fail('missing protocol scheme');
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1];
  const ok = { ok: true, scheme: scheme?.toLowerCase() ?? '' } as const;
  const rest = url.slice(scheme === undefined ? 0 : scheme.length + 1).split('?', 1)[0]!;
  if (!rest.startsWith('/')) {
    // What follows a scheme is opaque; without one a colon would look like one.
    if (scheme !== undefined) return ok;
    if (rest.split('/', 1)[0]!.includes(':')) return fail('first path segment in URL cannot contain colon');
  }
  const authority = /^\/\/(?!\/)([^/]*)/.exec(rest)?.[1];
  const error =
    (authority === undefined ? undefined : authorityError(authority, ok.scheme)) ??
    escapeError(authority === undefined ? rest : rest.slice(authority.length + 2));
  return error === undefined ? ok : fail(error);
}

function fail(error: string): ParsedURL {
  return { ok: false, error };
}

/** parseAuthority: user information, then a host with a port. */
function authorityError(authority: string, scheme: string): string | undefined {
  const at = authority.lastIndexOf('@');
  const host = hostError(authority.slice(at + 1), scheme);
  if (host !== undefined || at === -1) return host;
  const user = authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)) return 'net/url: invalid userinfo';
  return escapeError(user);
}

/** parseHost. */
function hostError(host: string, scheme: string): string | undefined {
  const bracket = host.lastIndexOf('[');
  if (bracket > 0) return 'invalid IP-literal';
  if (bracket === 0) return literalError(host);
  const first = host.indexOf(':');
  if (first === -1) return hostCharacterError(host);
  // Some databases have several hosts, each with a port; URLs for the web do not.
  const colon = scheme === 'http' || scheme === 'https' ? first : host.lastIndexOf(':');
  return portError(host.slice(colon)) ?? hostCharacterError(host);
}

/** An IPv6 address in brackets, which may have a zone. */
function literalError(host: string): string | undefined {
  const end = host.lastIndexOf(']');
  if (end === -1) return "missing ']' in host";
  const port = portError(host.slice(end + 1));
  if (port !== undefined) return port;
  const literal = host.slice(1, end);
  const address = literal.split('%25', 1)[0]!;
  const characters = hostCharacterError(address);
  if (characters !== undefined) return characters;
  if (!address.includes(':') || !parseIP(address)) {
    return address.includes(':') || !parseIP(address)
      ? `invalid host: ParseAddr(${quote(literal)}): unable to parse IP`
      : 'invalid IP-literal';
  }
  return undefined;
}

function portError(port: string): string | undefined {
  return /^(?::[0-9]*)?$/.test(port) ? undefined : `invalid port ${quote(port)} after host`;
}

/** unescape of a host: only bytes beyond ASCII may be escaped. */
function hostCharacterError(host: string): string | undefined {
  for (const [piece] of host.matchAll(/%.{0,2}|[^%]/gsu)) {
    if (piece.startsWith('%')) {
      if (!/^%[89A-Fa-f][0-9A-Fa-f]$/.test(piece) && piece !== '%25')
        return `invalid URL escape ${quote(piece)}`;
    } else if (piece < '\x80' && !/[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"]/.test(piece)) {
      return `invalid character ${quote(piece)} in host name`;
    }
  }
  return undefined;
}

/** The first percent sign that two hexadecimal digits do not follow. */
function escapeError(text: string): string | undefined {
  const wrong = /%(?![0-9A-Fa-f]{2}).{0,2}/s.exec(text)?.[0];
  return wrong === undefined ? undefined : `invalid URL escape ${quote(wrong)}`;
}
