import type { Location } from '../../diagnostics/location.ts';
import type { ApiError, ApiResult } from './api-error.ts';
import { type ApiEvent, askEvents } from './events.ts';
import { type ApiNode, askNode } from './nodes.ts';
import type { Api } from './open-api.ts';
import { askReadiness, askVersion, type Readiness } from './server.ts';

/** What an API server says of itself and of one node, at one moment. */
export interface ApiState {
  /** `https://192.0.2.10:6443`; null where the kubeconfig does not tell one. */
  readonly server: string | null;
  /** Of the kubeconfig, on this machine. */
  readonly location: Location;
  /** Why it could not be asked at all; then nothing below is known. */
  readonly failure: ApiError | null;
  /** Null where it does not let this user know. */
  readonly readiness: Readiness | null;
  /** `v1.37.1`. */
  readonly version: string | null;
  /** Null where the node's name is not known, so that it was not asked for. */
  readonly node: ApiResult<ApiNode> | null;
  /** The last ones of the node, newest last; empty too where they may not be seen. */
  readonly events: readonly ApiEvent[];
}

/** Asks an API server how it is, and what it knows of a node. */
export async function askApi(
  api: Api,
  { nodeName }: { readonly nodeName: string | null },
): Promise<ApiState> {
  const { server, location } = api;
  // At once: what hangs costs its time only once.
  const [readiness, version, node, events] = await Promise.all([
    askReadiness(api),
    askVersion(api),
    nodeName === null ? null : askNode(api, nodeName),
    nodeName === null ? null : askEvents(api, { kind: 'Node', namespace: 'default', name: nodeName }),
  ]);
  // Who may not ask for that may still ask for the node.
  if (!readiness.ok && readiness.error.kind !== 'forbidden') {
    return notAsked(readiness.error, { server, location });
  }
  return {
    server,
    location,
    failure: null,
    readiness: readiness.ok ? readiness.value : null,
    version: version.ok ? version.value : null,
    node,
    events: events?.ok ? events.value : [],
  };
}

/** The state of an API server that could not be asked, or whose kubeconfig can't be used. */
export function notAsked(
  failure: ApiError,
  { server, location }: { readonly server: string | null; readonly location: Location },
): ApiState {
  return { server, location, failure, readiness: null, version: null, node: null, events: [] };
}
