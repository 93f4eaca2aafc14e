import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
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
  for (const component of COMPONENTS) {
    const file = join(directory, `${component}.yaml`);
    const content = host.readFile(file, MAX_MANIFEST);
    if (!content.ok) continue;
    const document = parseDocument(content.value, file);
    const image = getMember(document.root, 'spec', 'containers', 0, 'image');
    const version = image?.kind === 'string' ? versionOfImage(image.value) : undefined;
    if (!image || !version) continue;
    const location = locate(document, image);
    const evidence = `the image of ${component} in "${file}", which is the control plane's version`;
    const diagnostics = [diagnose(version.text, location)];
    return { ...version, origin: 'control-plane', evidence, location, diagnostics };
  }
  return undefined;
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
