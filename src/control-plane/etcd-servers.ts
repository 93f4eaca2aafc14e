import type { Range } from '../diagnostics/location.ts';
import { type Component, flagValue } from './component.ts';
import { rememberLatest } from './latest.ts';
import { isOpen } from './read-line.ts';
import { rememberTexts } from './remember-texts.ts';

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

const NONE: readonly Endpoint[] = [];

/** The endpoints that a kube-apiserver is given; those of other components, and open ones, are none. */
export const etcdServersOf: (component: Component) => readonly Endpoint[] = rememberLatest(readEndpoints);

function readEndpoints({ name: program, flags }: Component): readonly Endpoint[] {
  if (program !== 'kube-apiserver' || !flags) return NONE;
  const uses = flags.filter(({ name, value }) => name === 'etcd-servers' && value);
  return uses.flatMap(({ value, valueWord }) =>
    value!
      .split(',')
      .filter((text) => !isOpen(text))
      .map((text) => ({ text, dialed: dialed(text), range: valueWord.range })),
  );
}

/** Of more endpoints there is no cluster. */
const MOST_MEMBERS = 64;

/** The endpoints that may be members of a cluster, for who holds each against every etcd. */
export function membersAskedBy(component: Component): readonly Endpoint[] {
  return etcdServersOf(component).slice(0, MOST_MEMBERS);
}

/** What was probably meant by an endpoint that can't be dialed; undefined where that is not to be seen. */
export function meantEndpoint(text: string): string | undefined {
  if (text.length > 300) return undefined;
  const meant = text
    .replace(/^["'\s]+|["'\\\s]+$/g, '')
    .replace(/^(https?)[:/]+/i, (_, scheme: string) => `${scheme.toLowerCase()}://`)
    .replace(/;(\d+)$/, ':$1');
  return dialed(meant) ? meant : undefined;
}

const dialed = rememberTexts((text: string): Endpoint['dialed'] => {
  const [, scheme = '', authority = ''] = /^(?:(https?):\/\/)?([^/?#]*)(?:[/?#].*)?$/i.exec(text) ?? [];
  const [, v6, host = '', port] =
    /^(?:\[([\da-fA-F:.%a-z]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(authority) ?? [];
  if (port === undefined) return null;
  return { scheme: scheme.toLowerCase() as 'http' | 'https' | '', host: v6 ?? host, port: Number(port) };
});

/** The first flag that says that it speaks TLS to etcd, without dashes; undefined where none does. */
export function tlsFlagOf(component: Component): string | undefined {
  return TLS_FLAGS.find((name) => (flagValue(component, name)?.value ?? '') !== '');
}

const TLS_FLAGS = ['etcd-certfile', 'etcd-keyfile', 'etcd-cafile'];

/** Whether it reaches etcd with a client certificate. */
export function hasEtcdCertificate(component: Component): boolean {
  return ['etcd-certfile', 'etcd-keyfile'].every((name) => (flagValue(component, name)?.value ?? '') !== '');
}
