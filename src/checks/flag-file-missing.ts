import type { FileOnNode } from '../control-plane/files-on-node.ts';
import { filesOnNode } from '../control-plane/files-on-node.ts';
import { kubeadmCertificate } from '../control-plane/kubeadm-certificates.ts';
import type { Host } from '../node/host/host.ts';
import { clean, parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { siblings } from './reading/kubelet-on-node.ts';
import { endingOf, isLongerName, isMisspelt } from './reading/near-name.ts';
import { runningComponents } from './reading/running-components.ts';

export default defineCheck({
  id: 'flag-file-missing',
  scope: 'node',
  area: 'control-plane',
  summary: 'a flag of the control plane names a file that the node does not have',
  severity: 'warning',
  why: 'The mount brings the directory of the node into the container, and the file is not in it. The program ends when it starts ("no such file or directory"), and is started again and again; the kubelet says nothing of the cause.',
  bad: '--tls-cert-file=/etc/kubernetes/pki/apiserver-wrong.crt, and only apiserver.crt on the node',
  good: '--tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
  fix: 'Correct the path in the flag or of the hostPath volume, or put the file there.',
  links: [
    'staging/src/k8s.io/apiserver/pkg/server/dynamiccertificates/dynamic_serving_content.go loadCertKeyPair',
    'staging/src/k8s.io/client-go/tools/clientcmd/loader.go ClientConfigLoadingRules.Load',
    'pkg/volume/hostpath/host_path.go checkTypeInternal',
  ],
  check: ({ host, files }) => {
    const components = runningComponents(files);
    if (components.length === 0) return NOTHING;
    const wanted = filesOnNode(components).map((file) => ({
      ...file,
      state: stateOf(host, file.place.path),
    }));
    const missing = wanted.filter(
      (file) => file.state === 'missing' && (host.live || isEvident(host, file, wanted)),
    );
    return [
      ...wanted.filter(({ state }) => state === 'directory').map(directoryFinding),
      ...inOneDirectory(host, missing).map((group) => missingFinding(host, group)),
    ];
  },
});

type State = 'there' | 'missing' | 'directory' | 'unknown';

interface Wanted extends FileOnNode {
  readonly state: State;
}

function stateOf(host: Host, path: string): State {
  const look = host.stat(path);
  if (look.ok) return look.value.type === 'directory' ? 'directory' : 'there';
  const { reason } = look.failure;
  return reason === 'absent' || reason === 'notDirectory' ? 'missing' : 'unknown';
}

/**
 * Whether a copy of a node, which may lack much, shows that the node lacks the file: it has the file under the path
 * of the container, or one a typing mistake away, or other files of that kind from that directory.
 */
function isEvident(host: Host, { path, place }: FileOnNode, wanted: readonly Wanted[]): boolean {
  const look = host.stat(place.path);
  if (!look.ok && look.failure.reason === 'notDirectory') return true;
  if (clean(path) !== place.path && host.stat(clean(path)).ok) return true;
  if (meantBy(host, place.path, isMisspelt) !== undefined) return true;
  const same = wanted.filter(
    (one) =>
      parentOf(one.place.path) === parentOf(place.path) && endingOf(one.place.path) === endingOf(place.path),
  );
  const number = (of: State) =>
    new Set(same.filter(({ state }) => state === of).map((one) => one.place.path)).size;
  const [there, missing] = [number('there'), number('missing')];
  if (meantBy(host, place.path, isLongerName) !== undefined) return there > 0 && there >= missing;
  const ending = endingOf(place.path);
  const beside =
    ending === '' ? [] : siblings(host, place.path).filter((other) => endingOf(other) === ending);
  return Math.max(there, beside.length) >= 3 * missing;
}

/** A file beside it that was probably meant. */
function meantBy(
  host: Host,
  path: string,
  isMeant: (path: string, other: string) => boolean,
): string | undefined {
  // What kubeadm calls so is no slip of the pen.
  if (kubeadmCertificate(path)) return undefined;
  return siblings(host, path).find((other) => isMeant(path, other) && isFile(host, other));
}

function isFile(host: Host, path: string): boolean {
  const look = host.stat(path);
  return look.ok && look.value.type === 'file';
}

/** What lies in a directory that is missing too comes with it: one finding for all of one component. */
function inOneDirectory(host: Host, files: readonly Wanted[]): Wanted[][] {
  const groups = new Map<string, Wanted[]>();
  for (const file of files) {
    const { component, place } = file;
    const directory = parentOf(place.path);
    const what = host.stat(directory).ok ? place.path : directory;
    const key = `${component.source.file} ${component.container.text} ${what}`;
    const group = groups.get(key);
    if (group) group.push(file);
    else groups.set(key, [file]);
  }
  return [...groups.values()];
}

function missingFinding(host: Host, files: readonly Wanted[]): Finding {
  const [file, ...others] = files as [Wanted, ...Wanted[]];
  const { component, flag, path, place } = file;
  const ownPath = clean(path);
  const elsewhere = ownPath !== place.path && host.stat(ownPath).ok;
  const meant = meantBy(host, place.path, (a, b) => isMisspelt(a, b) || isLongerName(a, b));
  const inside = ownPath === place.path ? '' : ` as "${path}"`;
  return {
    location: component.source.locate(flag.valueWord.range),
    message: `the node has no "${place.path}", which ${component.name} reads${inside} for --${flag.name}: ${fate(file)}`,
    help: elsewhere
      ? `the node has "${ownPath}": correct the path of the hostPath volume "${place.mount.volume}"`
      : meant === undefined
        ? 'correct the path, or put the file there'
        : `did you mean "${meant}"?`,
    related: [
      comesFrom(file),
      ...others.map((other) => ({
        location: component.source.locate(other.flag.valueWord.range),
        message: `nor "${other.place.path}", for --${other.flag.name}`,
      })),
    ],
  };
}

/** What the kubelet or the runtime makes of a path that is mounted by itself. */
function fate({ place, component }: FileOnNode): string {
  const { hostPath } = place.mount;
  if (clean(hostPath!.text) !== place.path) return 'it ends when it starts';
  switch (hostPath!.type) {
    case 'FileOrCreate':
      return `the kubelet makes an empty file, with which ${component.name} ends`;
    case 'File':
      return "the kubelet doesn't start the container";
    case 'DirectoryOrCreate':
      return `the kubelet makes a directory of it, which ${component.name} can't read`;
    default:
      return 'the container gets no such file';
  }
}

function directoryFinding(file: FileOnNode): Finding {
  const { component, flag, path, place } = file;
  return {
    location: component.source.locate(flag.valueWord.range),
    related: [comesFrom(file)],
    message: `"${place.path}" is a directory on the node, and ${component.name} reads "${path}" of --${flag.name} as a file: it ends when it starts`,
    help: 'correct the path; a directory that a mount of a missing file made can be removed',
  };
}

function comesFrom({ component, place }: FileOnNode): NonNullable<Finding['related']>[number] {
  return {
    location: component.source.locate(place.mount.hostPath!.range),
    message: 'it comes from this path of the node',
  };
}
