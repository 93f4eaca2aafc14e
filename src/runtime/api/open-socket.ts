import { request } from 'node:http';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import { nameProblem } from '../name-problem.ts';
import {
  type Address,
  type Connection,
  type Credentials,
  shownAddress,
  type TlsSettings,
} from './connection.ts';

/** How far a request has come. */
export type Stage = 'lookup' | 'connect' | 'proxy' | 'handshake' | 'answer' | 'body';

/**
 * One request's progress: its stage, and the socket that must be closed when it is over. Of TLS over TCP that is the
 * TLS socket alone: Node.js 20 may crash when what is under it is closed first.
 */
export interface Progress {
  stage: Stage;
  socket: Socket | null;
}

/** Opens what HTTP is spoken over: TCP, through the proxy if there is one, TLS if the URL says so. */
export async function openSocket(connection: Connection, progress: Progress): Promise<Socket> {
  const { tls, credentials } = connection;
  const socket = await openTunnel(connection, progress);
  return tls ? secure(socket, tls, credentials, progress) : socket;
}

/** The certificate that the server shows, whoever signed it: nothing is asked of it and nothing sent. */
export async function lookAtCertificate(
  connection: Connection,
  progress: Progress,
): Promise<PeerCertificate | null> {
  if (!connection.tls) return null;
  const socket = await openTunnel(connection, progress);
  const tls = { ...connection.tls, authorities: null, verify: false };
  const secured = await secure(socket, tls, { user: null, authorization: null, pair: null }, progress);
  return secured.getPeerCertificate(true);
}

async function openTunnel({ address, proxy }: Connection, progress: Progress): Promise<Socket> {
  const socket = await dial(proxy ?? address, progress);
  if (!proxy) return socket;
  progress.stage = 'proxy';
  return tunnel(socket, address, proxy.authorization, progress);
}

function dial({ host, port }: Address, progress: Progress): Promise<Socket> {
  return new Promise((resolve, reject) => {
    progress.stage = isIP(host) ? 'connect' : 'lookup';
    const socket = kept(connect({ host, port }), progress);
    socket.on('lookup', (error: Error | null) => {
      if (!error) progress.stage = 'connect';
    });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** What a proxy answers instead of opening a tunnel. */
export class ProxyRefusal extends Error {}

function tunnel(
  socket: Socket,
  address: Address,
  authorization: string | null,
  progress: Progress,
): Promise<Socket> {
  const path = shownAddress(address);
  return new Promise((resolve, reject) => {
    const asking = request({
      method: 'CONNECT',
      path,
      headers: { host: path, ...(authorization !== null && { 'proxy-authorization': authorization }) },
      createConnection: () => socket,
    });
    asking.once('connect', (response, tunnelled: Socket, head) => {
      if (response.statusCode !== 200) reject(new ProxyRefusal(`HTTP ${response.statusCode}`));
      // TLS starts with us: who speaks first is no server that we asked for.
      else if (head.length > 0) reject(new ProxyRefusal('data that nobody asked for'));
      else resolve(kept(tunnelled, progress));
    });
    asking.once('response', ({ statusCode }) => reject(new ProxyRefusal(`HTTP ${statusCode}`)));
    asking.once('error', reject);
    asking.end();
  });
}

function secure(
  socket: Socket,
  { authorities, expectedName, verify }: TlsSettings,
  { pair }: Credentials,
  progress: Progress,
): Promise<TLSSocket> {
  progress.stage = 'handshake';
  return new Promise((resolve, reject) => {
    const secured = connectTls({
      socket,
      rejectUnauthorized: verify,
      checkServerIdentity: (_, certificate) => nameProblem(expectedName, certificate),
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      // Go trusts what is in the kubeconfig, be it an intermediate authority or the server's own certificate.
      allowPartialTrustChain: true,
      ...(isIP(expectedName) === 0 && { servername: expectedName }),
      ...(authorities && { ca: [...authorities] }),
      ...(pair && { cert: pair.certificate, key: pair.key }),
    });
    kept(secured, progress);
    secured.once('secureConnect', () => resolve(secured));
    secured.once('error', reject);
    // A server that hangs up during the handshake.
    secured.once('close', () => reject(new Error('socket hang up')));
  });
}

function kept<T extends Socket>(socket: T, progress: Progress): T {
  progress.socket = socket;
  // One that fails after it was given up must not end the process.
  socket.on('error', () => {});
  return socket;
}
