import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import type { Header } from '../../src/node/url-source.ts';
import { fetchURL } from '../../src/runtime/url/fetch-url.ts';
import { proxyFor } from '../../src/runtime/url/proxy.ts';
import { type Hop, nextHop } from '../../src/runtime/url/redirect.ts';
import { systemRoots } from '../../src/runtime/url/system-roots.ts';
import { pem, serve } from './api/support.ts';

const host = memoryHost({});
const NONE: ReadonlyMap<string, string> = new Map();
const LIMITS = { time: 2000, body: 1000 };

/** What the server was asked, in the order of the requests. */
const asked: { readonly path: string; readonly headers: readonly string[] }[] = [];
let server: Server;
let base = '';

function answer({ url = '', rawHeaders }: IncomingMessage, response: ServerResponse): void {
  asked.push({ path: url, headers: pairs(rawHeaders) });
  const hops = /^\/hops\/(\d+)$/.exec(url)?.[1];
  if (hops !== undefined) {
    if (hops === '0') return void response.end('arrived');
    return void response.writeHead(307, { Location: `/hops/${Number(hops) - 1}` }).end('moved');
  }
  switch (url) {
    case '/loop':
      return void response.writeHead(302, { Location: '/loop' }).end();
    case '/nowhere':
      return void response.writeHead(302).end('no Location');
    case '/file':
      return void response.writeHead(302, { Location: 'file:///etc/shadow' }).end();
    case '/bad-place':
      return void response.writeHead(302, { Location: 'http://[' }).end();
    case '/gzip':
      return void response.writeHead(200, { 'Content-Encoding': 'GZIP' }).end(gzipSync('packed'));
    case '/gzip-bomb':
      return void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('0'.repeat(1e6)));
    case '/not-gzip':
      return void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('plain');
    case '/cut':
      response.writeHead(200, { 'Content-Length': '100' }).write('half');
      return void setTimeout(() => response.destroy(), 20);
    case '/silent':
      return;
    case '/slow':
      response.writeHead(200).write('a');
      return;
    case '/endless': {
      const more = () => {
        while (response.write('x'.repeat(1000)) && !response.destroyed);
      };
      response.on('drain', more);
      return void more();
    }
    case '/exactly':
      return void response.end('x'.repeat(LIMITS.body));
    case '/one-more':
      return void response.end('x'.repeat(LIMITS.body + 1));
    case '/forbidden':
      return void response.writeHead(403, 'Forbidden').end('who are you?');
    case '/type':
      return void response.writeHead(200, { 'Content-Type': 'image/png' }).end('pod');
    default:
      return void response.end('pod');
  }
}

function pairs(raw: readonly string[]): readonly string[] {
  return raw.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${raw[i + 1]}`] : []));
}

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function get(path: string, headers: readonly Header[] = [], limits = LIMITS) {
  asked.length = 0;
  const url = path.includes('://') ? path : base + path;
  const found = await fetchURL(host, { url, headers, environment: NONE }, limits);
  return found.kind === 'body' ? Buffer.from(found.bytes).toString() : found;
}

describe('what a URL answers', () => {
  it('is what stands there, whatever it is said to be', async () => {
    expect(await get('/pods')).toBe('pod');
    expect(await get('/type')).toBe('pod');
    expect(await get('/gzip')).toBe('packed');
  });

  it('counts with 200 only, and the rest by its status', async () => {
    expect(await get('/forbidden')).toEqual({ kind: 'status', status: '403 Forbidden' });
    expect(await get('/nowhere')).toEqual({ kind: 'status', status: '302 Found' });
  });

  it('has as many bytes as the kubelet reads, unpacked, and no more', async () => {
    expect(await get('/exactly')).toHaveLength(LIMITS.body);
    const tooLarge = { kind: 'too-large', limit: LIMITS.body };
    expect(await get('/one-more')).toEqual(tooLarge);
    expect(await get('/endless')).toEqual(tooLarge);
    expect(await get('/gzip-bomb')).toEqual(tooLarge);
  });

  it('is waited for as long as the kubelet waits', async () => {
    const late = { kind: 'failed', message: expect.stringMatching(/^it did not answer within 0\.2 seconds/) };
    expect(await get('/silent', [], { ...LIMITS, time: 200 })).toEqual(late);
    expect(await get('/slow', [], { ...LIMITS, time: 200 })).toEqual(late);
  });

  it('can be none, and why', async () => {
    const failure = async (path: string) => (await get(path)) as { readonly message: string };
    expect((await failure('/cut')).message).toMatch(/hung up$/);
    expect((await failure('/not-gzip')).message).toBe('the answer says that it is gzip, and is not');
    expect((await failure('http://127.0.0.1:1/')).message).toBe(
      'nobody listens at 127.0.0.1:1 (connection refused)',
    );
    expect((await failure('http://user:secret@[')).message).toBe('"http://<masked>@[" is no URL');
  });

  it('is no HTTP', async () => {
    const odd = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const { port } = odd.address() as AddressInfo;
    const at = (scheme: string) => get(`${scheme}://127.0.0.1:${port}/`);
    expect(await at('http')).toMatchObject({ message: expect.stringMatching(/is not HTTP/) });
    expect(await at('https')).toMatchObject({ message: expect.stringMatching(/does not speak TLS/) });
    odd.close();
  });
});

describe('the request', () => {
  it('is the one that the kubelet makes', async () => {
    await get('/a/../b?c=%20d#e', [
      { name: 'Authorization', values: ['Bearer t0ken'] },
      { name: 'Host', values: ['elsewhere'] },
      { name: 'X-Two', values: [' one ', 'zwei ä'] },
    ]);
    expect(asked).toEqual([
      {
        path: '/a/../b?c=%20d',
        headers: [
          `Host: ${base.slice('http://'.length)}`,
          'User-Agent: Go-http-client/1.1',
          'Authorization: Bearer t0ken',
          'X-Two: one',
          `X-Two: ${Buffer.from('zwei ä').toString('latin1')}`,
          'Accept-Encoding: gzip',
          expect.stringMatching(/^Connection: /),
        ],
      },
    ]);
  });

  it('says who asks as the URL does, unless a header does', async () => {
    const url = base.replace('://', '://user:p%40ss@');
    await get(`${url}/`);
    expect(asked[0]?.headers).toContain(`Authorization: Basic ${btoa('user:p@ss')}`);
    await get(`${url}/`, [{ name: 'Authorization', values: ['own'] }]);
    expect(asked[0]?.headers.filter((line) => line.startsWith('Authorization'))).toEqual([
      'Authorization: own',
    ]);
  });

  it('leaves an encoding packed that a header asked for', async () => {
    const got = await get('/gzip', [{ name: 'Accept-Encoding', values: ['gzip'] }]);
    expect(got).not.toBe('packed');
    expect(asked[0]?.headers.filter((line) => line.startsWith('Accept-Encoding'))).toHaveLength(1);
  });
});

describe('redirects', () => {
  it('are followed nine times', async () => {
    expect(await get('/hops/9')).toBe('arrived');
    expect(asked).toHaveLength(10);
    expect(asked[1]?.headers).toContain(`Referer: ${base}/hops/9`);
    expect(await get('/hops/10')).toMatchObject({ kind: 'failed' });
    expect(asked).toHaveLength(10);
    expect(await get('/loop')).toMatchObject({ kind: 'failed' });
  });

  it('lead to HTTP only', async () => {
    expect(await get('/file')).toMatchObject({
      message: 'it redirects to "file:///etc/shadow", and the kubelet knows http:// and https:// only',
    });
    expect(await get('/bad-place')).toEqual({ kind: 'failed', message: 'it redirects to what is no URL' });
  });

  it('take secrets no further than below the first host, and other headers everywhere, as Go has it', () => {
    const headers = ['Authorization', 'Cookie', 'X-Token'].map((name) => ({ name, values: ['s'] }));
    const first: Hop = { url: new URL('https://pods.example/a'), headers, isStripped: false };
    const names = (...urls: readonly string[]) => {
      const last = urls.reduce<Hop>((hop, url) => nextHop(first, hop, new URL(url)), first);
      return last.headers.map(({ name }) => name);
    };
    const all = ['Authorization', 'Cookie', 'X-Token', 'Referer'];
    expect(names('https://pods.example/b')).toEqual(all);
    expect(names('https://pods.example:8443/b')).toEqual(all);
    expect(names('https://eu.pods.example/b')).toEqual(all);
    expect(names('https://notpods.example/b')).toEqual(['X-Token', 'Referer']);
    expect(names('https://other.example/', 'https://pods.example/')).toEqual(['X-Token', 'Referer']);
    expect(names('http://pods.example/b')).toEqual(['Authorization', 'Cookie', 'X-Token']);
  });
});

describe('the proxy of an environment', () => {
  const via = (url: string, environment: Readonly<Record<string, string>>) =>
    proxyFor(new URL(url), new Map(Object.entries(environment)));

  it('is the one of the scheme, in capitals or not', () => {
    expect(via('http://a.example/', { HTTP_PROXY: 'p:1', HTTPS_PROXY: 'q:1' })).toBe('p:1');
    expect(via('https://a.example/', { https_proxy: 'q:1' })).toBe('q:1');
    expect(via('https://a.example/', { HTTP_PROXY: 'p:1' })).toBeUndefined();
  });

  it('is not for this machine', () => {
    for (const url of ['http://localhost:8080/', 'http://127.8.0.1/', 'http://[::1]/'])
      expect(via(url, { HTTP_PROXY: 'p:1' })).toBeUndefined();
  });

  it.each([
    ['http://pods.example/', 'pods.example', true],
    ['http://a.pods.example/', 'pods.example', true],
    ['http://a.pods.example/', '.pods.example', true],
    ['http://pods.example/', '.pods.example', false],
    ['http://a.pods.example/', '*.pods.example', true],
    ['http://notpods.example/', 'pods.example', false],
    ['http://pods.example:8080/', 'pods.example:8080', true],
    ['http://pods.example/', 'pods.example:8080', false],
    ['http://192.0.2.7/', '10.0.0.0/8, 192.0.2.0/24', true],
    ['http://192.0.2.7/', '192.0.2.8', false],
    ['http://[2001:db8::7]/', '2001:db8::/32', true],
    ['http://192.0.2.7/', '2001:db8::/32,999.0.0.0/8,192.0.2.0/99', false],
    ['http://pods.example/', '*', true],
    ['http://pods.example/', ' , :80, []', false],
  ])('gets %s with NO_PROXY "%s": %s', (url, noProxy, direct) => {
    expect(via(url, { HTTP_PROXY: 'p:1', NO_PROXY: noProxy }) === undefined).toBe(direct);
  });

  it('is named without its password, and not used', async () => {
    const environment = new Map([['HTTP_PROXY', 'http://user:secret@proxy.example:3128']]);
    expect(await fetchURL(host, { url: 'http://pods.example/', headers: [], environment })).toEqual({
      kind: 'failed',
      message:
        'the kubelet gets "pods.example" through the proxy "http://<masked>@proxy.example:3128" of its environment, which is not used here',
    });
  });
});

describe('a URL with https', () => {
  const trusting = (...names: readonly string[]) => ({
    ...memoryHost({ '/etc/ssl/cert.pem': names.map((name) => pem(`${name}.crt`)).join('') }),
    live: true,
  });
  const from = async (certificate: string, node = trusting('ca')) => {
    const url = await serve((_, response) => response.end('pod'), certificate);
    const found = await fetchURL(node, { url, headers: [], environment: NONE }, LIMITS);
    return found.kind === 'body' ? Buffer.from(found.bytes).toString() : found;
  };
  const failure = (message: RegExp) => ({ kind: 'failed', message: expect.stringMatching(message) });

  it('is believed where the node trusts who signed its certificate', async () => {
    expect(await from('server')).toBe('pod');
    expect(await from('server', trusting('ca-other', 'ca'))).toBe('pod');
    const NO_AUTHORITY = failure(/is from no authority that the node trusts$/);
    expect(await from('server', trusting('ca-other'))).toEqual(NO_AUTHORITY);
    expect(await from('server', trusting())).toEqual(NO_AUTHORITY);
  });

  it('is not believed with a certificate of another time or name, or without alternative names', async () => {
    expect(await from('server-expired')).toEqual(failure(/has expired$/));
    expect(await from('server-early')).toEqual(failure(/is not valid yet$/));
    expect(await from('server-elsewhere')).toEqual(failure(/is not for "127\.0\.0\.1"$/));
    expect(await from('server-nameless')).toEqual(failure(/is not for "127\.0\.0\.1"$/));
  });
});

describe('the authorities that a node trusts', () => {
  const block = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`;
  const names = (roots: readonly string[] | null) => roots?.map((pem) => pem.split('\n')[1]);

  it('are those of the first file and of all directories', () => {
    const node = memoryHost({
      '/etc/ssl/certs/ca-certificates.crt': `${block('a')}\n# text\n${block('b')}`,
      '/etc/ssl/cert.pem': block('unread'),
      '/etc/ssl/certs/own.pem': block('own'),
      '/etc/ssl/certs/0a1b.0': { link: 'own.pem' },
      '/etc/pki/tls/certs/other.crt': `${block('other')} -----BEGIN CERTIFICATE----- cut`,
    });
    expect(names(systemRoots(node, NONE))).toEqual(['a', 'b', 'own', 'other']);
  });

  it('are those that the environment names instead', () => {
    const node = memoryHost({
      '/ca.pem': block('a'),
      '/d/x.pem': block('x'),
      '/etc/ssl/cert.pem': block('no'),
    });
    const environment = new Map([
      ['SSL_CERT_FILE', '/ca.pem'],
      ['SSL_CERT_DIR', '/none:/d'],
    ]);
    expect(names(systemRoots(node, environment))).toEqual(['a', 'x']);
  });

  it('are not known of a copy that has none', () => {
    expect(systemRoots({ ...memoryHost({}), live: false }, NONE)).toBeNull();
    expect(systemRoots({ ...memoryHost({}), live: true }, NONE)).toEqual([]);
  });
});
