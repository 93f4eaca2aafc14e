import type { IncomingMessage } from 'node:http';
import { parsed } from '../json.ts';
import type { RuntimeFailure } from '../running.ts';

/** A JSON document, or why there is none. */
export type HttpAnswer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: RuntimeFailure['reason']; readonly message: string };

const MAX_BODY = 16 * 1024 * 1024;

/** Gets a JSON document over a Unix socket. */
export async function httpGet(socketPath: string, path: string, deadline: number): Promise<HttpAnswer> {
  const { get } = await import('node:http');
  return new Promise((resolve) => {
    const request = get({ socketPath, path, headers: { Host: 'docker' }, agent: false });
    const timer = setTimeout(
      () => done({ ok: false, reason: 'timeout', message: 'no answer in time' }),
      deadline - Date.now(),
    );
    const done = (answer: HttpAnswer) => {
      clearTimeout(timer);
      resolve(answer);
      request.destroy();
    };
    request.on('error', ({ message }) => done({ ok: false, reason: 'garbled', message }));
    request.on('response', (response) => collect(response, done));
  });
}

function collect(response: IncomingMessage, done: (answer: HttpAnswer) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY)
      done({ ok: false, reason: 'tooLarge', message: 'it answers more than any node has' });
  });
  response.on('error', ({ message }) => done({ ok: false, reason: 'garbled', message }));
  response.on('end', () => {
    const value = parsed(Buffer.concat(chunks).toString());
    const { statusCode } = response;
    if (statusCode === 404) done({ ok: false, reason: 'absent', message: 'not found' });
    else if (statusCode !== 200) done({ ok: false, reason: 'failed', message: `HTTP status ${statusCode}` });
    else if (value === undefined) done({ ok: false, reason: 'garbled', message: 'the answer is no JSON' });
    else done({ ok: true, value });
  });
}
