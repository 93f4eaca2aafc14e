import { decode } from '../../bytes/text.ts';
import { rememberLatest } from '../../control-plane/latest.ts';
import type { Host } from '../../node/host/host.ts';
import { join, parentOf } from '../../node/host/path.ts';
import { type Certificate, type Certificates, certificatesIn, poolIn } from '../../pki/certificate.ts';
import type { Material } from '../../pki/kubeconfig.ts';
import { type KeyMatch, matchKey } from '../../pki/private-key.ts';
import { oddFile } from './odd-file.ts';

/*
 * Certificates and keys in the files of a node. What can't be read is unknown; what a copy lacks, or holds in a shape
 * that no program wrote, is only wrong where the copy holds another file of that kind as it is on the node.
 */

/** Bundles of a whole operating system are smaller. */
const MAX_SIZE = 1024 * 1024;

const UNKNOWN: Certificates = { kind: 'unknown' };

const known = rememberLatest((_host: Host) => new Map<string, Certificates>());

/** The certificates in a file. */
export function certificatesInFile(host: Host, path: string): Certificates {
  const files = known(host);
  let content = files.get(path);
  if (!content) {
    const file = host.readFile(path, MAX_SIZE);
    content = file.ok ? believed(host, path, certificatesIn(file.value)) : instead(host, path);
    files.set(path, content);
  }
  return content;
}

/** Of what is no file it is certain that it holds none. */
function instead(host: Host, path: string): Certificates {
  const reason = oddFile(host, path);
  return reason === undefined ? UNKNOWN : { kind: 'refused', reason, isDamaged: true };
}

/** The certificates that a kubeconfig has or names. */
export function certificatesOf(host: Host, material: Material): Certificates {
  return material.kind === 'file'
    ? certificatesInFile(host, material.path)
    : believed(host, material.location.file, certificatesIn(material.bytes));
}

/** The authorities by which a kubeconfig knows its server. */
export function poolOf(host: Host, material: Material): Certificates {
  if (material.kind === 'data') return believed(host, material.location.file, poolIn(material.bytes));
  const file = host.readFile(material.path, MAX_SIZE);
  return file.ok ? believed(host, material.path, poolIn(file.value)) : instead(host, material.path);
}

/** The certificates of a text that holds some; empty where there are none, or that is not known. */
export function listed(content: Certificates): readonly Certificate[] {
  return content.kind === 'certificates' ? content.certificates : [];
}

function believed(host: Host, path: string, content: Certificates): Certificates {
  return content.kind !== 'refused' || host.live || holdsCertificates(host, path) ? content : UNKNOWN;
}

/** How the key that a file or a kubeconfig holds goes with a certificate. */
export function keyMatch(host: Host, certificate: Certificate, material: Material): KeyMatch {
  if (material.kind === 'data')
    return credible(host, material.location.file, matchKey(certificate, material.bytes));
  const file = host.readFile(material.path, MAX_SIZE);
  return file.ok ? credible(host, material.path, matchKey(certificate, file.value)) : { kind: 'unknown' };
}

function credible(host: Host, path: string, match: KeyMatch): KeyMatch {
  return match.kind !== 'refused' || host.live || holdsKeys(host, path) ? match : { kind: 'unknown' };
}

/** Where nodes have such files, beside the place of the one that is asked about. */
const PLACES = [
  '/etc/kubernetes/pki',
  '/etc/kubernetes/pki/etcd',
  '/var/lib/kubelet/pki',
  '/etc/kubernetes/ssl',
];
/** So many are looked at for an example. */
const FEW = 64;

function holdsCertificates(host: Host, path: string): boolean {
  return others(host, path, /\.(?:crt|cert|cer|pem)$/).some(
    (bytes) => certificatesIn(bytes).kind === 'certificates',
  );
}

function holdsKeys(host: Host, path: string): boolean {
  return others(host, path, /\.(?:key|pem)$/).some((bytes) =>
    /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/.test(decode(bytes)),
  );
}

function others(host: Host, path: string, wanted: RegExp): Uint8Array[] {
  const places = new Set([parentOf(path), ...PLACES]);
  return [...places]
    .flatMap((place) => {
      const names = host.readDir(place);
      return names.ok ? names.value.filter((name) => wanted.test(name)).map((name) => join(place, name)) : [];
    })
    .filter((other) => other !== path)
    .slice(0, FEW)
    .flatMap((other) => {
      const file = host.readFile(other, MAX_SIZE);
      return file.ok ? [file.value] : [];
    });
}
