import type { Location } from '../../diagnostics/location.ts';
import type { Host } from '../../node/host/host.ts';
import { readKubeconfig } from '../../pki/kubeconfig.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import { parsed } from '../json.ts';
import { ApiFailure, type ApiResult, answered, unanswered, unusable } from './api-error.ts';
import { type Connection, connectionOf } from './connection.ts';
import { refusal } from './refusal.ts';
import { type Answer, type Limits, request } from './request.ts';

/** An API server, and who asks it. It is asked for what is there, and never to change anything. */
export interface Api {
  /** For people: `https://192.0.2.10:6443`. */
  readonly server: string;
  /** The kubeconfig's line that names it. */
  readonly location: Location;
  /** An object or a list, as JSON says it; `path` with its query, encoded. */
  get(path: string): Promise<ApiResult<unknown>>;
  /** What the server says as plain text, whatever its status; what is no text is an error. */
  getText(path: string): Promise<ApiResult<Pick<Answer, 'status' | 'text'>>>;
}

/** How long somebody waits. */
export interface ApiOptions {
  readonly limits?: Partial<Limits>;
  /** To wait no longer. */
  readonly signal?: AbortSignal;
}

const LIMITS: Limits = { connect: 5000, whole: 5000, body: 32 * 1024 * 1024 };

/** Larger ones are no kubeconfig. */
const MAX_KUBECONFIG = 4 * 1024 * 1024;

/**
 * The API server of a kubeconfig of this machine, `path` being absolute. Nothing is sent before something is asked. No
 * program that it names is run: one that needs such a program is an error.
 */
export function openApi(machine: Host, path: string, { limits, signal }: ApiOptions = {}): ApiResult<Api> {
  try {
    const connection = connectionOf(machine, readKubeconfig(readFile(machine, path)));
    return answered(apiOf(connection, { ...LIMITS, ...limits }, signal));
  } catch (error) {
    if (error instanceof ApiFailure) return unanswered(error.error);
    throw error;
  }
}

function readFile(machine: Host, path: string) {
  const content = machine.readFile(path, MAX_KUBECONFIG);
  if (content.ok) return parseDocument(content.value, path);
  const { reason, message } = content.failure;
  const why = reason === 'absent' ? 'there is no such file' : message;
  throw unusable(path, why, { file: path }, reason === 'denied' ? 'run spctl as root' : undefined);
}

function apiOf(connection: Connection, limits: Limits, signal: AbortSignal | undefined): Api {
  const ask = (path: string) => request(connection, path, limits, signal);
  return {
    server: connection.server,
    location: connection.location,
    async get(path) {
      const answer = await ask(path);
      return answer.ok ? readAnswer(connection, answer.value) : answer;
    },
    async getText(path) {
      const answer = await ask(path);
      if (!answer.ok) return answer;
      // What a server checks may be wrong, which is an answer too.
      const isPlain = answer.value.contentType === 'text/plain' && [200, 500].includes(answer.value.status);
      return isPlain ? answered(answer.value) : unanswered(refusal(connection, answer.value));
    },
  };
}

function readAnswer(connection: Connection, answer: Answer): ApiResult<unknown> {
  if (answer.status !== 200) return unanswered(refusal(connection, answer));
  const value = parsed(answer.text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? answered(value) : unanswered(refusal(connection, answer));
}
