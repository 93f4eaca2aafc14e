import { encode } from '../../bytes/text.ts';
import type { Host } from '../../node/host/host.ts';
import { isAbsolute, join } from '../../node/host/path.ts';
import type { KubeletStart } from '../../node/kubelet/start-kubelet.ts';
import type { Word } from '../../node/systemd/service-start.ts';
import type { Certificates } from '../../pki/certificate.ts';
import { type Kubeconfig, type Material, readKubeconfig } from '../../pki/kubeconfig.ts';
import type { KeyMatch } from '../../pki/private-key.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import type { NodeSubject } from '../define-check.ts';
import { certificatesOf, keyMatch } from './certificate-files.ts';
import { settingOf, startOnNode, textOf } from './kubelet-on-node.ts';

/** How a kubelet signs in to its API server. */
export interface KubeletClient {
  readonly start: KubeletStart;
  readonly config: Kubeconfig;
  /** Of its kubeconfig. */
  readonly own: Credential;
  /** What it shows to the API server: with rotation, the latest certificate that it got. */
  readonly shown: Credential;
  /** It keeps its certificate in its own directory and renews it; undefined where that is not known. */
  readonly rotates: boolean | undefined;
  /**
   * With `--bootstrap-kubeconfig` it looks whether its kubeconfig is any good, and if not asks for a new certificate;
   * where that file is absent, it ends. Without the flag, `none`, it does not look.
   */
  readonly bootstrap: 'none' | 'absent' | 'present' | 'unknown';
}

/** A certificate and its key. */
export interface Credential {
  readonly certificate: Material;
  readonly key: Material;
  readonly content: Certificates;
  readonly match: KeyMatch;
  /** As findings call it: `"/var/lib/kubelet/pki/kubelet-client-current.pem"`. */
  readonly name: string;
}

/** NewFileStore's name for the latest certificate (client-go util/certificate/certificate_store.go). */
const CURRENT = 'kubelet-client-current.pem';

/**
 * The client of a kubelet that signs in with a certificate over TLS; undefined for any other, and where its kubeconfig
 * can't be read.
 */
export function kubeletClient({ host, report, now }: NodeSubject): KubeletClient | undefined {
  const start = startOnNode(report);
  if (!start || !isAbsolute(start.flags.kubeconfig)) return undefined;
  const config = kubeconfigAt(host, start.flags.kubeconfig);
  const { clientCertificate, clientKey } = config?.user ?? {};
  if (!config || config.problem || !clientCertificate || !clientKey) return undefined;
  if (!config.cluster?.server?.value.startsWith('https://')) return undefined;
  // Credentials of another kind beside it may do.
  if (config.user!.token || config.user!.tokenFile || config.user!.hasExec || config.user!.hasAuthProvider)
    return undefined;
  const own = credential(host, clientCertificate, clientKey);
  const rotates = settingOf(start, 'rotateCertificates')?.value;
  const current =
    typeof rotates === 'boolean' && rotates
      ? currentIn(host, certificateDirectory(report.command?.argv))
      : null;
  return {
    start,
    config,
    own,
    shown: current && !(isEnded(current, now) && clientCertificate.kind === 'data') ? current : own,
    rotates: start.complete ? rotates === true : undefined,
    bootstrap: bootstrapOf(host, start.flags.bootstrapKubeconfig),
  };
}

/** A kubeconfig of the node; undefined where it can't be read, or is empty. */
export function kubeconfigAt(host: Host, path: string): Kubeconfig | undefined {
  const text = textOf(host, path);
  return text ? readKubeconfig(parseDocument(encode(text), path)) : undefined;
}

function credential(host: Host, certificate: Material, key: Material): Credential {
  const content = certificatesOf(host, certificate);
  const match: KeyMatch =
    content.kind === 'certificates' ? keyMatch(host, content.certificates[0], key) : { kind: 'unknown' };
  const name = certificate.kind === 'file' ? `"${certificate.path}"` : '"client-certificate-data"';
  return { certificate, key, content, match, name };
}

/** One that has ended gives way to what is in the kubeconfig itself (getCurrentCertificateOrBootstrap). */
function isEnded({ content }: Credential, now: number): boolean {
  return content.kind === 'certificates' && now >= content.certificates[0].notAfter;
}

function currentIn(host: Host, directory: string): Credential | null {
  const path = join(directory, CURRENT);
  if (!host.stat(path).ok) return null;
  const file: Material = { kind: 'file', path, location: { file: path } };
  return credential(host, file, file);
}

/** `--cert-dir` (cmd/kubelet/app/options/options.go). */
function certificateDirectory(argv: readonly Word[] | undefined): string {
  const words = (argv ?? []).map(({ value }) => value);
  const at = words.findLastIndex((word) => /^--?cert[-_]dir(?:=|$)/.test(word));
  const given =
    at < 0 ? undefined : words[at]!.includes('=') ? words[at]!.split('=').slice(1).join('=') : words[at + 1];
  return given && isAbsolute(given) ? given : '/var/lib/kubelet/pki';
}

function bootstrapOf(host: Host, path: string): KubeletClient['bootstrap'] {
  if (path === '') return 'none';
  if (!isAbsolute(path)) return 'unknown';
  const look = host.stat(path);
  if (look.ok) return 'present';
  return look.failure.reason === 'absent' ? 'absent' : 'unknown';
}
