import { readFileSync } from 'node:fs';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { memoryHost } from '../../../src/node/host/memory-host.ts';
import type { ApiError, ApiResult } from '../../../src/runtime/api/api-error.ts';
import { type Api, type ApiOptions, openApi } from '../../../src/runtime/api/open-api.ts';

/** A certificate or a key as PEM: see certificates/main.go. */
export function pem(name: string): string {
  return readFileSync(new URL(`certificates/${name}`, import.meta.url), 'utf8');
}

const running: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];

afterEach(() => {
  for (const { server, sockets } of running.splice(0)) {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
});

/** Listens at a free port of this machine until the test is over. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  running.push({ server, sockets });
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** An HTTPS server with a certificate of certificates/; its URL. */
export async function serve(
  answer: RequestListener,
  certificate = 'server',
  options: ServerOptions = {},
): Promise<string> {
  const files = { cert: pem(`${certificate}.crt`), key: pem(`${certificate}.key`) };
  const server = createHttps(
    { ...files, ca: pem('ca.crt'), requestCert: true, rejectUnauthorized: false, ...options },
    answer,
  );
  server.on('tlsClientError', () => {});
  return `https://127.0.0.1:${await listen(server)}`;
}

export async function servePlain(answer: RequestListener): Promise<number> {
  return listen(createHttp(answer));
}

/** Somebody who accepts connections, and does with them what it likes. */
export async function serveTcp(talk: (socket: Socket) => void): Promise<number> {
  return listen(createTcp(talk));
}

/** A port at which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createTcp();
  const port = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

export const KUBECONFIG = '/root/.kube/config';

interface Written {
  readonly cluster?: Readonly<Record<string, unknown>>;
  readonly user?: Readonly<Record<string, unknown>>;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A kubeconfig with the authority `ca` and the certificate `admin`, unless it is told otherwise. */
export function kubeconfig(server: string, { cluster, user }: Written = {}): string {
  const authority = { 'certificate-authority-data': base64(pem('ca.crt')) };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'kubernetes-admin' } }],
    clusters: [{ name: 'k', cluster: { server, ...(cluster ?? authority) } }],
    users: [{ name: 'kubernetes-admin', user: user ?? credentials('admin') }],
  });
}

export function authority(name: string) {
  return { 'certificate-authority-data': base64(pem(`${name}.crt`)) };
}

export function credentials(name: string) {
  return {
    'client-certificate-data': base64(pem(`${name}.crt`)),
    'client-key-data': base64(pem(`${name}.key`)),
  };
}

export function open(
  text: string,
  options: ApiOptions = {},
  files: Record<string, string> = {},
): ApiResult<Api> {
  const machine = memoryHost({ [KUBECONFIG]: text, ...files }, { live: true });
  return openApi(machine, KUBECONFIG, options);
}

/** An API that can be opened. */
export function opened(text: string, options: ApiOptions = {}, files: Record<string, string> = {}): Api {
  const api = open(text, options, files);
  if (!api.ok) throw new Error(api.error.message);
  return api.value;
}

/** Why there is no answer. */
export function errorOf(result: ApiResult<unknown>): ApiError {
  if (result.ok) throw new Error('there is an answer');
  return result.error;
}

/** What a server answers to paths, as JSON with status 200; all else is not found. */
export function answers(paths: Readonly<Record<string, unknown>>): RequestListener {
  return (request, response) => {
    const [path] = request.url!.split('?');
    const found = paths[request.url!] ?? paths[path!];
    if (typeof found === 'string') return response.setHeader('content-type', 'text/plain').end(found);
    response.setHeader('content-type', 'application/json');
    if (found === undefined) response.statusCode = 404;
    response.end(JSON.stringify(found ?? status(404, 'NotFound', `"${path}" not found`)));
  };
}

export function status(code: number, reason: string, message: string) {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
}
