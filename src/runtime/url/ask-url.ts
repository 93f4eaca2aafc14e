import type { Host } from '../../node/host/host.ts';
import type { NodeReport } from '../../node/inspect-node.ts';
import type { UrlAnswer } from '../../node/url-answer.ts';
import { diagnoseURL } from '../../node/url-source.ts';
import { fetchURL } from './fetch-url.ts';

/** Asks the node's staticPodURL as its kubelet does; null where it has none. */
export async function askURL(host: Host, { source, command }: NodeReport): Promise<UrlAnswer | null> {
  const { url, headers } = source;
  if (url === null) return null;
  const [problem] = diagnoseURL(url, headers, {});
  if (problem) return { kind: 'failed', message: problem.message };
  return fetchURL(host, { url, headers, environment: command?.environment ?? new Map() });
}
