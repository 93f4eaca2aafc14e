import { closeSync, constants, openSync } from 'node:fs';
import { connect } from 'node:net';
import { encode, isUtf8 } from '../bytes/text.ts';
import type { Host } from '../node/host/host.ts';
import type { RuntimeFailure } from './running.ts';

/** A socket at which somebody listens, under a path that connect(2) takes. */
export type Reached =
  | { readonly ok: true; readonly path: string; readonly release: () => void }
  | { readonly ok: false; readonly reason: RuntimeFailure['reason']; readonly message: string };

/** What sun_path holds beside its NUL (unix(7)). */
const MAX_SOCKET_PATH = 107;
/** open(2), Linux: a place, not a file; constants has no name for it. */
const O_PATH = 0o10000000;

/** Looks whether somebody listens at a socket of the node, without a word to him. */
export async function reachSocket(host: Host, path: string, timeLimit: number): Promise<Reached> {
  if (!host.live || host.hostPath('/') === undefined)
    return missed('copy', 'in a copy of a node nothing runs');
  const found = host.stat(path);
  if (!found.ok) {
    const { reason, message } = found.failure;
    return missed(reason === 'absent' || reason === 'denied' ? reason : 'failed', message);
  }
  if (found.value.type !== 'socket') return missed('notSocket', 'it is not a socket');
  const address = addressOf(host.hostPath(path)!);
  if (!address.ok) return address;
  const failure = await knock(address.path, timeLimit);
  if (!failure) return address;
  address.release();
  return failure;
}

/**
 * A long path, or one that Node or gRPC could not hand on, goes through an open descriptor of the socket: for
 * connect(2) the link /proc/self/fd/N leads there.
 */
function addressOf(path: string): Reached {
  const isPlain = isUtf8(path) && /^[\x21-\x7e]*$/.test(path);
  if (isPlain && path.length <= MAX_SOCKET_PATH) return { ok: true, path, release: () => {} };
  if (process.platform !== 'linux') return missed('failed', 'the path of the socket is too long');
  try {
    const descriptor = openSync(Buffer.from(encode(path)), O_PATH | constants.O_RDONLY);
    return {
      ok: true,
      path: `/proc/self/fd/${descriptor}`,
      release: () => closeSync(descriptor),
    };
  } catch (error) {
    return failureOf(error as NodeJS.ErrnoException);
  }
}

/** Connects and hangs up. */
function knock(path: string, timeLimit: number): Promise<(Reached & { ok: false }) | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    const done = (failure?: Reached & { ok: false }) => {
      socket.destroy();
      resolve(failure);
    };
    socket.setTimeout(timeLimit, () => done(missed('timeout', 'it takes no connection')));
    socket.once('connect', () => done());
    socket.once('error', (error: NodeJS.ErrnoException) => done(failureOf(error)));
  });
}

function failureOf({ code, message }: NodeJS.ErrnoException): Reached & { ok: false } {
  switch (code) {
    case 'ENOENT':
      return missed('absent', 'no such file or directory');
    case 'EACCES':
    case 'EPERM':
      return missed('denied', 'permission denied');
    case 'ECONNREFUSED':
      return missed('refused', 'nobody listens there');
    case 'EAGAIN':
      return missed('timeout', 'it takes no connection');
    default:
      // `connect EPROTOTYPE /run/x.sock`: no words of it but the code, for the path may be a stand-in.
      return missed('failed', code ?? message);
  }
}

function missed(reason: RuntimeFailure['reason'], message: string): Reached & { ok: false } {
  return { ok: false, reason, message };
}
