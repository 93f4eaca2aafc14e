import { isIP } from 'node:net';
import type { Location } from '../../diagnostics/location.ts';
import type { Host } from '../../node/host/host.ts';
import type { Kubeconfig, KubeconfigUser, Placed } from '../../pki/kubeconfig.ts';
import { basicAuthorization } from '../basic-authorization.ts';
import { unusable } from './api-error.ts';
import { type ClientPair, readAuthorities, readClientPair, textOfFile } from './materials.ts';

/** How an API server is reached, and as whom. */
export interface Connection {
  /** For people: `https://192.0.2.10:6443`. */
  readonly server: string;
  /** The kubeconfig, and its line that names the server. */
  readonly file: string;
  readonly location: Location;
  readonly address: Address;
  /** What stands before each path, without a `/` at its end. */
  readonly basePath: string;
  /** Null: plain HTTP. */
  readonly tls: TlsSettings | null;
  readonly proxy: Proxy | null;
  readonly credentials: Credentials;
}

/** Of a TCP port. */
export interface Address {
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
}

/** How the server is known; of a connection that is encrypted. */
export interface TlsSettings {
  /** As PEM; null: those of this machine. */
  readonly authorities: readonly string[] | null;
  /** The names of those in the kubeconfig; null where it names none. */
  readonly authorityNames: readonly string[] | null;
  /** What the server's certificate must be valid for. */
  readonly expectedName: string;
  readonly verify: boolean;
}

/** An HTTP proxy, which is asked for a tunnel (CONNECT). */
export interface Proxy extends Address {
  /** A secret. */
  readonly authorization: string | null;
}

/** Who asks. Over plain HTTP client-go sends none of it, and neither do we. */
export interface Credentials {
  /** The kubeconfig's name for it; null where it names none. */
  readonly user: string | null;
  /** The value of the header; a secret. */
  readonly authorization: string | null;
  readonly pair: ClientPair | null;
}

/**
 * The connection that client-go makes of a kubeconfig (clientcmd client_config.go ClientConfig, rest/config.go,
 * transport/transport.go). Programs and plugins that a kubeconfig names are not run, and proxies that the environment
 * names are not used: only what stands in the kubeconfig decides. Throws ApiFailure.
 */
export function connectionOf(host: Host, kubeconfig: Kubeconfig): Connection {
  const { file, cluster, user, problem } = kubeconfig;
  if (problem) throw unusable(file, problem.reason, problem.location);
  if (!cluster?.server) throw unusable(file, 'it names no API server', { file });
  const { server, location } = { server: cluster.server.value, location: cluster.server.location };
  const isSecureByDefault =
    cluster.certificateAuthority !== null || cluster.insecureSkipTLSVerify || user?.clientCertificate != null;
  const url = serverUrl(server, isSecureByDefault);
  if (!url) throw unusable(file, `"${server}" is no URL of a server`, location);
  const isSecure = url.protocol === 'https:';
  const address = addressOf(url, isSecure ? 443 : 80);
  const verify = isSecure && !cluster.insecureSkipTLSVerify;
  const authorities = verify ? readAuthorities(host, file, cluster.certificateAuthority) : null;
  return {
    server: `${url.protocol}//${url.hostname}:${address.port}`,
    file,
    location,
    address,
    basePath: url.pathname.replace(/\/+$/, ''),
    tls: isSecure
      ? {
          authorities: authorities?.map(({ pem }) => pem) ?? null,
          authorityNames: (cluster.certificateAuthority && authorities?.map(({ name }) => name)) ?? null,
          expectedName: cluster.tlsServerName?.value ?? address.host,
          verify,
        }
      : null,
    proxy: cluster.proxyUrl && readProxy(file, cluster.proxyUrl, isSecure),
    credentials:
      isSecure && user ? readCredentials(host, file, user) : { ...NOBODY, user: user?.name ?? null },
  };
}

const NOBODY: Credentials = { user: null, authorization: null, pair: null };

/** rest/url_utils.go DefaultServerURL: a host and port without a scheme will do. */
function serverUrl(text: string, isSecureByDefault: boolean): URL | null {
  const written = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(text)
    ? text
    : `${isSecureByDefault ? 'https' : 'http'}://${text}`;
  if (!URL.canParse(written)) return null;
  const url = new URL(written);
  const isBare = written === text || url.pathname === '/';
  return isBare && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '' ? url : null;
}

function addressOf({ hostname, port }: URL, usual: number): Address {
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) };
}

function readProxy(file: string, { value, location }: Placed, isSecure: boolean): Proxy {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || url.hostname === '') throw unusable(file, 'its "proxy-url" is no URL', location);
  const scheme = url.protocol.slice(0, -1);
  if (scheme !== 'http') {
    const reason = `its "proxy-url" names a proxy of the kind "${scheme}", and only "http" is supported here`;
    throw unusable(file, reason, location, 'give a kubeconfig that needs no such proxy');
  }
  if (!isSecure) {
    const reason = 'it names a proxy for a server without TLS, which is not supported here';
    throw unusable(file, reason, location, 'give a kubeconfig that needs no proxy');
  }
  return { ...addressOf(url, 80), authorization: basicAuthorization(url) };
}

function readCredentials(host: Host, file: string, user: KubeconfigUser): Credentials {
  refusePlugins(file, user);
  const { name, clientCertificate, clientKey } = user;
  const pair =
    clientCertificate && clientKey ? readClientPair(host, file, clientCertificate, clientKey) : null;
  const token = readToken(host, file, user);
  return { user: name, authorization: token === null ? null : `Bearer ${token}`, pair };
}

const INSTEAD = 'give a kubeconfig with a client certificate or a token, like /etc/kubernetes/admin.conf';

function refusePlugins(file: string, user: KubeconfigUser): void {
  const who = `its user "${user.name}"`;
  if (user.hasExec) {
    const command = user.execCommand ? `"${user.execCommand.value}"` : 'a program';
    const reason = `${who} gets credentials by running ${command} ("exec"), and spctl runs no programs that a kubeconfig names`;
    throw unusable(file, reason, user.execCommand?.location ?? { file }, INSTEAD);
  }
  if (user.hasAuthProvider) {
    const provider = user.authProviderName ? ` "${user.authProviderName.value}"` : '';
    const reason = `${who} gets credentials by the plugin${provider} ("auth-provider"), and spctl has none`;
    throw unusable(file, reason, user.authProviderName?.location ?? { file }, INSTEAD);
  }
  if (user.hasBasicAuth) {
    const reason = `${who} has a name and a password, which API servers have not taken since 1.19`;
    throw unusable(file, reason, { file }, INSTEAD);
  }
  if (user.actAs) {
    const reason = `${who} asks as "${user.actAs.value}" ("as"), which is not supported here`;
    throw unusable(file, reason, user.actAs.location, INSTEAD);
  }
}

/** The file counts where it can be read (transport/round_trippers.go, token_source.go). */
function readToken(host: Host, file: string, { token, tokenFile }: KubeconfigUser): string | null {
  if (!tokenFile) return token && headerText(file, token.value, token.location);
  const text = textOfFile(host, tokenFile.value);
  const inFile = text.ok ? text.value.trim() : '';
  if (inFile !== '') return headerText(file, inFile, tokenFile.location);
  if (token) return headerText(file, token.value, token.location);
  const why = text.ok ? 'is empty' : `can't be read: ${text.failure.message}`;
  throw unusable(file, `its token file "${tokenFile.value}" ${why}`, tokenFile.location);
}

function headerText(file: string, token: string, location: Location): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(token)) return token;
  throw unusable(file, 'its token has characters that no HTTP header may have', location);
}

/** `192.0.2.10:6443`, `[2001:db8::1]:6443`. */
export function shownAddress({ host, port }: Address): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}
