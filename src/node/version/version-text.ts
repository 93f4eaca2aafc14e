import type { Minor } from '../../versions/minor.ts';

/** A Kubernetes version as it was written, without a leading `v`. */
export interface VersionText {
  readonly minor: Minor;
  /** `1.34.1`, `1.33.1+k3s1`, or only `1.34`. */
  readonly text: string;
}

/** The longest text that is looked at for a version. */
const MAX_LENGTH = 256;

const VERSION = /^v?(1\.(0|[1-9]\d?)(?:\.\d{1,3})?(?:[-+_.~][0-9A-Za-z](?:[0-9A-Za-z.+_~-]*[0-9A-Za-z])?)?)$/;

/** Reads a text that is a version and nothing else: `v1.34.1`, `1.33.1+k3s1`, `v1.8.5_coreos.0`. */
export function readVersion(text: string): VersionText | undefined {
  const match = text.length <= MAX_LENGTH ? VERSION.exec(text) : null;
  return match ? { minor: Number(match[2]), text: match[1]! } : undefined;
}

/** The version in what a kubelet, or a distribution's own program, prints for `--version`. */
export function readPrintedVersion(output: string): VersionText | undefined {
  const match = /^(?:Kubernetes|k3s version|rke2 version) (v[^\s]+)/m.exec(output.slice(0, MAX_PRINTED));
  return match ? readVersion(match[1]!) : undefined;
}

/** `kubelet --version` prints one line, perhaps with a warning before it. */
const MAX_PRINTED = 4096;

/** The tag of a container image, when the image's name says that it is Kubernetes' own. */
export function versionOfImage(image: string): VersionText | undefined {
  const match = /(?:^|\/)([^/:@\s]+):([^/:@\s]+)(?:@[^/\s]*)?$/.exec(image.slice(0, MAX_IMAGE));
  // "busybox:1.36" is no Kubernetes, and minikube has versions of its own.
  if (!match || !/kube|k8s/.test(match[1]!) || /minikube/.test(match[1]!)) return undefined;
  return readVersion(match[2]!);
}

/** A reference may be 4 KiB to container runtimes. */
const MAX_IMAGE = 4096;

/** What directories and files are called that are Kubernetes' or a distribution's with the same versions. */
const OWNED =
  /(?<![a-z])(?:kubernetes|kubelet|kubelite|hyperkube|k8s|rke2|k3s|k0s|kube)(?:[-_](?:server|node|worker|bin|binaries))?[-_.@]?v?(1\.(\d{1,2})(?:\.\d{1,3})?)(?![\d.]*\d)/i;
const BARE = /^(v?)(1\.(\d{1,2})(?:\.(\d{1,3}))?)(?:[-+_~].*)?$/;
const OWNER = /(?:^|[^a-z])(?:kubernetes|kubelet|hyperkube|k8s|rke2|k3s|k0s|kube|minikube)(?![a-z])/i;

/**
 * The version that a path tells: `/nix/store/…-kubernetes-1.13.4/bin/kubelet`,
 * `/var/lib/minikube/binaries/v1.33.0/kubelet`, `/usr/bin/kubelet-1.34`. A bare number counts only below a
 * directory of Kubernetes', or as a full `v1.N.P` right above the executable. The last such name counts.
 */
export function versionInPath(path: string): VersionText | undefined {
  const names = path.slice(0, MAX_PATH).split('/');
  for (let at = names.length - 1; at >= 0; at--) {
    const name = names[at]!;
    const owned = OWNED.exec(name);
    if (owned) return { minor: Number(owned[2]), text: owned[1]! };
    const bare = BARE.exec(name);
    if (
      bare &&
      (names.slice(0, at).some((above) => OWNER.test(above)) || isReleaseDirectory(bare, names, at))
    )
      return { minor: Number(bare[3]), text: bare[2]! };
  }
  return undefined;
}

/** PATH_MAX (linux/limits.h). */
const MAX_PATH = 4096;

function isReleaseDirectory(bare: RegExpExecArray, names: readonly string[], at: number): boolean {
  const below = names.slice(at + 1, -1);
  return bare[1] === 'v' && bare[4] !== undefined && below.every((name) => name === 'bin');
}
