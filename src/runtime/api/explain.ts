import type { PeerCertificate } from 'node:tls';
import { shownTime } from '../../diagnostics/shown-time.ts';
import type { ApiError } from './api-error.ts';
import { type Connection, shownAddress } from './connection.ts';
import { shownName } from './materials.ts';
import { lookAtCertificate, type Progress, ProxyRefusal, type Stage } from './open-socket.ts';
import type { Limits } from './request.ts';

/** The time is over. */
export class Expired extends Error {
  readonly after: number;

  constructor(after: number) {
    super('time is over');
    this.after = after;
  }
}

/** Nobody waits for the answer any more. */
export class Interrupted extends Error {}

/** An answer that is larger than it may be. */
export class TooLarge extends Error {}

/** Where a request failed. */
export interface Failed {
  readonly connection: Connection;
  readonly stage: Stage;
  readonly limits: Limits;
}

/** What an error of a connection means, in words a person can act on. */
export async function explain(error: unknown, failed: Failed): Promise<ApiError> {
  const { connection, stage } = failed;
  const where = shownAddress(connection.proxy ?? connection.address);
  if (error instanceof Interrupted)
    return { kind: 'aborted', message: `"${connection.server}" was not waited for` };
  if (error instanceof Expired) return expired(error.after, stage, connection, where);
  if (error instanceof TooLarge) {
    const message = `the answer of "${connection.server}" has more than ${failed.limits.body} bytes`;
    return { kind: 'protocol', message };
  }
  if (error instanceof ProxyRefusal) {
    const message = `the proxy ${where} opens no tunnel to ${shownAddress(connection.address)}: ${error.message}`;
    return { kind: 'refused', message, help: 'correct "proxy-url" in the kubeconfig' };
  }
  const { code, text } = detailsOf(error);
  if (stage === 'lookup') return unknownName(connection, code);
  if (stage === 'connect') return noWay(connection, where, code);
  return (
    alert(connection, code) ??
    (stage === 'handshake' ? await noTls(failed, code, text) : undefined) ??
    noHttp(connection, stage, code, text)
  );
}

function detailsOf(error: unknown): { readonly code: string; readonly text: string } {
  // Of several addresses that were tried, the first.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message } = (first ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return { code: typeof code === 'string' ? code : '', text: typeof message === 'string' ? message : '' };
}

function expired(after: number, stage: Stage, { server, address }: Connection, where: string): ApiError {
  const time = `${after / 1000} s`;
  const kind = 'timeout';
  switch (stage) {
    case 'lookup':
      return {
        kind: 'dns',
        message: `the name "${address.host}" was not resolved within ${time}`,
        help: DNS_HELP,
      };
    case 'connect': {
      const message = `${where} did not answer within ${time}: the machine is off or not reachable, or a firewall drops what is sent to it`;
      return { kind, message, help: REACH_HELP };
    }
    case 'proxy':
      return { kind, message: `the proxy ${where} opened no tunnel within ${time}` };
    case 'handshake':
      return {
        kind,
        message: `${shownAddress(address)} took the connection and did not answer TLS within ${time}: what listens there hangs, or is no API server`,
      };
    default: {
      const what = stage === 'body' ? 'did not end its answer' : 'took the request and did not answer it';
      return { kind, message: `"${server}" ${what} within ${time}` };
    }
  }
}

const DNS_HELP = 'correct the name in the kubeconfig, or see that it can be resolved here: getent hosts NAME';
const REACH_HELP = 'correct the address in the kubeconfig, or start that machine';

function unknownName({ proxy, address }: Connection, code: string): ApiError {
  const { host } = proxy ?? address;
  const why = code === 'ENOTFOUND' ? 'there is no such name' : 'the name server does not answer';
  return {
    kind: 'dns',
    message: `the name "${host}" can't be resolved: ${why} (${code})`,
    help: DNS_HELP.replace('NAME', host),
  };
}

function noWay({ proxy }: Connection, where: string, code: string): ApiError {
  const kind = 'refused';
  const what = proxy ? `the proxy ${where}` : where;
  switch (code) {
    case 'ECONNREFUSED': {
      const message = `nobody listens at ${what} (connection refused)`;
      return proxy
        ? { kind, message }
        : { kind, message, help: 'see why kube-apiserver does not run there, or correct the port' };
    }
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'EADDRNOTAVAIL':
      return { kind, message: `there is no route to ${what} (${code})`, help: REACH_HELP };
    case 'ETIMEDOUT':
      return { kind: 'timeout', message: `${what} did not answer`, help: REACH_HELP };
    default:
      return { kind, message: `no connection to ${what}: ${code}` };
  }
}

/** What a server says of our certificate; with TLS 1.3 it says so only after the handshake. */
function alert({ server, credentials }: Connection, code: string): ApiError | undefined {
  const [, what] = /ALERT_(.*)$/.exec(code) ?? [];
  if (what === undefined) return undefined;
  const why = what.toLowerCase().replaceAll('_', ' ');
  const { user, pair } = credentials;
  if (!/CERTIFICATE|UNKNOWN_CA/.test(what)) return { kind: 'tls', message: `"${server}" ends TLS: ${why}` };
  const whose = user === null ? '' : ` of the user "${user}"`;
  return {
    kind: 'tls',
    message: pair
      ? `"${server}" does not take the client certificate${whose}: ${why}`
      : `"${server}" wants a client certificate, and the kubeconfig has none${whose.replace('of', 'for')}`,
    help: 'take the kubeconfig of this cluster, and see that it is the address of an API server: etcd and kubelets want certificates of their own',
  };
}

async function noTls(failed: Failed, code: string, text: string): Promise<ApiError | undefined> {
  const { connection } = failed;
  const where = shownAddress(connection.address);
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/i.test(code) || /wrong version number/i.test(text)) {
    const message = `what listens at ${where} does not speak TLS`;
    return { kind: 'protocol', message, help: PORT_HELP };
  }
  if (
    code === 'ECONNRESET' ||
    code === 'EPIPE' ||
    text === 'socket hang up' ||
    /before secure TLS/.test(text)
  ) {
    return {
      kind: 'protocol',
      message: `what listens at ${where} hangs up when TLS is begun: it is no API server, or does not speak TLS`,
      help: PORT_HELP,
    };
  }
  const certificate = await certificateOf(failed);
  return { kind: 'tls', ...certificateProblem(connection, certificate, code || text) };
}

const PORT_HELP = 'correct the port in the kubeconfig: 6443 is usual';

/** Nobody is asked for more than once more, and not for long. */
async function certificateOf({ connection, limits }: Failed): Promise<PeerCertificate | null> {
  const progress: Progress = { stage: 'lookup', socket: null };
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, limits.connect, null);
  });
  try {
    return await Promise.race([lookAtCertificate(connection, progress), end]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    progress.socket?.destroy();
  }
}

const OWN_KUBECONFIG =
  "take the kubeconfig of this cluster: /etc/kubernetes/admin.conf of a control plane node has the authority's certificate";

function certificateProblem(
  { server, tls }: Connection,
  certificate: PeerCertificate | null,
  code: string,
): Pick<ApiError, 'message' | 'help'> {
  const subject = `the certificate of "${server}"`;
  const expectedName = tls?.expectedName ?? '';
  switch (code) {
    case 'ERR_TLS_CERT_ALTNAME_INVALID': {
      const names = namesOf(certificate);
      const valid = names.length === 0 ? 'has no names' : `is valid for ${names.join(', ')}`;
      return {
        message: `${subject} ${valid}, not for "${expectedName}"`,
        help: 'write one of its names into the kubeconfig ("server", or "tls-server-name"), or make the certificate anew with --apiserver-cert-extra-sans',
      };
    }
    case 'CERT_HAS_EXPIRED': {
      const until = certificate ? Date.parse(certificate.valid_to) : Number.NaN;
      return until <= Date.now()
        ? { message: `${subject} expired ${shownTime(until)}`, help: RENEW }
        : { message: `an authority that ${subject} depends on has expired`, help: RENEW };
    }
    case 'CERT_NOT_YET_VALID': {
      const from = certificate ? Date.parse(certificate.valid_from) : Number.NaN;
      const when = from > Date.now() ? ` before ${shownTime(from)}` : ' yet';
      return {
        message: `${subject} is not valid${when}`,
        help: "see that this machine's clock is right: timedatectl",
      };
    }
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_SIGNATURE_FAILURE':
    case 'ERR_SSL_CERTIFICATE_VERIFY_FAILED':
      return {
        message: `${subject} ${notSigned(tls?.authorityNames ?? null, certificate)}`,
        help: OWN_KUBECONFIG,
      };
    default:
      return { message: `${subject} is not taken: ${code}` };
  }
}

const RENEW = 'renew it on the control plane node: kubeadm certs renew apiserver, and restart kube-apiserver';

function notSigned(authorities: readonly string[] | null, certificate: PeerCertificate | null): string {
  if (authorities === null) {
    return 'is not signed by an authority that this machine knows, and the kubeconfig names none';
  }
  const issuer = certificate?.issuer ? shownName(`CN=${certificate.issuer.CN ?? ''}`) : '';
  const mine = authorities.map((name) => `"${name}"`).join(', ');
  const theirs = issuer === '' ? '' : `, but by "${issuer}"`;
  return authorities.includes(issuer)
    ? `is signed by another authority of the name "${issuer}" than the one in the kubeconfig, as after the cluster was made anew`
    : `is not signed by the authority in the kubeconfig, ${mine}${theirs}`;
}

/** `DNS:a, IP Address:10.0.0.1` → what people write. */
function namesOf(certificate: PeerCertificate | null): readonly string[] {
  const names = (certificate?.subjectaltname ?? '').split(', ').filter((name) => name !== '');
  const shown = names.map((name) => `"${name.replace(/^(?:DNS|IP Address|URI):/, '')}"`);
  return shown.length > 12 ? [...shown.slice(0, 12), `${shown.length - 12} more`] : shown;
}

function noHttp({ server, tls, address }: Connection, stage: Stage, code: string, text: string): ApiError {
  const kind = 'protocol';
  const where = shownAddress(address);
  if (stage === 'proxy') return { kind, message: `the proxy breaks off: ${code || text}` };
  if (stage === 'body') return { kind, message: `"${server}" broke its answer off in the middle` };
  if (code.startsWith('HPE_')) {
    return {
      kind,
      message: `what listens at ${where} does not speak HTTP${tls ? '' : ' without TLS'}`,
      help: `correct "server" in the kubeconfig${tls ? '' : ': "https://" and the port of an API server'}`,
    };
  }
  return { kind, message: `"${server}" took the request and hung up without an answer` };
}
