import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import { openApi } from '../../../src/runtime/api/open-api.ts';
import {
  answers,
  authority,
  credentials,
  errorOf,
  freePort,
  KUBECONFIG,
  kubeconfig,
  open,
  opened,
  pem,
  serve,
  servePlain,
  serveTcp,
  status,
} from './support.ts';

const QUICK = { limits: { connect: 300, whole: 300 } };
const VERSION = { gitVersion: 'v1.37.1' };

const ask = async (text: string, options = {}, files = {}) => opened(text, options, files).get('/version');

describe('an API server', () => {
  it('is asked with the certificate, the token and the path of the kubeconfig', async () => {
    const seen: unknown[] = [];
    const server = await serve((request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      seen.push([request.method, request.url, subject?.CN, request.headers.authorization]);
      answers({ '/prefix/version': VERSION })(request, response);
    });
    expect(await ask(kubeconfig(`${server}/prefix/`))).toEqual({ ok: true, value: VERSION });
    expect((await ask(kubeconfig(`${server}/prefix`, { user: { token: 'secret-1' } }))).ok).toBe(true);
    const tokenFile = { user: { token: 'secret-1', tokenFile: 'token' } };
    expect(
      (await ask(kubeconfig(`${server}/prefix`, tokenFile), {}, { '/root/.kube/token': 'secret-2\n' })).ok,
    ).toBe(true);
    expect(seen).toEqual([
      ['GET', '/prefix/version', 'kubernetes-admin', undefined],
      ['GET', '/prefix/version', undefined, 'Bearer secret-1'],
      ['GET', '/prefix/version', undefined, 'Bearer secret-2'],
    ]);
  });

  it('is trusted by files, by an intermediate authority, and by another name', async () => {
    const plain = await serve(answers({ '/version': VERSION }));
    const files = {
      '/root/.kube/ca.crt': pem('ca.crt'),
      '/pki/both.pem': pem('admin.crt') + pem('admin.key'),
    };
    const user = { 'client-certificate': '/pki/both.pem', 'client-key': '/pki/both.pem' };
    expect(
      (await ask(kubeconfig(plain, { cluster: { 'certificate-authority': 'ca.crt' }, user }), {}, files)).ok,
    ).toBe(true);
    const named = { cluster: { ...authority('ca'), 'tls-server-name': 'kubernetes.default' } };
    expect((await ask(kubeconfig(plain, named))).ok).toBe(true);
    const address = { cluster: { ...authority('ca'), 'tls-server-name': '127.0.0.1' } };
    expect((await ask(kubeconfig(plain.replace('127.0.0.1', 'localhost'), address))).ok).toBe(true);
    const middle = await serve(answers({ '/version': VERSION }), 'server-middle');
    expect((await ask(kubeconfig(middle, { cluster: authority('ca-middle') }))).ok).toBe(true);
    const insecure = { cluster: { 'insecure-skip-tls-verify': true } };
    const foreign = await serve(answers({ '/version': VERSION }), 'server-other');
    expect((await ask(kubeconfig(foreign, insecure))).ok).toBe(true);
  });

  it('gets no credentials without TLS, as client-go sends none', async () => {
    const seen: unknown[] = [];
    const port = await servePlain((request, response) => {
      seen.push(request.headers.authorization);
      answers({ '/version': VERSION })(request, response);
    });
    const text = kubeconfig(`http://127.0.0.1:${port}`, {
      user: { token: 'secret', exec: { command: 'x' } },
    });
    expect((await ask(text)).ok).toBe(true);
    expect(seen).toEqual([undefined]);
  });

  it('is reached through an HTTP proxy, and never past one', async () => {
    const server = await serve(answers({ '/version': VERSION }));
    const asked: unknown[] = [];
    const proxy = await serveTcp((socket) => {
      socket.once('data', (data) => {
        const [line, ...headers] = data.toString().split('\r\n');
        asked.push(
          line,
          headers.find((header) => header.startsWith('proxy-authorization')),
        );
        const there = connect(Number(new URL(server).port), '127.0.0.1', () => {
          socket.write('HTTP/1.1 200 OK\r\n\r\n');
          socket.pipe(there).pipe(socket);
        });
        there.on('error', () => {});
      });
    });
    const through = (url: string) =>
      kubeconfig(server, { cluster: { ...authority('ca'), 'proxy-url': url } });
    expect(await ask(through(`http://me:p%40ss@127.0.0.1:${proxy}`))).toEqual({ ok: true, value: VERSION });
    expect(asked).toEqual([
      `CONNECT ${new URL(server).host} HTTP/1.1`,
      `proxy-authorization: Basic ${Buffer.from('me:p@ss').toString('base64')}`,
    ]);
    const unwilling = await servePlain((_, response) => response.writeHead(403).end());
    for (const talk of [unwilling, await serveTcp((socket) => socket.end('HTTP/1.1 407 No\r\n\r\n'))]) {
      const error = errorOf(await ask(through(`http://127.0.0.1:${talk}`)));
      expect(error.kind).not.toBe('http');
    }
    const gone = errorOf(await ask(through(`http://127.0.0.1:${await freePort()}`)));
    expect(gone.message).toMatch(/^nobody listens at the proxy 127\.0\.0\.1:\d+ \(connection refused\)$/);
  });
});

describe('a kubeconfig of which nothing can be made', () => {
  const SERVER = 'https://127.0.0.1:6443';
  it.each([
    [
      'a program',
      { user: { exec: { command: 'aws-iam-authenticator' } } },
      'its user "kubernetes-admin" gets credentials by running "aws-iam-authenticator" ("exec"), and spctl runs no programs that a kubeconfig names',
    ],
    [
      'a plugin',
      { user: { 'auth-provider': { name: 'gcp' } } },
      'its user "kubernetes-admin" gets credentials by the plugin "gcp" ("auth-provider"), and spctl has none',
    ],
    [
      'a password',
      { user: { username: 'a', password: 'secret-3' } },
      'its user "kubernetes-admin" has a name and a password, which API servers have not taken since 1.19',
    ],
    [
      'another name',
      { user: { as: 'boss' } },
      'its user "kubernetes-admin" asks as "boss" ("as"), which is not supported here',
    ],
    [
      'a proxy of another kind',
      { cluster: { 'proxy-url': 'socks5://u:secret-3@127.0.0.1:1080' } },
      'its "proxy-url" names a proxy of the kind "socks5", and only "http" is supported here',
    ],
    [
      'no key',
      { user: { 'client-certificate': '/no.crt', 'client-key': '/no.key' } },
      'there is no client certificate "/no.crt", which it names',
    ],
    [
      'a wrong key',
      { user: { ...credentials('admin'), 'client-key-data': credentials('admin-again')['client-key-data'] } },
      'its client key is not that of its client certificate',
    ],
    [
      'no certificates',
      { cluster: { 'certificate-authority-data': 'AAAA' } },
      'there is no certificate in its certificate authority',
    ],
    [
      'a token of two lines',
      { user: { token: 'secret-3\nmore' } },
      'its token has characters that no HTTP header may have',
    ],
    [
      'no token',
      { user: { tokenFile: '/no' } },
      'its token file "/no" can\'t be read: no such file or directory',
    ],
  ])('with %s says so', (_, written, reason) => {
    const error = errorOf(open(kubeconfig(SERVER, written)));
    expect(error).toMatchObject({ kind: 'kubeconfig', location: { file: KUBECONFIG } });
    expect(error.message).toBe(`the kubeconfig "${KUBECONFIG}" can't be used: ${reason}`);
    expect(JSON.stringify(error)).not.toContain('secret-3');
  });

  it('says that it is not there, no YAML, or of no server', () => {
    const absent = errorOf(openApi(memoryHost({}, { live: true }), KUBECONFIG));
    expect(absent.message).toMatch(/there is no such file$/);
    for (const text of [
      '',
      '{',
      '[]',
      'kind: Pod',
      'current-context: x',
      kubeconfig('https://'),
      kubeconfig('ftp://x'),
    ]) {
      expect(errorOf(open(text)).kind).toBe('kubeconfig');
    }
  });
});

describe('a server that does not answer', () => {
  it('is refused, not found by name, or silent', async () => {
    const port = await freePort();
    expect(errorOf(await ask(kubeconfig(`https://127.0.0.1:${port}`)))).toMatchObject({
      kind: 'refused',
      message: `nobody listens at 127.0.0.1:${port} (connection refused)`,
    });
    const named = errorOf(
      await ask(kubeconfig('https://nosuch.invalid:6443'), { limits: { connect: 3000 } }),
    );
    expect(named.kind).toBe('dns');
    const silent = await serveTcp(() => {});
    expect(errorOf(await ask(kubeconfig(`https://127.0.0.1:${silent}`), QUICK))).toMatchObject({
      kind: 'timeout',
      message: `127.0.0.1:${silent} took the connection and did not answer TLS within 0.3 s: what listens there hangs, or is no API server`,
    });
  });

  it.each([
    ['nothing', () => {}, 'timeout', 'took the request and did not answer it within 0.3 s'],
    [
      'a body that never ends',
      (_: IncomingMessage, response: ServerResponse) => void response.write('{'),
      'timeout',
      'did not end its answer within 0.3 s',
    ],
    [
      'half a body',
      (_: IncomingMessage, response: ServerResponse) => {
        response.setHeader('content-length', '100');
        response.write('{', () => response.destroy());
      },
      'protocol',
      'broke its answer off in the middle',
    ],
    [
      'a closed connection',
      (request: IncomingMessage) => void request.socket.end(),
      'protocol',
      'took the request and hung up without an answer',
    ],
    [
      'a huge body',
      (_: IncomingMessage, response: ServerResponse) => void response.end('x'.repeat(5000)),
      'protocol',
      'has more than 1000 bytes',
    ],
    [
      'a page',
      (_: IncomingMessage, response: ServerResponse) =>
        void response.setHeader('content-type', 'text/html').end('<html>'),
      'protocol',
      'answers HTTP 200 with "text/html", not with an object of Kubernetes: it is no API server, or one behind something that is none',
    ],
    [
      'a redirect',
      (_: IncomingMessage, response: ServerResponse) =>
        void response.writeHead(302, { location: 'https://192.0.2.1/login' }).end(),
      'protocol',
      'answers a redirect to "https://192.0.2.1/login" (HTTP 302), which is not followed: it is no API server, or one behind something that is none',
    ],
    [
      'a broken proxy',
      (_: IncomingMessage, response: ServerResponse) => void response.writeHead(502).end(),
      'http',
      'answers HTTP 502 with a body of no type, not with an object of Kubernetes: it is no API server, or one behind something that is none',
    ],
  ])('with %s says so in time', async (_, answer, kind, words) => {
    const server = await serve(answer);
    const error = errorOf(
      await ask(kubeconfig(server), { limits: { connect: 300, whole: 300, body: 1000 } }),
    );
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(words);
  });

  it('may speak something else', async () => {
    const ssh = await serveTcp((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'));
    expect(errorOf(await ask(kubeconfig(`https://127.0.0.1:${ssh}`), QUICK))).toMatchObject({
      kind: 'protocol',
      message: `what listens at 127.0.0.1:${ssh} does not speak TLS`,
    });
    const bare = errorOf(await ask(kubeconfig(`http://127.0.0.1:${ssh}`, { cluster: {}, user: {} }), QUICK));
    expect(bare.message).toBe(`what listens at 127.0.0.1:${ssh} does not speak HTTP without TLS`);
    const closing = await serveTcp((socket) => socket.once('data', () => socket.end()));
    const closed = errorOf(await ask(kubeconfig(`https://127.0.0.1:${closing}`), QUICK));
    expect(closed.message).toMatch(/hangs up when TLS is begun/);
  });

  it('is not waited for by who has left', async () => {
    const server = await serve(() => {});
    const left = new AbortController();
    const asking = ask(kubeconfig(server), { signal: left.signal });
    setTimeout(() => left.abort(), 20);
    expect(errorOf(await asking).kind).toBe('aborted');
    expect(errorOf(await ask(kubeconfig(server), { signal: AbortSignal.abort() })).kind).toBe('aborted');
  });
});

describe('a certificate', () => {
  it.each([
    ['server-other', 'is not signed by the authority in the kubeconfig, "kubernetes", but by "example"'],
    [
      'server-again',
      'is signed by another authority of the name "kubernetes" than the one in the kubeconfig, as after the cluster was made anew',
    ],
    ['server-elsewhere', 'is valid for "api.example.com", "192.0.2.10", not for "127.0.0.1"'],
    ['server-nameless', 'has no names, not for "127.0.0.1"'],
    ['server-expired', 'expired 2026-02-18 22:10 UTC'],
    ['server-early', 'is not valid before 2120-01-01 00:00 UTC'],
  ])('%s is not taken, and nothing is sent', async (certificate, words) => {
    let requests = 0;
    const server = await serve(() => {
      requests++;
    }, certificate);
    const error = errorOf(await ask(kubeconfig(server), QUICK));
    expect(error).toMatchObject({ kind: 'tls', message: `the certificate of "${server}" ${words}` });
    expect(requests).toBe(0);
  });

  it('is not taken from nobody', async () => {
    const server = await serve(answers({}));
    const error = errorOf(await ask(kubeconfig(server, { cluster: {} })));
    expect(error.message).toMatch(
      /is not signed by an authority that this machine knows, and the kubeconfig names none$/,
    );
  });

  it('of ours may not be taken', async () => {
    const server = await serve(answers({}), 'server', { rejectUnauthorized: true });
    const foreign = errorOf(await ask(kubeconfig(server, { user: credentials('admin-again') }), QUICK));
    expect(foreign.kind).toMatch(/tls|protocol/);
    const unauthorized = await serve((_, response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify(status(401, 'Unauthorized', 'Unauthorized')));
    });
    const says = async (user: object) =>
      errorOf(await ask(kubeconfig(unauthorized, { user: { ...user } }))).message;
    const refused = `"${unauthorized}" does not take the credentials of the user "kubernetes-admin" of the kubeconfig`;
    expect(await says(credentials('admin-expired'))).toBe(
      `${refused}: its client certificate expired 2026-02-18 22:10 UTC`,
    );
    expect(await says(credentials('admin-again'))).toMatch(
      /most likely signed by another authority than this cluster's$/,
    );
    expect(await says({ token: 'secret-4' })).toBe(`${refused}: its token is not valid, or no longer`);
    expect(await says({})).toMatch(/answers nobody without credentials/);
  });
});

describe('a refusal', () => {
  it.each([
    [403, 'Forbidden', 'forbidden'],
    [404, 'NotFound', 'notFound'],
    [410, 'Expired', 'http'],
    [500, 'InternalError', 'http'],
    [503, 'ServiceUnavailable', 'http'],
  ])('of HTTP %i carries the words and the reason of its Status', async (code, reason, kind) => {
    const server = await serve((_, response) => {
      response.writeHead(code, { 'content-type': 'application/json' });
      response.end(JSON.stringify(status(code, reason, 'these\nwords')));
    });
    const error = errorOf(await ask(kubeconfig(server)));
    expect(error).toMatchObject({ kind, status: code, reason });
    expect(error.message).toContain('these words');
  });

  it('of 404 by what is no API server is not "there is none"', async () => {
    const server = await serve((_, response) => void response.writeHead(404).end('404 page not found'));
    expect(errorOf(await ask(kubeconfig(server))).kind).toBe('protocol');
  });
});
