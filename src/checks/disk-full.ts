import type { FileSystemUse } from '../runtime/machine-state.ts';
import { parseQuantity, scaledValue } from '../validation/quantity.ts';
import { defineCheck, type Finding, type LiveSubject } from './define-check.ts';
import { runtimeSocket } from './reading/containerd.ts';
import { settingOf, startOnNode } from './reading/kubelet-on-node.ts';
import { controlPlaneOf } from './reading/running-components.ts';

export default defineCheck({
  id: 'disk-full',
  scope: 'live',
  area: 'machine',
  summary: 'a disk that the kubelet, the runtime or etcd writes to is full, or nearly',
  severity: 'warning',
  why: 'Below a threshold of "evictionHard" the kubelet says DiskPressure: it evicts pods and takes no new ones but static pods. On a full disk no container starts, and etcd ends.',
  bad: '9% of the disk of /var/lib/kubelet left, and nodefs.available: 10%',
  good: '30% left',
  fix: 'Make space: old images ("crictl rmi --prune"), logs, what else lies there.',
  links: [
    'pkg/kubelet/eviction/defaults_linux.go DefaultEvictionHard',
    'pkg/kubelet/eviction/helpers.go thresholdsMet',
  ],
  check: (subject) => {
    const places = placesOf(subject);
    const found: { readonly use: FileSystemUse; readonly finding: Finding }[] = [];
    for (const { path, signal } of places) {
      const use = subject.machine.fileSystems.find((one) => one.path === path);
      if (!use || found.some((one) => isSame(one.use, use))) continue;
      const problem = fullness(use) ?? (signal && pressure(subject, use, signal));
      if (problem) found.push({ use, finding: problem });
    }
    return found.map(({ finding }) => finding);
  },
});

/** What is written to, and the signal under which the kubelet watches it. */
function placesOf({
  report,
  files,
}: LiveSubject): readonly { path: string; signal?: 'nodefs' | 'imagefs' }[] {
  const start = startOnNode(report);
  if (!start) return [];
  const images = IMAGES.find(([socket]) => socket.test(runtimeSocket(start) ?? ''))?.[1];
  return [
    { path: start.flags.rootDir, signal: 'nodefs' },
    ...(images === undefined ? [] : [{ path: images, signal: 'imagefs' as const }]),
    ...(controlPlaneOf(files).some(({ name }) => name === 'etcd') ? [{ path: '/var/lib/etcd' }] : []),
    { path: '/var/log' },
  ];
}

/** Where runtimes keep their images, by their sockets. */
const IMAGES: readonly (readonly [RegExp, string])[] = [
  [/^\/run\/containerd\//, '/var/lib/containerd'],
  [/^\/run\/crio\//, '/var/lib/containers'],
  [/^\/run\/cri-dockerd\.sock$/, '/var/lib/docker'],
];

function isSame(a: FileSystemUse, b: FileSystemUse): boolean {
  return (
    a.size === b.size && a.available === b.available && a.inodes === b.inodes && a.inodesFree === b.inodesFree
  );
}

const MIB = 2 ** 20;

function fullness({ path, size, available, inodes, inodesFree }: FileSystemUse): Finding | undefined {
  if (size > 0 && available < MIB)
    return {
      message: `the disk of "${path}" is full: nothing of its ${sized(size)} is left`,
      help: `make space on it: "du -xh ${path} | sort -h | tail" shows what takes it`,
    };
  if (inodes > 0 && inodesFree === 0)
    return {
      message: `the disk of "${path}" can take no more files: all of its ${inodes} inodes are used`,
      help: 'remove directories of many small files: "df -i" tells the disk',
    };
  return undefined;
}

/** Whether the kubelet says DiskPressure (eviction_manager.go synchronize). */
function pressure(
  { report }: LiveSubject,
  use: FileSystemUse,
  signal: 'nodefs' | 'imagefs',
): Finding | undefined {
  const start = startOnNode(report);
  const set = start && settingOf(start, 'evictionHard');
  const thresholds = isMap(set?.value) ? set.value : {};
  const space = limitOf(thresholds[`${signal}.available`], use.size);
  const inodes = limitOf(thresholds[`${signal}.inodesFree`], use.inodes);
  const tail = ': the kubelet evicts pods and takes no new ones but static pods';
  const place = set?.location && { location: set.location };
  if (space !== undefined && use.available < space)
    return {
      message: `the disk of "${use.path}" has ${sized(use.available)} of ${sized(use.size)} left, less than "${signal}.available" of "evictionHard" allows (${thresholds[`${signal}.available`]})${tail}`,
      ...place,
      help: 'make space: "crictl rmi --prune", old logs, and what "du -xh" shows',
    };
  if (inodes !== undefined && use.inodes > 0 && use.inodesFree < inodes)
    return {
      message: `the disk of "${use.path}" has ${use.inodesFree} of ${use.inodes} inodes left, less than "${signal}.inodesFree" of "evictionHard" allows (${thresholds[`${signal}.inodesFree`]})${tail}`,
      ...place,
      help: 'remove directories of many small files: "df -i" tells the disk',
    };
  return undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A quantity, or a share of all; undefined where neither can be read. */
function limitOf(threshold: unknown, all: number): number | undefined {
  if (typeof threshold !== 'string') return undefined;
  const percentage = /^(\d+(?:\.\d+)?)%$/.exec(threshold)?.[1];
  if (percentage !== undefined) return (all * Number(percentage)) / 100;
  const quantity = parseQuantity(threshold);
  return quantity.ok ? Number(scaledValue(quantity.value, 0)) : undefined;
}

function sized(bytes: number): string {
  return bytes < 1024 * MIB ? `${Math.floor(bytes / MIB)} MiB` : `${(bytes / (1024 * MIB)).toFixed(1)} GiB`;
}
