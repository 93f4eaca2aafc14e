import { rememberTexts } from './remember-texts.ts';

/** A URL as etcd takes it for listening and advertising. */
export interface EtcdUrl {
  readonly text: string;
  readonly scheme: 'http' | 'https';
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
}

/** What etcd makes of one URL of a list: a URL, a socket in the file system, or a reason to end. */
export type ReadUrl =
  | { readonly kind: 'url'; readonly url: EtcdUrl }
  | { readonly kind: 'socket' }
  | { readonly kind: 'refused'; readonly text: string; readonly why: string };

const HOST_PORT = /^(?:\[([\da-fA-F:.%a-z]*)\]|([^:[\]]*)):(\d*)$/;

/** NewURLs (client/pkg/types/urls.go), for each of a list joined by commas. */
export const readUrls: (list: string) => readonly ReadUrl[] = rememberTexts((list) =>
  list.split(',').map((text) => readUrl(text.trim())),
);

const PLAIN_URL = /^(https?):\/\/([\da-z.-]*):(\d+)$/;

function readUrl(text: string): ReadUrl {
  const plain = PLAIN_URL.exec(text);
  if (plain) {
    const scheme = plain[1] as EtcdUrl['scheme'];
    return { kind: 'url', url: { text, scheme, host: plain[2]!, port: Number(plain[3]) } };
  }
  const refused = (why: string): ReadUrl => ({ kind: 'refused', text, why });
  const [, scheme = '', rest = ''] = /^([a-zA-Z][a-zA-Z\d+.-]*):(.*)$/s.exec(text) ?? [];
  const lower = scheme.toLowerCase();
  if (lower === 'unix' || lower === 'unixs') return { kind: 'socket' };
  if (lower !== 'http' && lower !== 'https') return refused('it must begin with "http://" or "https://"');
  const [, authority, behind = ''] = /^\/\/([^/?#]*)(.*)$/s.exec(rest) ?? [];
  const parts = HOST_PORT.exec(authority?.replace(/^[^@]*@/, '') ?? '');
  if (!parts) return refused('it must have the form "scheme://host:port"');
  if (behind.startsWith('/')) return refused('it must not have a path');
  const [, v6, name = '', port = ''] = parts;
  return { kind: 'url', url: { text, scheme: lower, host: v6 ?? name, port: Number(port) } };
}

/** The URLs of a list that are none of the other kinds. */
export const urlsOf: (list: string) => readonly EtcdUrl[] = rememberTexts((list) =>
  readUrls(list).flatMap((read) => (read.kind === 'url' ? [read.url] : [])),
);

/** One member of --initial-cluster: a name and one of its URLs. */
export interface ClusterEntry {
  readonly name: string;
  readonly url: string;
}

/** parse (client/pkg/types/urlsmap.go): empty entries are none, and a space belongs to the name. */
export function readCluster(text: string): ClusterEntry[] {
  return text
    .split(',')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const equals = entry.indexOf('=');
      return equals === -1
        ? { name: entry, url: '' }
        : { name: entry.slice(0, equals), url: entry.slice(equals + 1) };
    });
}
