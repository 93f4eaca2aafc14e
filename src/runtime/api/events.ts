import { integerOrNull, textOf, timeOfText } from '../json.ts';
import { oneLine } from '../one-line.ts';
import { type ApiResult, answered } from './api-error.ts';
import { listAll, segment } from './lists.ts';
import type { Api } from './open-api.ts';

/** What somebody, mostly the kubelet, said of an object. The API server forgets it after an hour. */
export interface ApiEvent {
  /** `Normal` or `Warning`. */
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** How often it was said. */
  readonly count: number;
  /** The last time, in milliseconds since the epoch. */
  readonly time: number | null;
}

/** What events are about. Those of a node are in the namespace `default`. */
export interface EventSubject {
  readonly kind: 'Node' | 'Pod';
  readonly namespace: string;
  readonly name: string;
}

/** The last few events of an object, newest last. */
export async function askEvents(
  api: Api,
  { kind, namespace, name }: EventSubject,
  most = 5,
): Promise<ApiResult<readonly ApiEvent[]>> {
  const path = `/api/v1/namespaces/${segment(namespace)}/events`;
  const fieldSelector = `involvedObject.kind=${kind},involvedObject.name=${name}`;
  const found = await listAll(api, path, { fieldSelector }, readEvent);
  if (!found.ok) return found;
  const sorted = [...found.value].sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
  return answered(sorted.slice(-most));
}

function readEvent(value: unknown): ApiEvent {
  return {
    type: textOf(value, 'type'),
    reason: oneLine(textOf(value, 'reason')),
    message: oneLine(textOf(value, 'message')),
    count: integerOrNull(value, 'series', 'count') ?? integerOrNull(value, 'count') ?? 1,
    time:
      timeOfText(value, 'series', 'lastObservedTime') ??
      timeOfText(value, 'lastTimestamp') ??
      timeOfText(value, 'eventTime') ??
      timeOfText(value, 'metadata', 'creationTimestamp'),
  };
}
