import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { createGunzip } from 'node:zlib';
import { encode } from '../../bytes/text.ts';
import type { Host } from '../../node/host/host.ts';
import type { UrlAnswer } from '../../node/url-answer.ts';
import { type Header, shownURL } from '../../node/url-source.ts';
import { basicAuthorization } from '../basic-authorization.ts';
import { nameProblem } from '../name-problem.ts';
import { explainError } from './explain.ts';
import { proxyFor } from './proxy.ts';
import { type Hop, nextHop } from './redirect.ts';
import { systemRoots } from './system-roots.ts';

/** What is asked for, and by whom. */
export interface UrlRequest {
  readonly url: string;
  /** Their values are secrets. */
  readonly headers: readonly Header[];
  /** The kubelet's, for its proxies and authorities. */
  readonly environment: ReadonlyMap<string, string>;
}

/** Milliseconds and bytes. */
export interface UrlLimits {
  readonly time: number;
  readonly body: number;
}

/**
 * The kubelet's: http.Client{Timeout: 10 * time.Second} (pkg/kubelet/config/http.go), and one byte less than
 * maxConfigLength, as ReadAtMost takes it (common.go; k8s.io/utils io/read.go).
 */
const LIMITS: UrlLimits = { time: 10_000, body: 10 * 1024 * 1024 - 1 };

/** http.Client's, net/http client.go defaultCheckRedirect. */
const MAX_REQUESTS = 10;

/**
 * Gets a URL as the kubelet does (pkg/kubelet/config/http.go extractFromURL; net/http Client.Do): with its headers, its
 * patience, and the authorities that the node trusts. What can't be had is an answer too; nothing is thrown.
 */
export async function fetchURL(
  host: Host,
  asked: UrlRequest,
  limits: UrlLimits = LIMITS,
): Promise<UrlAnswer> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), limits.time);
  try {
    return await follow(host, asked, limits, end.signal);
  } finally {
    clearTimeout(timer);
    end.abort();
  }
}

async function follow(
  host: Host,
  { url, headers, environment }: UrlRequest,
  limits: UrlLimits,
  signal: AbortSignal,
): Promise<UrlAnswer> {
  if (!URL.canParse(url)) return failed(`"${shownURL(url)}" is no URL`);
  const first: Hop = { url: new URL(url), headers, isStripped: false };
  let hop = first;
  for (let requests = 1; ; requests++) {
    const refused = refusal(hop.url, environment);
    if (refused !== undefined) return failed(refused);
    let location: URL | undefined;
    try {
      const path = requests === 1 ? rawPath(url) : undefined;
      const response = await send(hop, path, host, environment, signal);
      const redirect = redirectOf(response, hop.url);
      if (redirect === null) return await answerOf(response, hop, limits, signal);
      response.destroy();
      if (redirect === 'nowhere') return failed('it redirects to what is no URL');
      location = redirect;
    } catch (error) {
      if (signal.aborted)
        return failed(
          `it did not answer within ${limits.time / 1000} seconds, and longer the kubelet does not wait`,
        );
      return failed(explainError(error, hop.url));
    }
    if (requests === MAX_REQUESTS)
      return failed(`it redirects ${MAX_REQUESTS} times and more, and further the kubelet does not follow`);
    hop = nextHop(first, hop, location);
  }
}

function failed(message: string): UrlAnswer {
  return { kind: 'failed', message };
}

function refusal(url: URL, environment: ReadonlyMap<string, string>): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `it redirects to "${shownURL(url.href)}", and the kubelet knows http:// and https:// only`;
  const proxy = proxyFor(url, environment);
  if (proxy === undefined) return undefined;
  const shown = shownURL(/^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`);
  return `the kubelet gets "${url.host}" through the proxy "${shown}" of its environment, which is not used here`;
}

/** Go sends a path as it is written: without it `..` and the like would be resolved. */
function rawPath(url: string): string | undefined {
  const [, path = ''] = /^[^:]+:\/\/[^/?#]*([^#]*)/.exec(url) ?? [];
  return /^\/[!-~]*$/.test(path) && !/["<>\\^`{|}]/.test(path) ? path : undefined;
}

/** Headers that Go writes itself (net/http request.go, reqWriteExcludeHeader), or not at all. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  'Host',
  'User-Agent',
  'Content-Length',
  'Transfer-Encoding',
  'Trailer',
]);

/** Names and values in turn, as they go out. */
function headersOf({ url, headers }: Hop): string[] {
  const valuesOf = (wanted: string) => headers.find(({ name }) => name === wanted)?.values;
  const out = ['Host', url.host, 'User-Agent', inBytes(valuesOf('User-Agent')?.[0] ?? 'Go-http-client/1.1')];
  for (const { name, values } of headers) {
    if (OWN_HEADERS.has(name)) continue;
    for (const value of values) out.push(name, inBytes(value.replaceAll(/^[ \t]+|[ \t]+$/g, '')));
  }
  const authorization = valuesOf('Authorization')?.[0] ? null : basicAuthorization(url);
  if (authorization !== null) out.push('Authorization', authorization);
  if (asksForGzip(headers)) out.push('Accept-Encoding', 'gzip');
  return out;
}

/** Only who was not told otherwise (net/http transport.go), and who unpacks it. */
function asksForGzip(headers: readonly Header[]): boolean {
  return !headers.some(({ name, values }) => /^(?:Accept-Encoding|Range)$/.test(name) && values[0] !== '');
}

/** Node.js writes a character as a byte. */
function inBytes(text: string): string {
  return Array.from(encode(text), (byte) => String.fromCharCode(byte)).join('');
}

function send(
  hop: Hop,
  path: string | undefined,
  host: Host,
  environment: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { url } = hop;
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const options = {
    host: name,
    port: url.port || undefined,
    path: path ?? `${url.pathname}${url.search}`,
    headers: headersOf(hop),
    // One of its own: the shared one may have been told of proxies.
    agent: false as const,
    signal,
  };
  return new Promise((resolve, reject) => {
    const asking =
      url.protocol === 'https:'
        ? requestHttps({ ...options, ...tlsOf(systemRoots(host, environment)) })
        : requestHttp(options);
    asking.once('response', resolve);
    asking.on('error', reject);
    asking.end();
  });
}

/** Without authorities of the node's own, those that Node.js comes with. */
function tlsOf(roots: readonly string[] | null) {
  return {
    ...(roots && { ca: [...roots] }),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
    ALPNProtocols: ['http/1.1'],
    checkServerIdentity: nameProblem,
  };
}

/** Where the next request goes; null where this answer counts: a redirect without a place is an answer. */
function redirectOf({ statusCode = 0, headers }: IncomingMessage, base: URL): URL | 'nowhere' | null {
  if (![301, 302, 303, 307, 308].includes(statusCode) || !headers.location) return null;
  return URL.canParse(headers.location, base.href) ? new URL(headers.location, base) : 'nowhere';
}

async function answerOf(
  response: IncomingMessage,
  { headers }: Hop,
  limits: UrlLimits,
  signal: AbortSignal,
): Promise<UrlAnswer> {
  const isPacked = asksForGzip(headers) && response.headers['content-encoding']?.toLowerCase() === 'gzip';
  const bytes = await readBody(response, isPacked, limits.body, signal);
  if (bytes === null) return { kind: 'too-large', limit: limits.body };
  const { statusCode = 0, statusMessage = '' } = response;
  if (statusCode !== 200) return { kind: 'status', status: `${statusCode} ${statusMessage}`.trim() };
  return { kind: 'body', bytes };
}

/** Null where there is more than the limit. */
function readBody(
  response: IncomingMessage,
  isPacked: boolean,
  limit: number,
  signal: AbortSignal,
): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const body = isPacked ? response.pipe(createGunzip()) : response;
    const chunks: Uint8Array[] = [];
    let size = 0;
    const leave = (bytes: Uint8Array | null) => {
      resolve(bytes);
      body.destroy();
      response.destroy();
    };
    body.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit) leave(null);
    });
    body.once('end', () => leave(Buffer.concat(chunks)));
    body.on('error', reject);
    response.on('error', reject);
    response.once('aborted', () => reject(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
    signal.addEventListener('abort', () => reject(new Error('time is over')), { once: true });
  });
}
