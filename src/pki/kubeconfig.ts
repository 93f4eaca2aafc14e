import type { Location } from '../diagnostics/location.ts';
import { base64Error } from '../schema/go-base64.ts';
import { findMember, getMember, locate } from '../yaml/navigate.ts';
import type { Document, Node } from '../yaml/tree.ts';
import { fromBase64 } from './pem.ts';

/**
 * A kubeconfig as client-go's clientcmd reads the one that it is told explicitly: its current context, and the
 * cluster and the user of that (tools/clientcmd/loader.go Load, client_config.go ClientConfig).
 */
export interface Kubeconfig {
  /** On the node. */
  readonly file: string;
  readonly currentContext: Placed | null;
  /** Null where the context names none, or none that is there. */
  readonly cluster: KubeconfigCluster | null;
  /** Null where the context names none, or none that is there: who asks is then nobody. */
  readonly user: KubeconfigUser | null;
  /** Why no client can be made of it, whatever the files that it names hold; the first reason. */
  readonly problem: KubeconfigProblem | null;
}

/** A text and where it stands. */
export interface Placed {
  readonly value: string;
  readonly location: Location;
}

/** Certificates or a key: in the kubeconfig itself, or in a file of the node. */
export type Material =
  /** `path` is absolute, as far as the kubeconfig's own is. */
  | { readonly kind: 'file'; readonly path: string; readonly location: Location }
  | { readonly kind: 'data'; readonly bytes: Uint8Array; readonly location: Location };

/** The API server of a context. */
export interface KubeconfigCluster {
  readonly name: string;
  /** The URL. */
  readonly server: Placed | null;
  /** The name that the server's certificate must be for, where it is not the URL's. */
  readonly tlsServerName: Placed | null;
  /** Null: the machine's own authorities. */
  readonly certificateAuthority: Material | null;
  readonly insecureSkipTLSVerify: boolean;
  readonly proxyUrl: Placed | null;
}

/** Who asks. */
export interface KubeconfigUser {
  readonly name: string;
  readonly clientCertificate: Material | null;
  readonly clientKey: Material | null;
  /** A secret: for a request's header, and for nothing else. */
  readonly token: Placed | null;
  readonly tokenFile: Placed | null;
  readonly hasBasicAuth: boolean;
  /** A program must be run to get credentials. */
  readonly hasExec: boolean;
  /** Its name. */
  readonly execCommand: Placed | null;
  readonly hasAuthProvider: boolean;
  readonly authProviderName: Placed | null;
  /** Whom it asks as, instead of itself. */
  readonly actAs: Placed | null;
}

/** What client-go does not take. */
export interface KubeconfigProblem {
  /** What is wrong, for people, as half a sentence; never with a secret in it. */
  readonly reason: string;
  readonly location: Location;
}

/**
 * Reads a kubeconfig. Relative paths are those of the kubeconfig's directory. It never throws: of a text that is none
 * the problem tells why.
 */
export function readKubeconfig(document: Document): Kubeconfig {
  const { root } = document;
  const reader = new Reader(document);
  const whole = wholeProblem(document);
  if (whole) reader.say(whole.reason, whole.location);
  const file = document.source.file;
  const currentContext = reader.text(root, 'current-context');
  const context = reader.named('contexts', 'context', currentContext?.value ?? '');
  if (currentContext && !context) {
    reader.say(`there is no context "${currentContext.value}" in it`, currentContext.location);
  }
  const clusterName = reader.text(context, 'cluster');
  const clusterNode = clusterName && reader.named('clusters', 'cluster', clusterName.value);
  const userName = reader.text(context, 'user');
  const userNode = userName && reader.named('users', 'user', userName.value);
  const cluster = clusterNode ? readCluster(reader, clusterName.value, clusterNode) : null;
  const user = userNode ? readUser(reader, userName.value, userNode) : null;
  if (!cluster?.server) {
    const place = clusterName?.location ?? currentContext?.location ?? { file };
    reader.say(currentContext ? 'it names no API server for its current context' : NO_CONTEXT, place);
  }
  return { file, currentContext, cluster, user, problem: reader.problem };
}

const NO_CONTEXT = 'it has no "current-context"';

/** The codec's: a kind or version that is not a kubeconfig's; where they are missing, clientcmd adds them. */
function wholeProblem({ source, root, error }: Document): KubeconfigProblem | null {
  if (error) {
    const location = error.range ? source.locate(error.range) : { file: source.file };
    return { reason: `it is not YAML: ${error.message}`, location };
  }
  if (root?.kind !== 'object') return { reason: 'it is empty', location: { file: source.file } };
  for (const [key, wanted] of [
    ['kind', 'Config'],
    ['apiVersion', 'v1'],
  ] as const) {
    const node = findMember(root, key)?.value;
    if (node?.kind === 'string' && node.value !== '' && node.value !== wanted) {
      return {
        reason: `its ${key} is "${node.value}", not "${wanted}"`,
        location: source.locate(node.range),
      };
    }
  }
  return null;
}

function readCluster(reader: Reader, name: string, node: Node): KubeconfigCluster {
  const certificateAuthority = reader.material(node, 'certificate-authority');
  const insecure = findMember(node, 'insecure-skip-tls-verify')?.value;
  const insecureSkipTLSVerify = insecure?.kind === 'boolean' && insecure.value;
  if (certificateAuthority && insecureSkipTLSVerify) {
    reader.say(
      '"certificate-authority" and "insecure-skip-tls-verify" are both set',
      reader.locate(insecure),
    );
  }
  return {
    name,
    server: reader.text(node, 'server'),
    tlsServerName: reader.text(node, 'tls-server-name'),
    certificateAuthority,
    insecureSkipTLSVerify,
    proxyUrl: reader.text(node, 'proxy-url'),
  };
}

function readUser(reader: Reader, name: string, node: Node): KubeconfigUser {
  const clientCertificate = reader.material(node, 'client-certificate');
  // Without a certificate nobody looks at the key.
  const clientKey = clientCertificate && reader.material(node, 'client-key');
  if (clientCertificate && !clientKey) {
    reader.say('it has a client certificate and no key for it', clientCertificate.location);
  }
  const token = reader.text(node, 'token');
  const hasBasicAuth = ['username', 'password'].some((key) => reader.text(node, key) !== null);
  if (token && hasBasicAuth) reader.say('it has both a token and a user name or password', token.location);
  const tokenFile = reader.text(node, 'tokenFile');
  const exec = findMember(node, 'exec')?.value;
  const authProvider = findMember(node, 'auth-provider')?.value;
  return {
    name,
    clientCertificate,
    clientKey,
    token,
    tokenFile: tokenFile && { ...tokenFile, value: reader.resolve(tokenFile.value) },
    hasBasicAuth,
    hasExec: exec?.kind === 'object',
    execCommand: reader.text(exec, 'command'),
    hasAuthProvider: authProvider?.kind === 'object',
    authProviderName: reader.text(authProvider, 'name'),
    actAs: reader.text(node, 'as'),
  };
}

/** Reads members of one document, and keeps the first thing that client-go would not take. */
class Reader {
  problem: KubeconfigProblem | null = null;
  readonly #document: Document;

  constructor(document: Document) {
    this.#document = document;
  }

  say(reason: string, location: Location): void {
    this.problem ??= { reason, location };
  }

  locate(node: Node): Location {
    return locate(this.#document, node);
  }

  /** A text that is not empty. */
  text(node: Node | null | undefined, key: string): Placed | null {
    const member = findMember(node, key);
    if (!member || member.value.kind === 'null') return null;
    if (member.value.kind !== 'string') {
      this.say(`"${key}" is no text`, this.locate(member.value));
      return null;
    }
    const { value } = member.value;
    return value === '' ? null : { value, location: this.locate(member.value) };
  }

  /** A member of one of the lists by name; two of a name make the whole kubeconfig unreadable. */
  named(list: string, key: string, name: string): Node | null {
    const items = findMember(this.#document.root, list)?.value;
    if (items?.kind !== 'array') return null;
    const known = new Set<string>();
    let found: Node | null = null;
    for (const item of items.items) {
      const own = this.text(item, 'name')?.value ?? '';
      if (known.has(own)) this.say(`"${list}" has the name "${own}" twice`, this.locate(item));
      known.add(own);
      if (own === name) found ??= getMember(item, key) ?? null;
    }
    return found;
  }

  /** What stands in the kubeconfig or in a file; both at once are refused. */
  material(node: Node, key: string): Material | null {
    const path = this.text(node, key);
    const data = this.text(node, `${key}-data`);
    if (path && data) this.say(`"${key}" and "${key}-data" are both set`, path.location);
    if (data) {
      const problem = base64Error(data.value);
      if (problem !== null) this.say(`"${key}-data" is not base64: ${problem}`, data.location);
      return {
        kind: 'data',
        bytes: problem === null ? fromBase64(data.value) : NONE,
        location: data.location,
      };
    }
    return path && { kind: 'file', path: this.resolve(path.value), location: path.location };
  }

  /** ResolveLocalPaths: filepath.Join with the kubeconfig's directory. */
  resolve(path: string): string {
    if (path.startsWith('/')) return path;
    const { file } = this.#document.source;
    const names = file.slice(0, file.lastIndexOf('/') + 1).split('/');
    for (const name of path.split('/')) names.push(name);
    const kept: string[] = [];
    for (const name of names) {
      if (name === '..') kept.pop();
      else if (name !== '' && name !== '.') kept.push(name);
    }
    return `${file.startsWith('/') ? '/' : ''}${kept.join('/')}`;
  }
}

const NONE = new Uint8Array(0);
