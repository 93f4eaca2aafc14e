/** Something that no single rule or field tells. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  /** A sentence each or a few; a line that begins with two spaces stands as it is. */
  readonly paragraphs: readonly string[];
  /** Rules and topics to read on with. */
  readonly see: readonly string[];
  readonly links: readonly string[];
}

/** What people ask at three at night. */
export const TOPICS: readonly Topic[] = [
  {
    id: 'static-pod',
    title: 'Static pods: pods that the kubelet runs out of files',
    paragraphs: [
      'A static pod is a manifest in a directory of the node. The kubelet reads the directory and runs what is in it, without a scheduler, and without an API server: that is how an API server itself can be a pod.',
      'The switch is staticPodPath in the KubeletConfiguration that --config names, or the flag --pod-manifest-path, which overrides it. Without either no directory is read; kubeadm sets /etc/kubernetes/manifests. "spctl where" says which directory this kubelet reads, and why.',
      'Every file whose name does not begin with a dot is read, whatever its ending: web.yaml.bak too. One file holds one Pod, as YAML or JSON. Directories are not looked into.',
      'To start a pod, put the file there; to change it, edit the file; to stop it, move the file out of the directory. The kubelet sees it at once by inotify, and looks again every fileCheckFrequency, by default 20 seconds. No restart is needed. kubectl can not stop a static pod: what it deletes is the mirror.',
      'The UID is a hash of the content, the path and the node, so that an edit is another pod: the old one is stopped first, within its grace period, and the new one starts some 10 seconds after that.',
      'A file that is refused gives one line in the log ("Could not process manifest file") at each look, and no event and no pod in the API. A pod that is taken and then rejected (port taken, wrong labels, wrong system) has the phase Failed, and an event is all that the API shows.',
      'It may not refer to a Secret, a ConfigMap, a service account or a claim. It is never evicted under pressure, taints do not keep it away, and drain passes over it.',
      'A DaemonSet runs a pod on each node too, but out of the API: its controller makes the pods, the scheduler places them, kubectl rolls them out and back, and they may refer to whatever is in the cluster. A static pod is changed node by node, in files. Use one for what must run before the API server does, or without it, and a DaemonSet for the rest.',
    ],
    see: ['mirror-pod', 'directory', 'precedence'],
    links: [
      'pkg/kubelet/config/file.go',
      'pkg/kubelet/config/common.go tryDecodeSinglePod, applyDefaults',
      'https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/',
    ],
  },
  {
    id: 'mirror-pod',
    title: 'Mirror pods: what the API shows of a static pod',
    paragraphs: [
      'For each static pod the kubelet makes a copy in the API server, so that kubectl shows it: name NAME-NODE, the same namespace, labels and annotations, owned by the Node, with the annotation kubernetes.io/config.mirror. It is a picture: what runs is what the file says.',
      'Deleting it does not touch the containers: the kubelet makes a new one, at once or at the next sync of the pod, up to a minute and a half later. Editing its image changes the picture only; containerStatuses still tells what runs. Eviction and drain do nothing to it.',
      'Where the API server refuses the mirror, the pod runs and kubectl does not show it: the namespace is missing, a pod of that name exists, priority and class do not agree, a policy, a quota or Pod Security forbids it, the node is not registered. The log says "Failed creating a mirror pod" with the reason at each sync; it comes by itself once the obstacle is gone, after a pod of its name only once the kubelet was restarted.',
      'Without an API server static pods start, run and stop as ever; mirrors are made and removed when it is back.',
      'A file that has the annotation kubernetes.io/config.mirror, as "kubectl get pod -o yaml" prints it, is taken for a mirror and never run.',
      'The other way round: a pod in the API without that annotation is no static pod, and a static pod without a mirror is in no list of the API. On the node "crictl pods" shows it; its sandbox has the annotation kubernetes.io/config.source=file and a UID of 32 hex digits.',
    ],
    see: [
      'static-pod',
      'mirror-pod-refused',
      'pod-mirror-annotation',
      'pod-priority',
      'namespace-may-be-missing',
    ],
    links: [
      'pkg/kubelet/pod/mirror_client.go',
      'pkg/kubelet/kubelet.go SyncPod, tryReconcileMirrorPods',
      'plugin/pkg/admission/noderestriction/admission.go admitPodCreate',
    ],
  },
  {
    id: 'directory',
    title: 'The directory: which files the kubelet reads, and in which order',
    paragraphs: [
      'The kubelet lists the static pod path by the pattern PATH/[^.]*, sorted by bytes: names that begin with a dot are left out, all others are opened, whatever their ending. Symlinks are followed. Directories, sockets and devices are logged and passed over. A path that is a file instead is read as the only manifest.',
      'Of several files with a pod of the same namespace and name the last in that order wins at each look; a file that was just saved wins until the next look. So a copy beside the original may run in its place: web.yaml.bak sorts after web.yaml.',
      'inotify tells of files that are created, written or removed in the directory itself. What it does not show, the target of a symlink for one, is seen at the next look, by default within 20 seconds. A directory that was renamed away and back is not watched any more until the kubelet is restarted.',
      'A file that becomes unreadable or invalid stops its pod at the next look. Write a new version under a name that begins with a dot, and rename it: else the kubelet reads it half written.',
      'A path that does not exist is no error: the kubelet starts, and looks again by itself. A fifo that is put there while the kubelet runs blocks it until a restart.',
      'Files of up to 10 MiB are read, of each the first YAML document.',
    ],
    see: [
      'static-pod',
      'manifest-shadowed',
      'manifest-copy-runs',
      'symlink-target-unwatched',
      'manifest-fifo',
    ],
    links: [
      'pkg/kubelet/config/file.go extractFromDir, replaceStore',
      'pkg/kubelet/config/file_linux.go doWatch',
    ],
  },
  {
    id: 'precedence',
    title: 'Precedence: which setting of the static pod path counts',
    paragraphs: [
      'The first of these that sets it counts:',
      '  1. --pod-manifest-path on the command line',
      '  2. drop-ins of --config-dir, *.conf: the last in order of paths wins',
      '  3. the file that --config names',
      '  4. the default, which is no static pod path at all',
      'A flag counts wherever its word came from: ExecStart=, a variable of Environment=, or of an EnvironmentFile=, which wins over Environment=. Of a flag that is given twice the last counts. "spctl cmdline" shows each word with the file and line that it came from, "spctl config" each value with what it overrode.',
      'systemd reads one unit file, the first in /etc/systemd/system, /run/systemd/system, /usr/local/lib, /usr/lib, and adds all drop-ins to it in order of their names. ExecStart= in a drop-in needs an empty "ExecStart=" above it.',
      'An edit counts from the next start of the kubelet on, and that of a unit or drop-in after "systemctl daemon-reload" only. Until then the running kubelet reads where it read before; "spctl where" on the node says so.',
      'staticPodPath in a file that --config does not name has no effect, also if it is called /var/lib/kubelet/config.yaml. A relative path in the --config file starts at its directory, in a flag or a drop-in where the kubelet works, "/" under systemd.',
    ],
    see: [
      'static-pod',
      'kubelet-config-overridden',
      'unused-static-pod-path',
      'environment-overridden',
      'static-pods-after-restart',
    ],
    links: [
      'cmd/kubelet/app/server.go NewKubeletCommand, kubeletConfigFlagPrecedence',
      'https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/',
      'https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html',
    ],
  },
];
