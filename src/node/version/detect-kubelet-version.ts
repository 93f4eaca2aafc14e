import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Host } from '../host/host.ts';
import { controlPlaneVersion } from './control-plane.ts';
import type { KubeletVersionFound, ToldVersion, VersionSource } from './kubelet-version-found.ts';
import { packagedKubelet } from './packages.ts';
import { binariesOfRke2, releasedKubelet, snappedKubelet } from './release-files.ts';
import { resolveAsFar } from './resolve-path.ts';
import {
  readPrintedVersion,
  readVersion,
  type VersionText,
  versionInPath,
  versionOfImage,
} from './version-text.ts';

/** What is known of a node's kubelet before its version is. */
export interface VersionEvidence {
  /** The kubelet's executable on the node, absolute. */
  readonly exe?: string | null | undefined;
  /** The running process's executable. */
  readonly processExe?: string | null | undefined;
  /** The container images in which the kubelet runs, outermost first. */
  readonly images?: readonly { readonly image: string; readonly location?: Location }[];
  /** The environment of the unit. */
  readonly environment?: ReadonlyMap<string, string>;
  /** What the node's own `kubelet --version` prints; only where it may be run. */
  readonly exec?: () => string | null;
  /** Where the control plane's manifests may lie; kubeadm's directory by default. */
  readonly staticPodPath?: string | null | undefined;
}

/** kubeadm's, and everybody's (cmd/kubeadm/app/constants GetStaticPodDirectory). */
const STATIC_PODS = '/etc/kubernetes/manifests';

/**
 * The version of a node's kubelet, from the best source that tells it: first what is told without reading a
 * file, then packages and release files, then the kubelet itself, and last the control plane beside it. Null
 * where nothing tells it.
 */
export function detectKubeletVersion(host: Host, evidence: VersionEvidence): KubeletVersionFound | null {
  const named = [
    fromProcess(evidence.processExe),
    ...(evidence.images ?? []).map(({ image, location }) => fromImage(image, location)),
    fromEnvironment(evidence.environment),
    fromPath(host, evidence),
  ].filter((told) => told !== undefined);
  const [best] = named;
  if (best) return { ...best, diagnostics: disagreement(best, named) };
  const told = fromInstallation(host, evidence) ?? fromExec(evidence.exec);
  if (told) return { ...told, diagnostics: [] };
  return controlPlaneVersion(host, evidence.staticPodPath ?? STATIC_PODS) ?? null;
}

/** proc(5): the link of an executable that was replaced since ends so. */
const DELETED = / \(deleted\)$/;

function fromProcess(exe: string | null | undefined): ToldVersion | undefined {
  const path = exe?.replace(DELETED, '');
  const version = path === undefined ? undefined : versionInPath(path);
  return version && tell(version, 'process', `the path "${path}" of the running kubelet`);
}

function fromImage(image: string, location: Location | undefined): ToldVersion | undefined {
  const version = versionOfImage(image);
  return version && tell(version, 'image', `the kubelet's container image "${image}"`, location);
}

/** kubelet-wrapper (coreos-overlay app-admin/kubelet-wrapper): KUBELET_VERSION is the older name of the tag. */
function fromEnvironment(environment: ReadonlyMap<string, string> | undefined): ToldVersion | undefined {
  const whole = versionOfImage(environment?.get('KUBELET_IMAGE') ?? '');
  if (whole) return tell(whole, 'image', 'the variable "KUBELET_IMAGE" of the unit');
  for (const name of ['KUBELET_IMAGE_TAG', 'KUBELET_VERSION']) {
    const version = readVersion(environment?.get(name) ?? '');
    if (version) return tell(version, 'image', `the variable "${name}" of the unit`);
  }
  return undefined;
}

/** Behind the symlinks first: `/opt/bin/kubelet` may lead to `/opt/kubernetes/v1.30.2/kubelet`. */
function fromPath(host: Host, evidence: VersionEvidence): ToldVersion | undefined {
  const { exe } = evidence;
  if (!exe?.startsWith('/')) return undefined;
  const real = isInContainer(evidence) ? exe : resolveAsFar(host, binariesOfRke2(exe) ?? exe);
  for (const path of new Set([real, exe])) {
    const version = versionInPath(path);
    if (version) return tell(version, 'path', `the path "${path}" of the kubelet`);
  }
  return undefined;
}

/** What a package or the operating system brought; it says nothing of a kubelet in a container, or beside them. */
function fromInstallation(host: Host, evidence: VersionEvidence): ToldVersion | undefined {
  if (isInContainer(evidence)) return undefined;
  const { exe } = evidence;
  const real = exe?.startsWith('/') ? resolveAsFar(host, exe) : undefined;
  if (real === undefined) return packagedKubelet(host) ?? releasedKubelet(host);
  const snapped = snappedKubelet(host, exe!) ?? snappedKubelet(host, real);
  if (snapped || !isOfSystem(real)) return snapped;
  return packagedKubelet(host) ?? releasedKubelet(host);
}

/** Whether the kubelet's files are those of an image, not the node's. */
function isInContainer({ images = [], environment = new Map() }: VersionEvidence): boolean {
  return images.length > 0 || IMAGE_VARIABLES.some((name) => environment.has(name));
}

const IMAGE_VARIABLES = ['KUBELET_IMAGE', 'KUBELET_IMAGE_URL', 'KUBELET_IMAGE_TAG', 'KUBELET_ACI'];

/** Where packages put executables; what lies below /usr/local or /opt was put there by somebody else. */
function isOfSystem(path: string): boolean {
  return /^\/(?:usr\/)?(?:bin|sbin|lib|libexec)\//.test(path);
}

function fromExec(exec: (() => string | null) | undefined): ToldVersion | undefined {
  const version = readPrintedVersion(exec?.() ?? '');
  return version && tell(version, 'exec', "what the node's own kubelet prints for --version");
}

function tell(
  version: VersionText,
  origin: VersionSource,
  evidence: string,
  location?: Location,
): ToldVersion {
  return { ...version, origin, evidence, ...(location && { location }) };
}

/** A kubelet that was upgraded and not restarted, or a tag that was changed in one place. */
function disagreement(best: ToldVersion, named: readonly ToldVersion[]): Diagnostic[] {
  const other = named.find(({ minor }) => minor !== best.minor);
  if (!other) return [];
  const location = best.location ?? other.location;
  return [
    {
      ruleId: 'kubelet-version-disagreement',
      severity: 'warning',
      message: `${best.evidence} says ${best.text}, and ${other.evidence} says ${other.text}`,
      help: `the answer is for ${best.text}; name another version with --kubelet-version`,
      ...(location && { location }),
    },
  ];
}
