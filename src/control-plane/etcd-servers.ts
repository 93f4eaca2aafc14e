import type { Range } from '../diagnostics/location.ts';
import { type Component, flagValue } from './component.ts';
import { isOpen } from './etcd-line.ts';

/** One endpoint of kube-apiserver's --etcd-servers. */
export interface Endpoint {
  readonly text: string;
  /** As its client reads it (client/v3/internal/endpoint translateEndpoint); null where it can't dial it. */
  readonly dialed: {
    readonly scheme: 'http' | 'https' | '';
    readonly host: string;
    readonly port: number;
  } | null;
  readonly range: Range;
}

/** The endpoints that a kube-apiserver is given; those of other components, and open ones, are none. */
export function etcdServersOf(component: Component): readonly Endpoint[] {
  if (component.name !== 'kube-apiserver' || !component.flags) return [];
  return component.flags.flatMap(({ name, value, valueRange }) =>
    name === 'etcd-servers' && value !== null && value !== ''
      ? value
          .split(',')
          .filter((text) => !isOpen(text))
          .map((text) => ({ text, dialed: dialed(text), range: valueRange }))
      : [],
  );
}

/** What was probably meant by an endpoint that can't be dialed; undefined where that is not to be seen. */
export function meantEndpoint(text: string): string | undefined {
  if (text.length > 300) return undefined;
  const meant = text
    .replace(/^["'\s]+|["'\\\s]+$/g, '')
    .replace(/^(https?)[:/]+/i, (_, scheme: string) => `${scheme.toLowerCase()}://`);
  return dialed(meant) ? meant : undefined;
}

function dialed(text: string): Endpoint['dialed'] {
  const [, scheme = '', authority = ''] = /^(?:(https?):\/\/)?([^/?#]*)(?:[/?#].*)?$/i.exec(text) ?? [];
  const [, v6, host = '', port] =
    /^(?:\[([\da-fA-F:.%a-z]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(authority) ?? [];
  if (port === undefined) return null;
  return { scheme: scheme.toLowerCase() as 'http' | 'https' | '', host: v6 ?? host, port: Number(port) };
}

/** Whether it reaches etcd with a client certificate. */
export function hasEtcdCertificate(component: Component): boolean {
  return ['etcd-certfile', 'etcd-keyfile'].every((name) => (flagValue(component, name)?.value ?? '') !== '');
}
