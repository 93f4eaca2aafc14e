import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, ServerCredentials, type ServiceDefinition, status } from '@grpc/grpc-js';
import { Reader } from 'protobufjs/light.js';
import { recordedCri } from './recorded.ts';

/** Something that listens, and how it ends. */
export interface Listening {
  readonly path: string;
  stop(): void;
}

/** What a fake runtime answers to a call: bytes, `silence`, or the number of a gRPC status. */
export type Answers = (method: string, request: Buffer) => Buffer | 'silence' | number;

/** The recorded answers, those about one container or sandbox by its ID. */
export const asRecorded: Answers = (method, request) => {
  const id = /Status$/.test(method) && request.length > 0 ? ` ${firstText(request)}` : '';
  return recordedCri.get(method + id) ?? status.UNIMPLEMENTED;
};

/** A runtime that serves CRI, or with another package something else. */
export async function serveCri(answers: Answers, api = 'v1'): Promise<Listening> {
  const { path, remove } = temporarySocket();
  const server = new Server({ 'grpc.max_send_message_length': -1 });
  const methods = [
    'Version',
    'Status',
    'RuntimeConfig',
    'ListPodSandbox',
    'PodSandboxStatus',
    'ListContainers',
  ];
  const definition = Object.fromEntries(
    [...methods, 'ContainerStatus'].map((method) => [
      method,
      {
        path: `/runtime.${api}.RuntimeService/${method}`,
        requestStream: false,
        responseStream: false,
        requestDeserialize: (bytes: Buffer) => bytes,
        requestSerialize: (bytes: Buffer) => bytes,
        responseDeserialize: (bytes: Buffer) => bytes,
        responseSerialize: (bytes: Buffer) => bytes,
      },
    ]),
  ) satisfies ServiceDefinition;
  server.addService(
    definition,
    Object.fromEntries(
      Object.keys(definition).map((method) => [
        method,
        (call: { request: Buffer }, callback: (error: object | null, value?: Buffer) => void) => {
          const answer = answers(method, call.request);
          if (answer === 'silence') return;
          if (typeof answer === 'number') callback({ code: answer, details: `status ${answer}` });
          else callback(null, answer);
        },
      ]),
    ),
  );
  await new Promise<void>((resolve, reject) =>
    server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    ),
  );
  return {
    path,
    stop: () => {
      server.forceShutdown();
      remove();
    },
  };
}

/** Something that listens and is no runtime. */
export async function serveBytes(greet: (socket: Socket) => void): Promise<Listening> {
  const { path, remove } = temporarySocket();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    greet(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return {
    path,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      remove();
    },
  };
}

/** A path for a socket in a directory of its own. */
export function temporarySocket(): { readonly path: string; readonly remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'spctl-runtime-'));
  return {
    path: join(directory, 'x.sock'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function firstText(message: Buffer): string {
  const reader = Reader.create(message);
  reader.uint32();
  return reader.string();
}
