import type { TypedHostPath } from '../directory/host-paths.ts';
import type { FileInfo, Host } from '../node/host/host.ts';
import { clean, parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { nearest, siblings } from './reading/kubelet-on-node.ts';

/** What each type asks for (pkg/volume/hostpath/host_path.go checkTypeInternal), in the words of its error. */
const TYPES: Readonly<
  Record<string, { readonly is: FileInfo['type']; readonly words: string; readonly makes?: true }>
> = {
  File: { is: 'file', words: 'file' },
  FileOrCreate: { is: 'file', words: 'file', makes: true },
  Directory: { is: 'directory', words: 'directory' },
  DirectoryOrCreate: { is: 'directory', words: 'directory', makes: true },
  Socket: { is: 'socket', words: 'socket file' },
  CharDevice: { is: 'character', words: 'character device' },
  BlockDevice: { is: 'block', words: 'block device' },
};

/** So many files of a directory in a copy, and what is missing among them is missing on the node. */
const ENOUGH = 3;

type Wanted = (typeof TYPES)[string];

export default defineCheck({
  id: 'host-path-type-mismatch',
  scope: 'node',
  area: 'manifests',
  summary: 'a hostPath volume asks for something else than the node has there',
  severity: 'warning',
  why: 'The kubelet looks at the path before it starts the pod. Where the type does not fit it logs "hostPath type check failed", and the pod stays in ContainerCreating until it fits.',
  bad: 'path: /etc/kubernetes/audit with type: File, where the node has a directory',
  good: 'path: /etc/kubernetes/audit with type: Directory',
  fix: 'Correct the path or the type, or put on the node what the pod asks for.',
  links: [
    'pkg/volume/hostpath/host_path.go checkTypeInternal, makeFile',
    'pkg/volume/util/hostutil/hostutil.go getFileType',
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath-volume-types',
  ],
  check: ({ host, report, files }) => {
    // A kubelet in a container looks at its own files.
    if (report.command?.nodePath) return NOTHING;
    let found: Finding[] | undefined;
    for (const { verdict, outline } of files) {
      if (verdict !== 'runs' || !outline?.isStarted) continue;
      for (const hostPath of outline.typedHostPaths) {
        const finding = mismatch(host, hostPath);
        if (finding) {
          found ??= [];
          found.push(finding);
        }
      }
    }
    return found ?? NOTHING;
  },
});

function mismatch(host: Host, hostPath: TypedHostPath): Finding | undefined {
  const wanted = TYPES[hostPath.type];
  if (!wanted || !hostPath.path.startsWith('/')) return undefined;
  const path = clean(hostPath.path);
  const look = host.stat(path);
  if (look.ok) {
    const { type } = look.value;
    return type === wanted.is || type === 'unknown' || !isSeen(host, path, type)
      ? undefined
      : otherKind(hostPath, wanted, type);
  }
  return look.failure.reason === 'absent' ? absent(host, hostPath, wanted, path) : undefined;
}

/** Of what a copy left on the node, nothing but the name is known. */
function isSeen(host: Host, path: string, type: FileInfo['type']): boolean {
  return type !== 'file' || host.readHead(path, 1).ok;
}

function otherKind(hostPath: TypedHostPath, { words }: Wanted, type: FileInfo['type']): Finding {
  const shown = type === 'character' || type === 'block' ? `${type} device` : type;
  return {
    message: `"${hostPath.path}" is a ${shown} on the node, and the volume "${hostPath.volume}" asks for a ${words} (type: ${hostPath.type}): the kubelet doesn't start the pod`,
    location: hostPath.source.locate(hostPath.range),
    help: 'correct the path or the type',
  };
}

function absent(host: Host, hostPath: TypedHostPath, wanted: Wanted, path: string): Finding | undefined {
  if (wanted.makes) {
    // The file it makes, the directories above it not.
    const above = host.live && wanted.is === 'file' ? host.stat(parentOf(path)) : undefined;
    if (!above || above.ok || above.failure.reason !== 'absent') return undefined;
    return {
      message: `the kubelet can't make the file "${hostPath.path}" of the volume "${hostPath.volume}", for the node has no "${parentOf(path)}": the pod doesn't start`,
      location: hostPath.source.locate(hostPath.range),
      help: 'correct the path, or make that directory',
    };
  }
  const others = siblings(host, path).filter((other) => {
    const look = host.stat(other);
    return look.ok && look.value.type === wanted.is;
  });
  const meant = nearest(path, others);
  // Sockets and devices no copy has, and a file only where more of its directory was taken.
  const isCopied = wanted.is === 'file' && others.length >= ENOUGH;
  if (!host.live && meant === undefined && !isCopied) return undefined;
  return {
    message: `the node has no "${hostPath.path}", and the volume "${hostPath.volume}" asks for a ${wanted.words} there (type: ${hostPath.type}): the kubelet doesn't start the pod`,
    location: hostPath.source.locate(hostPath.range),
    help: meant === undefined ? 'correct the path, or put it there' : `did you mean "${meant}"?`,
  };
}
