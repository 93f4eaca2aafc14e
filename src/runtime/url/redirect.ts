import type { Header } from '../../node/url-source.ts';

/** One request of several that a chain of redirects makes. */
export interface Hop {
  readonly url: URL;
  readonly headers: readonly Header[];
  /** Once they were left out, the rest of the chain does not get them either. */
  readonly isStripped: boolean;
}

/** What only the first host and those below it are told; all other headers go wherever a redirect leads. */
const SENSITIVE: ReadonlySet<string> = new Set([
  'Authorization',
  'Www-Authenticate',
  'Cookie',
  'Cookie2',
  'Proxy-Authorization',
  'Proxy-Authenticate',
]);

/** The next request as Go's http.Client makes it (net/http client.go: do, makeHeadersCopier, refererForURL). */
export function nextHop(first: Hop, last: Hop, url: URL): Hop {
  const isStripped =
    last.isStripped || (url.host !== first.url.host && !isBelow(bareHost(url), bareHost(first.url)));
  const copied = first.headers.filter(({ name }) => !(isStripped && SENSITIVE.has(name)));
  const headers =
    last.url.protocol === 'https:' && url.protocol === 'http:' ? copied : withReferer(copied, last);
  return { url, headers, isStripped };
}

function withReferer(headers: readonly Header[], { url }: Hop): readonly Header[] {
  if (headers.some(({ name }) => name === 'Referer')) return headers;
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  shown.hash = '';
  return [...headers, { name: 'Referer', values: [shown.href] }];
}

function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** isDomainOrSubdomain: an IPv6 address has no hosts below it. */
function isBelow(host: string, parent: string): boolean {
  return host === parent || (!host.includes(':') && host.endsWith(`.${parent}`));
}
