import { BlockList, isIP } from 'node:net';

/**
 * The proxy through which Go's http.DefaultTransport gets a URL, by the environment of the program (net/http
 * ProxyFromEnvironment; golang.org/x/net/http/httpproxy); undefined for a direct connection.
 */
export function proxyFor(url: URL, environment: ReadonlyMap<string, string>): string | undefined {
  const get = (name: string) => environment.get(name) || environment.get(name.toLowerCase()) || '';
  const proxy = get(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY');
  return proxy === '' || isDirect(url, get('NO_PROXY')) ? undefined : proxy;
}

function isDirect(url: URL, noProxy: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (host === 'localhost' || isLoopback(host)) return true;
  return noProxy
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim())
    .some((entry) => entry !== '' && matches(entry, host, port));
}

function isLoopback(host: string): boolean {
  return isIP(host) === 4 ? host.startsWith('127.') : host === '::1';
}

/** `*`, a network, or an address or a domain with or without a port; `.example.com` is below that domain only. */
function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInNetwork(entry, host);
  const [, name = '', wanted] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [undefined, entry];
  if (wanted !== undefined && wanted !== port) return false;
  const bare = name.replace(/^\[|\]$/g, '').replace(/^\*\./, '.');
  if (bare === '' || isIP(bare) || isIP(host)) return bare !== '' && bare === host;
  return bare.startsWith('.') ? host.endsWith(bare) : host === bare || host.endsWith(`.${bare}`);
}

function isInNetwork(entry: string, host: string): boolean {
  const [address = '', length = ''] = entry.split('/');
  const [family, ofHost] = [isIP(address), isIP(host)];
  if (family === 0 || family !== ofHost || !/^\d+$/.test(length)) return false;
  if (Number(length) > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const network = new BlockList();
  network.addSubnet(address, Number(length), type);
  return network.check(host, type);
}
