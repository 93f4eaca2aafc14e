import type { Location } from '../../diagnostics/location.ts';

/**
 * Why an API server did not answer a question. `kubeconfig`: it was not asked at all. `refused`: there is no way to it,
 * or nobody listens. `protocol`: what listens is no API server.
 */
export type ApiErrorKind =
  | 'kubeconfig'
  | 'refused'
  | 'timeout'
  | 'dns'
  | 'tls'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'http'
  | 'protocol'
  | 'aborted';

/** What went wrong, as data. There is never a secret in it. */
export interface ApiError {
  readonly kind: ApiErrorKind;
  /** One sentence for people. */
  readonly message: string;
  /** What to do. */
  readonly help?: string;
  /** Of the kubeconfig, on this machine. */
  readonly location?: Location;
  /** What the API server itself answered: HTTP's status, and the `reason` of its Status object. */
  readonly status?: number;
  readonly reason?: string;
}

/** The outcome of a question: an answer, or why there is none. */
export type ApiResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ApiError };

/** An answer. */
export function answered<T>(value: T): ApiResult<T> {
  return { ok: true, value };
}

/** No answer. */
export function unanswered(error: ApiError): ApiResult<never> {
  return { ok: false, error };
}

/** An error on its way out of what was begun. */
export class ApiFailure extends Error {
  readonly error: ApiError;

  constructor(error: ApiError) {
    super(error.message);
    this.error = error;
  }
}

/** A kubeconfig of which no connection can be made. */
export function unusable(file: string, reason: string, location: Location, help?: string): ApiFailure {
  return new ApiFailure({
    kind: 'kubeconfig',
    message: `the kubeconfig "${file}" can't be used: ${reason}`,
    location,
    ...(help !== undefined && { help }),
  });
}
