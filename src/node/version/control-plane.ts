import { decode } from '../../bytes/text.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Location, SourceText } from '../../diagnostics/location.ts';
import { type Minor, NEWEST_MINOR, OLDEST_LIKELY } from '../../versions/minor.ts';
import { getMember, locate } from '../../yaml/navigate.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import type { Host } from '../host/host.ts';
import { join } from '../host/path.ts';
import type { KubeletVersionFound } from './kubelet-version-found.ts';
import { versionOfImage } from './version-text.ts';

/** kubeadm's names (cmd/kubeadm/app/constants GetStaticPodFilepath). */
const COMPONENTS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
/** Such a manifest has some kilobytes. */
const MAX_MANIFEST = 1024 * 1024;

/** The version of the control plane that runs on the node as static pods: never older than the kubelet. */
export function controlPlaneVersion(host: Host, directory: string): KubeletVersionFound | undefined {
  let unlikely: KubeletVersionFound | undefined;
  for (const component of COMPONENTS) {
    const file = join(directory, `${component}.yaml`);
    const content = host.readFile(file, MAX_MANIFEST);
    if (!content.ok) continue;
    const image = imageLine(content.value, component, file) ?? imageMember(content.value, file);
    const version = image && versionOfImage(image.name);
    if (!image || !version) continue;
    const { location } = image;
    const evidence = `the image of ${component} in "${file}", which is the control plane's version`;
    const diagnostics = [diagnose(version.text, location)];
    const found: KubeletVersionFound = {
      ...version,
      origin: 'control-plane',
      evidence,
      location,
      diagnostics,
    };
    if (isLikely(version.minor)) return found;
    unlikely ??= found;
  }
  return unlikely;
}

/** A typing mistake and a tag of somebody's own look like Kubernetes 1.73 and 1.2: then another image may tell. */
function isLikely(minor: Minor): boolean {
  return minor >= OLDEST_LIKELY && minor <= NEWEST_MINOR + 2;
}

/** An image, and where it stands. */
interface Image {
  readonly name: string;
  readonly location: Location;
}

/** The one line that names it, as kubeadm writes it: found many times sooner than by reading all as YAML. */
function imageLine(bytes: Uint8Array, component: string, file: string): Image | undefined {
  const text = decode(bytes);
  const [line, ...more] = text.matchAll(/^([ -]+image: )(\S+)$/gm);
  const [, key = '', name = ''] = line ?? [];
  if (!line || more.length > 0 || !name.includes(`/${component}:`)) return undefined;
  const start = line.index + key.length;
  return { name, location: new SourceText(file, text).locate({ start, end: start + name.length }) };
}

function imageMember(bytes: Uint8Array, file: string): Image | undefined {
  const document = parseDocument(bytes, file);
  const image = getMember(document.root, 'spec', 'containers', 0, 'image');
  return image?.kind === 'string' ? { name: image.value, location: locate(document, image) } : undefined;
}

/** The skew that is supported (kubernetes.io/releases/version-skew-policy): three minors, before 1.25 two. */
function diagnose(text: string, location: Location): Diagnostic {
  return {
    ruleId: 'kubelet-version-of-control-plane',
    severity: 'info',
    message: `nothing on the node tells the kubelet's own version: ${text} is the control plane's, and a kubelet may be up to three minors older`,
    help: "name it with --kubelet-version, or ask the node's own kubelet with --exec",
    location,
  };
}
