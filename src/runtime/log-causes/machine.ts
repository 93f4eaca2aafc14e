import { type LogCause, MINUTE } from './cause.ts';

/** What the machine lacks, in the kubelet's words. */
export const MACHINE: readonly LogCause[] = [
  {
    id: 'inotify',
    text: /./,
    error: /(?:inotify\w*|fsnotify|watcher)[^"]*: (too many open files|no space left on device)/,
    lasts: MINUTE,
    say: ({ match }) => ({
      message: `the kernel gives the kubelet no more inotify instances or watches (${match[1]}): it sees changes of manifests only each "fileCheckFrequency"`,
      help: 'raise the limits: "sysctl fs.inotify.max_user_instances=8192 fs.inotify.max_user_watches=524288"',
    }),
    upstream: 'pkg/kubelet/config/file_linux.go doWatch',
  },
  {
    id: 'no-space',
    text: /./,
    error: /((?:\/[^\s:"\\]+: )?no space left on device)/,
    lasts: MINUTE,
    say: ({ match }) => ({
      message: `the kubelet can't write: ${match[1]}`,
      help: 'make space: "df -h" and "df -i" tell which file system is full',
    }),
    upstream: 'errno(3) ENOSPC',
  },
  {
    id: 'eviction',
    text: /^"Eviction manager: must evict pod\(s\) to reclaim" resourceName="?([\w.-]+)/,
    lasts: MINUTE,
    say: ({ match }) => ({
      message: `the kubelet evicts pods, for the node is short of ${match[1]}`,
      help: match[1]!.startsWith('memory')
        ? 'see what takes the memory ("crictl stats", "ps aux --sort=-rss"), and lower or bound it'
        : 'make space: "crictl rmi --prune", old logs, "df -h" and "df -i"',
    }),
    upstream: 'pkg/kubelet/eviction/eviction_manager.go synchronize',
  },
  {
    id: 'image-gc',
    text: /^"Image garbage collection failed multiple times in a row"/,
    lasts: 6 * MINUTE,
    say: ({ error }) => ({
      message: `the disk with the images is nearly full, and the kubelet finds no images to remove: ${error}`,
      help: 'make space on it ("crictl rmi --prune" removes only images that no container uses), or make it larger',
    }),
    upstream: 'pkg/kubelet/kubelet.go StartGarbageCollection',
  },
];

/** The kubelet goes on without it (cmd/kubelet/app/server.go run). */
export const HEALTHZ: readonly LogCause[] = [
  {
    id: 'healthz',
    text: /^"Failed to start healthz server"/,
    lasts: MINUTE,
    say: ({ error }) => ({
      message: `the kubelet's healthz does not answer, so "kubeadm init" and "kubeadm join" wait for it in vain: ${error}`,
      help: 'see with "ss -ltnp" who has the port; stop that, or set another "healthzPort"',
    }),
    upstream: 'cmd/kubelet/app/server.go run',
  },
];
