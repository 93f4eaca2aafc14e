import { type IncomingMessage, request as requestHttp } from 'node:http';
import type { Socket } from 'node:net';
import { type ApiResult, answered, unanswered } from './api-error.ts';
import type { Connection } from './connection.ts';
import { Expired, explain, Interrupted, TooLarge } from './explain.ts';
import { openSocket, type Progress } from './open-socket.ts';

/** What a question may cost. */
export interface Limits {
  /** Milliseconds until there is a connection, and until the whole answer is there. */
  readonly connect: number;
  readonly whole: number;
  /** Bytes of an answer. */
  readonly body: number;
}

/** What came back, whatever its status. */
export interface Answer {
  readonly status: number;
  /** In lower case, without parameters. */
  readonly contentType: string;
  /** Where a redirect, which is not followed, leads. */
  readonly redirect: string | null;
  readonly text: string;
}

/** One GET on a connection of its own, which is closed when this returns. It never rejects. */
export async function request(
  connection: Connection,
  path: string,
  limits: Limits,
  signal?: AbortSignal,
): Promise<ApiResult<Answer>> {
  const progress: Progress = { stage: 'lookup', socket: null };
  const end = deadline(limits, progress, signal);
  try {
    return answered(await Promise.race([ask(connection, path, limits, progress), end.passed]));
  } catch (error) {
    return unanswered(await explain(error, { connection, stage: progress.stage, limits }));
  } finally {
    end.clear();
    progress.socket?.destroy();
  }
}

/** Rejects when the time is over, or somebody does not want to wait for it. */
function deadline({ connect, whole }: Limits, progress: Progress, signal: AbortSignal | undefined) {
  const timers: NodeJS.Timeout[] = [];
  let interrupt = () => {};
  const passed = new Promise<never>((_, reject) => {
    interrupt = () => reject(new Interrupted());
    const isConnected = () => progress.stage === 'answer' || progress.stage === 'body';
    timers.push(setTimeout(() => isConnected() || reject(new Expired(connect)), connect));
    timers.push(setTimeout(() => reject(new Expired(whole)), whole));
    if (signal?.aborted) interrupt();
    signal?.addEventListener('abort', interrupt);
  });
  const clear = () => {
    for (const timer of timers) clearTimeout(timer);
    signal?.removeEventListener('abort', interrupt);
  };
  return { passed, clear };
}

async function ask(
  connection: Connection,
  path: string,
  { body }: Limits,
  progress: Progress,
): Promise<Answer> {
  const socket = await openSocket(connection, progress);
  progress.stage = 'answer';
  const response = await send(connection, path, socket);
  progress.stage = 'body';
  const { statusCode: status = 0, headers } = response;
  return {
    status,
    contentType: (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase(),
    redirect: status >= 300 && status < 400 ? (headers.location ?? null) : null,
    text: await readBody(response, body),
  };
}

function send(
  { address, basePath, credentials: { authorization } }: Connection,
  path: string,
  socket: Socket,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asking = requestHttp({
      host: address.host,
      port: address.port,
      path: basePath + path,
      headers: {
        accept: 'application/json',
        'user-agent': 'spctl',
        ...(authorization !== null && { authorization }),
      },
      createConnection: () => socket,
    });
    asking.once('response', resolve);
    asking.once('error', reject);
    asking.end();
  });
}

function readBody(response: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    response.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > limit) reject(new TooLarge());
      else chunks.push(chunk);
    });
    response.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    response.once('error', reject);
    response.once('aborted', () => reject(new Error('aborted')));
  });
}
