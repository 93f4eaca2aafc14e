import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { Reader, Root, type Type } from 'protobufjs/light.js';
import type { RuntimeFailure } from '../running.ts';
import type { Conversation, Reply } from './conversation.ts';
import { DESCRIPTOR, type Method } from './descriptor.ts';

/** What a kubelet takes from a runtime in one message (k8s.io/cri-client pkg/utils.go). */
const MAX_MESSAGE = 16 * 1024 * 1024;
/** What one container or sandbox may say; the configuration of a container is a tenth of it. */
const MAX_STATUS = 4 * 1024 * 1024;
/** Sandboxes, containers and what each of them has: thousands of pods have less. */
const MAX_PARTS = 400_000;

/** Opens a conversation over the socket at a path of this machine. All of it ends at `deadline`. */
export function converse(path: string, deadline: number): Conversation {
  const client = new Client(`unix:${path}`, credentials.createInsecure(), {
    'grpc.default_authority': 'localhost',
    'grpc.max_receive_message_length': MAX_MESSAGE,
    'grpc.enable_http_proxy': 0,
    'grpc.enable_retries': 0,
    'grpc.service_config_disable_resolution': 1,
  });
  const root = Root.fromJSON(DESCRIPTOR);
  return {
    call: (api, method, request) =>
      new Promise((resolve) => {
        const [asked, answered] = [root.lookupType(`${method}Request`), root.lookupType(`${method}Response`)];
        client.makeUnaryRequest<object, unknown>(
          `/runtime.${api}.RuntimeService/${method}`,
          (message) => Buffer.from(asked.encode(message).finish()),
          (bytes) => read(bytes, method, answered),
          request,
          new Metadata(),
          { deadline },
          (error, value) => resolve(error ? failed(error) : { ok: true, value }),
        );
      }),
    close: () => client.close(),
  };
}

/** The JSON of the message as crictl prints it. */
function read(bytes: Buffer, method: Method, type: Type): unknown {
  const isList = method.startsWith('List');
  if (isList ? parts(bytes) > MAX_PARTS : bytes.length > MAX_STATUS) throw new Error(TOO_MUCH);
  return type.toObject(type.decode(bytes), { longs: String, enums: String, defaults: true });
}

/** The fields of a message that holds messages, and of those: few bytes may ask for much memory. */
function parts(bytes: Uint8Array): number {
  const reader = Reader.create(bytes);
  let count = 0;
  let end = 0;
  while (reader.pos < reader.len && count <= MAX_PARTS) {
    count++;
    const wireType = reader.uint32() & 7;
    // Of a field of the list itself what is in it comes next; a field of an item is skipped as a whole.
    if (wireType === 2 && reader.pos >= end) end = reader.uint32() + reader.pos;
    else reader.skipType(wireType);
  }
  return count;
}

const TOO_MUCH = 'larger than any node has it';

function failed({ code, details }: ServiceError): Reply & { ok: false } {
  const isTooMuch = code === status.RESOURCE_EXHAUSTED || details.includes(TOO_MUCH);
  const reason = isTooMuch ? 'tooLarge' : (REASONS[code] ?? 'failed');
  return { ok: false, reason, message: WORDS[reason] ?? details.slice(0, MAX_WORDS) };
}

/** What a runtime's own words are cut to. */
const MAX_WORDS = 500;

const REASONS: Readonly<Partial<Record<status, RuntimeFailure['reason']>>> = {
  [status.DEADLINE_EXCEEDED]: 'timeout',
  [status.UNIMPLEMENTED]: 'unimplemented',
  [status.PERMISSION_DENIED]: 'denied',
  [status.NOT_FOUND]: 'absent',
  // What can't be read, and what breaks the connection off.
  [status.INTERNAL]: 'garbled',
  [status.UNAVAILABLE]: 'garbled',
};

/** What a person can do something with, instead of gRPC's own words. */
const WORDS: Readonly<Partial<Record<RuntimeFailure['reason'], string>>> = {
  timeout: 'no answer in time',
  unimplemented: 'it answers, but does not serve CRI, as containerd whose CRI plugin is disabled',
  garbled: 'what it answers can not be read as CRI',
  tooLarge: `what it answers is ${TOO_MUCH}`,
};
