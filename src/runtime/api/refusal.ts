import { shownTime } from '../../diagnostics/shown-time.ts';
import { integerOrNull, parsed, textOf } from '../json.ts';
import { oneLine } from '../one-line.ts';
import type { ApiError } from './api-error.ts';
import type { Connection } from './connection.ts';
import type { Answer } from './request.ts';

/** What a server means that answers something else than was asked for. */
export function refusal(connection: Connection, answer: Answer): ApiError {
  const { status } = answer;
  const said = readStatus(answer);
  if (!said) return notAnApiServer(connection, answer);
  const told = { status, ...(said.reason !== '' && { reason: said.reason }) };
  switch (status) {
    case 401:
      return { kind: 'unauthorized', ...unauthorized(connection), ...told };
    case 403:
      return {
        kind: 'forbidden',
        message: `"${connection.server}" forbids it: ${said.message}`,
        help: "take another user's kubeconfig: /etc/kubernetes/admin.conf may do everything",
        ...told,
      };
    case 404:
      return { kind: 'notFound', message: said.message, ...told };
    default:
      return {
        kind: 'http',
        message: `"${connection.server}" answers HTTP ${status}: ${said.message}`,
        ...told,
      };
  }
}

/** The message and reason of a Status object (meta/v1), which is how an API server refuses. */
function readStatus({ text: body }: Answer): { readonly message: string; readonly reason: string } | null {
  const value = parsed(body);
  if (textOf(value, 'kind') !== 'Status' || integerOrNull(value, 'code') === null) return null;
  return { message: oneLine(textOf(value, 'message')), reason: oneLine(textOf(value, 'reason')) };
}

function unauthorized({ server, credentials }: Connection): Pick<ApiError, 'message' | 'help'> {
  const { user, pair, authorization } = credentials;
  const who = user === null ? 'the kubeconfig' : `the user "${user}" of the kubeconfig`;
  if (!pair && authorization === null) {
    return {
      message: `"${server}" answers nobody without credentials, and ${who} has none`,
      help: 'take a kubeconfig with a client certificate or a token, like /etc/kubernetes/admin.conf',
    };
  }
  const refused = `"${server}" does not take the credentials of ${who}`;
  const now = Date.now();
  if (pair && pair.notAfter < now) {
    return {
      message: `${refused}: its client certificate expired ${shownTime(pair.notAfter)}`,
      help: 'renew it on a control plane node: kubeadm certs renew admin.conf',
    };
  }
  if (pair && pair.notBefore > now) {
    return {
      message: `${refused}: its client certificate is not valid before ${shownTime(pair.notBefore)}`,
      help: "see that this machine's clock is right: timedatectl",
    };
  }
  return {
    message: pair
      ? `${refused}: its client certificate is most likely signed by another authority than this cluster's`
      : `${refused}: its token is not valid, or no longer`,
    help: 'take the kubeconfig of this cluster, as /etc/kubernetes/admin.conf on a control plane node is',
  };
}

function notAnApiServer(
  connection: Connection,
  { status, redirect, contentType, text: body }: Answer,
): ApiError {
  const { server, tls } = connection;
  if (!tls && status === 400 && body.startsWith('Client sent an HTTP request to an HTTPS server')) {
    return {
      kind: 'protocol',
      message: `what listens at "${server}" wants TLS, and the kubeconfig names it with "http://"`,
      help: `write "${server.replace('http:', 'https:')}" into the kubeconfig`,
      status,
    };
  }
  const what =
    redirect !== null
      ? `a redirect to "${oneLine(redirect)}" (HTTP ${status}), which is not followed`
      : `HTTP ${status} with ${contentType === '' ? 'a body of no type' : `"${oneLine(contentType)}"`}, not with an object of Kubernetes`;
  return {
    kind: redirect === null && status >= 500 ? 'http' : 'protocol',
    message: `"${server}" answers ${what}: it is no API server, or one behind something that is none`,
    help: 'correct "server" in the kubeconfig',
    status,
  };
}
