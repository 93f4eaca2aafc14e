import { decode } from '../../bytes/text.ts';
import { findMember } from '../../yaml/navigate.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import type { Host } from '../host/host.ts';
import type { ToldVersion } from './kubelet-version-found.ts';
import { resolveAsFar } from './resolve-path.ts';
import { readPrintedVersion, readVersion, type VersionText, versionInPath } from './version-text.ts';

/*
 * Files in which distributions and installers say which kubelet they brought.
 */

/** What is read of such a file at most. */
const MAX_FILE = 64 * 1024;

/** The kubelet that an operating system's image came with. */
export function releasedKubelet(host: Host): ToldVersion | undefined {
  return fromEks(host) ?? fromKind(host) ?? fromOsRelease(host) ?? fromExtension(host);
}

/** amazon-eks-ami templates/al2023/provisioners/install-worker.sh writes there what the kubelet prints. */
function fromEks(host: Host): ToldVersion | undefined {
  const file = '/etc/eks/kubelet-version.txt';
  const text = read(host, file);
  if (text === undefined) return undefined;
  return tell(
    readPrintedVersion(text) ?? readVersion(text.trim()),
    `"${file}", as the EKS image has it`,
    file,
  );
}

/** kind pkg/build/nodeimage/buildcontext.go: the version of the binaries that are in the image. */
function fromKind(host: Host): ToldVersion | undefined {
  const file = '/kind/version';
  return tell(readVersion(read(host, file)?.trim() ?? ''), `"${file}" of the kind node image`, file);
}

/** os-release(5): the first of the two files that is there. */
function fromOsRelease(host: Host): ToldVersion | undefined {
  for (const file of ['/etc/os-release', '/usr/lib/os-release']) {
    const text = read(host, file);
    if (text !== undefined) return fromBottlerocket(text, file) ?? fromRhcos(text, file);
  }
  return undefined;
}

/** Bottlerocket has an image for each minor, its variant: `aws-k8s-1.31-nvidia`. */
function fromBottlerocket(text: string, file: string): ToldVersion | undefined {
  if (assignment(text, 'ID') !== 'bottlerocket') return undefined;
  const variant = assignment(text, 'VARIANT_ID') ?? '';
  const version = readVersion(/-k8s-(1\.\d+)(?:-[a-z0-9-]+)?$/.exec(variant)?.[1] ?? '');
  return tell(version, `the variant "${variant}" in "${file}" of Bottlerocket`, file);
}

/** Since OpenShift 4.3 (Kubernetes 1.16) the two have counted alike. */
function fromRhcos(text: string, file: string): ToldVersion | undefined {
  const release = assignment(text, 'OPENSHIFT_VERSION') ?? '';
  const minor = Number(/^4\.(\d{1,2})(?:\.|$)/.exec(release)?.[1] ?? 0);
  if (minor < 3) return undefined;
  const version = { minor: minor + 13, text: `1.${minor + 13}` };
  return tell(
    version,
    `OPENSHIFT_VERSION ${release} in "${file}": OpenShift ${release} is ${version.text}`,
    file,
  );
}

/** systemd-sysext(8): Flatcar merges kubernetes-v1.31.0-x86-64.raw into /usr, by a link without the version. */
function fromExtension(host: Host): ToldVersion | undefined {
  for (const directory of ['/etc/extensions', '/run/extensions', '/var/lib/extensions']) {
    const names = host.readDir(directory);
    const name = names.ok ? names.value.find((one) => /^kubernetes[^/]*\.raw$/.test(one)) : undefined;
    if (name === undefined) continue;
    const image = resolveAsFar(host, `${directory}/${name}`);
    return tell(versionInPath(image), `the system extension "${image}"`, `${directory}/${name}`);
  }
  return undefined;
}

/** Snaps whose version is that of the kubelet in them. */
const SNAP =
  /^(\/(?:var\/lib\/snapd\/)?snap)\/(?:bin\/)?(kubelet(?:-[a-z0-9]+)?|microk8s|k8s)(?:\.[a-z0-9.-]+|\/([^/]+)\/.*)?$/;

/** The snap that an executable is in: /snap/microk8s/6876/kubelite, /snap/bin/kubelet. */
export function snappedKubelet(host: Host, exe: string): ToldVersion | undefined {
  const [, root, name, revision = 'current'] = SNAP.exec(exe) ?? [];
  if (root === undefined || name === undefined) return undefined;
  const file = `${root}/${name}/${revision}/meta/snap.yaml`;
  const content = host.readFile(file, MAX_FILE);
  if (!content.ok) return undefined;
  const version = findMember(parseDocument(content.value, file).root, 'version')?.value;
  const text = version?.kind === 'string' ? version.value : version?.kind === 'number' ? version.text : '';
  const found = tell(readVersion(text), `the snap "${name}"`, file);
  return found && { ...found, origin: 'snap' };
}

/** What RKE2's own program runs: dataDir/bin is a link to the binaries of its version (rke2 pkg/bootstrap). */
export function binariesOfRke2(exe: string): string | undefined {
  return /\/rke2$/.test(exe) ? '/var/lib/rancher/rke2/bin/kubelet' : undefined;
}

function read(host: Host, file: string): string | undefined {
  const content = host.readFile(file, MAX_FILE);
  return content.ok ? decode(content.value) : undefined;
}

/** A line `NAME=value` or `NAME="value"`. */
function assignment(text: string, name: string): string | undefined {
  const line = text.split('\n').findLast((one) => one.startsWith(`${name}=`));
  return line
    ?.slice(name.length + 1)
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');
}

function tell(version: VersionText | undefined, evidence: string, file: string): ToldVersion | undefined {
  return version && { ...version, origin: 'release', evidence, location: { file } };
}
