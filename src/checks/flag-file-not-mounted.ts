import { COMPONENT_NAMES, type Component, type Mount } from '../control-plane/component.ts';
import { isMounted, isWithin } from '../control-plane/container-path.ts';
import { type FileFlag, fileFlagsOf } from '../control-plane/file-flags.ts';
import { mayBeInImage } from '../control-plane/image-files.ts';
import type { PodSpec } from '../manifest/pod/types.ts';
import { clean, join, parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { isLongerName, isMisspelt } from './reading/near-name.ts';

export default defineCheck({
  id: 'flag-file-not-mounted',
  scope: 'file',
  summary: 'a flag of the control plane names a file that no mount of the container holds',
  severity: 'warning',
  programs: COMPONENT_NAMES,
  why: "A program in a container sees the container's files, not the node's. A certificate, a kubeconfig or a policy that lies on the node must come in by a hostPath volume and a volumeMount; else the program doesn't find it, ends at once, and is started again and again.",
  bad: '--audit-policy-file=/etc/kubernetes/audit-policy.yaml without a volumeMount for it',
  good: 'a hostPath volume for /etc/kubernetes/audit-policy.yaml, mounted at the same path',
  fix: 'Add a hostPath volume and a volumeMount for the file, or correct the path.',
  links: [
    'cmd/kubeadm/app/phases/controlplane/volumes.go getHostPathVolumesForTheControlPlane',
    'pkg/kubelet/kubelet_pods.go makeMounts',
    'staging/src/k8s.io/apiserver/pkg/server/options/audit.go newPolicyRuleEvaluator',
    'staging/src/k8s.io/apiserver/pkg/server/dynamiccertificates/dynamic_serving_content.go NewDynamicServingContentFromFiles',
    'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
  ],
  check: ({ components, spec }) => components.flatMap((component) => notMounted(component, spec)),
});

function notMounted(component: Component, spec: PodSpec): readonly Finding[] {
  const files = fileFlagsOf(component);
  if (!files.some((file) => isMissing(component, file))) return NOTHING;
  const missing = files.filter((file) => isMissing(component, file));
  const byDirectory = new Map<string, FileFlag[]>();
  for (const one of missing) {
    const directory = parentOf(clean(one.path));
    byDirectory.set(directory, [...(byDirectory.get(directory) ?? []), one]);
  }
  return [...byDirectory.values()].map((files) => findingOf(component, files, spec));
}

function isMissing(component: Component, { path }: FileFlag): boolean {
  return !isMounted(component, path) && !mayBeInImage(clean(path));
}

/** One finding for all files of a directory: they come with the same mount. */
function findingOf(component: Component, files: readonly FileFlag[], spec: PodSpec): Finding {
  const { name, source } = component;
  const [{ flag, path }, ...others] = files as [FileFlag, ...FileFlag[]];
  const more = others.length === 0 ? '' : `, and ${others.length} more beside it`;
  const near = nearMount(component, path);
  return {
    message: `${name} can't find "${path}" of --${flag.name}${more}: no volume is mounted there, so that it ends when it starts`,
    location: source.locate(flag.valueWord.range),
    help: near ? near.help : helpWithVolume(component, clean(path), spec),
    related: [
      ...(near
        ? [{ location: source.locate(near.mount.mountPath.range), message: 'mounted instead is this' }]
        : []),
      ...others.map((other) => ({
        location: source.locate(other.flag.valueWord.range),
        message: `neither is "${other.path}" of --${other.flag.name}`,
      })),
    ],
  };
}

/** Of so many mounts one may be near; letters are compared with each. */
const MOST_MOUNTS = 100;

/** A mount that was probably meant: of the same file of the node elsewhere, or a few letters off. */
function nearMount(component: Component, path: string): { mount: Mount; help: string } | undefined {
  const wanted = clean(path);
  const mounts = component.mounts.slice(0, MOST_MOUNTS);
  for (const mount of mounts) {
    const { at } = mount;
    const from =
      mount.hostPath && mount.subPathExpr === '' && clean(`${mount.hostPath.text}/${mount.subPath}`);
    if (from && from !== '/' && isWithin(wanted, from)) {
      const inside = join(at, wanted.slice(from.length));
      return { mount, help: `in the container it is "${inside}": name that, or mount it at "${from}"` };
    }
  }
  for (const mount of mounts) {
    const { at } = mount;
    const top = wanted.split('/').slice(0, at.split('/').length).join('/');
    if (parentOf(at) !== parentOf(top) || !(isMisspelt(top, at) || isMisspelt(at, top))) {
      if (top !== wanted || parentOf(at) !== parentOf(top) || !isLongerName(top, at)) continue;
    }
    return {
      mount,
      help: `did you mean "${join(at, wanted.slice(top.length))}"? Else mount the volume at "${top}"`,
    };
  }
  return undefined;
}

function helpWithVolume(component: Component, path: string, { volumes = [] }: PodSpec): string {
  const mounted = new Set(component.mounts.map(({ volume }) => volume));
  const unmounted = volumes.find(
    ({ name = '', hostPath }) => hostPath?.path && !mounted.has(name) && isWithin(path, clean(hostPath.path)),
  );
  return unmounted
    ? `mount the volume "${unmounted.name}" at "${clean(unmounted.hostPath!.path!)}": no volumeMount of this container names it`
    : 'add a hostPath volume for it, and a volumeMount at the same path';
}
