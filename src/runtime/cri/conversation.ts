import type { RuntimeFailure } from '../running.ts';
import type { Method } from './descriptor.ts';

/** The versions of CRI. */
export type Api = 'v1' | 'v1alpha2';

/** What a runtime answers: a message as crictl prints it in JSON, or why not. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: RuntimeFailure['reason']; readonly message: string };

/** An open line to a runtime. */
export interface Conversation {
  call(api: Api, method: Method, request: object): Promise<Reply>;
  close(): void;
}
