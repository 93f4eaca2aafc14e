import type { Location } from '../../diagnostics/location.ts';
import type { Host } from '../../node/host/host.ts';
import type { Placed } from '../../pki/kubeconfig.ts';
import { getMember } from '../../yaml/navigate.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import type { NodeSubject } from '../define-check.ts';
import { startOnNode } from './kubelet-on-node.ts';

/** The API server that a kubeconfig names first. */
export interface Server {
  readonly url: string;
  readonly scheme: string;
  /** A name or an address; one of IPv6 in its brackets. */
  readonly name: string;
  readonly port: string;
  readonly location: Location;
}

/** The API server that the kubelet asks. */
export function serverOfKubelet({ host, report }: NodeSubject): Server | undefined {
  const path = startOnNode(report)?.flags.kubeconfig;
  return path ? serverIn(host, path) : undefined;
}

/** The API server in a kubeconfig; undefined for another file, and for a URL with more than an address. */
export function serverIn(host: Host, path: string): Server | undefined {
  const server = serverText(host, path);
  if (!server) return undefined;
  const [, scheme, name, port] = /^(https?):\/\/(\[[^\]]*\]|[^:/@]+)(?::(\d+))?\/?$/.exec(server.value) ?? [];
  if (scheme === undefined || name === undefined) return undefined;
  return {
    url: server.value,
    scheme,
    name,
    port: port ?? (scheme === 'https' ? '443' : '80'),
    location: server.location,
  };
}

/** The URL of the API server as a kubeconfig has it first. */
export function serverText(host: Host, path: string): Placed | undefined {
  const content = host.readFile(path);
  if (!content.ok) return undefined;
  const { root, source } = parseDocument(content.value, path);
  const server = getMember(root, 'clusters', 0, 'cluster', 'server');
  return server?.kind === 'string'
    ? { value: server.value, location: source.locate(server.range) }
    : undefined;
}
