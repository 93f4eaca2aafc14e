/** What to do with a manifest that is no Pod: what the kind is for, and the way from it to a static pod. */
interface KindAdvice {
  /** The API group, without its version; undefined where any will do. */
  readonly group?: string;
  readonly kinds: readonly string[];
  readonly help: string;
}

const APPLY = 'apply it to the API server with "kubectl apply"';
const FROM_TEMPLATE =
  'write a Pod with the content of spec.template (and apiVersion v1, kind Pod, metadata.name) for a static pod, or';

function forApiserver(flag: string): string {
  return `this is a configuration for kube-apiserver: keep it elsewhere, mount it into its pod and give it with "${flag}"`;
}

const ADVICE: readonly KindAdvice[] = [
  {
    group: 'apps',
    kinds: ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ControllerRevision'],
    help: `a kubelet runs no controllers: ${FROM_TEMPLATE} ${APPLY}`,
  },
  {
    group: 'extensions',
    kinds: ['Deployment', 'ReplicaSet', 'DaemonSet'],
    help: `a kubelet runs no controllers, and this API group is gone: ${FROM_TEMPLATE} use apps/v1 and ${APPLY}`,
  },
  {
    group: 'batch',
    kinds: ['Job', 'CronJob'],
    help: `a kubelet runs no jobs: ${FROM_TEMPLATE} ${APPLY}; a static pod with restartPolicy OnFailure runs to its end once`,
  },
  {
    group: '',
    kinds: ['ReplicationController', 'PodTemplate'],
    help: `a kubelet runs no controllers: ${FROM_TEMPLATE} ${APPLY}`,
  },
  {
    group: '',
    kinds: ['Service', 'Endpoints'],
    help: `a kubelet serves no API objects: ${APPLY}; a static pod is reached by hostNetwork or hostPort`,
  },
  {
    group: '',
    kinds: ['ConfigMap', 'Secret'],
    help: `static pods can't refer to API objects: ${APPLY} for other pods, and give a static pod its data by a hostPath volume`,
  },
  {
    group: '',
    kinds: ['ServiceAccount', 'PersistentVolume', 'PersistentVolumeClaim', 'ResourceQuota', 'LimitRange'],
    help: `static pods can't refer to API objects: ${APPLY} for other pods`,
  },
  {
    group: '',
    kinds: ['List', 'PodList'],
    help: 'put each pod in a file of its own: a manifest file holds one Pod (only a staticPodURL may answer a PodList)',
  },
  {
    group: 'kubeadm.k8s.io',
    kinds: [
      'ClusterConfiguration',
      'InitConfiguration',
      'JoinConfiguration',
      'ResetConfiguration',
      'UpgradeConfiguration',
    ],
    help: 'this is a configuration for kubeadm: keep it elsewhere and give it with "kubeadm init --config"',
  },
  {
    group: 'kubelet.config.k8s.io',
    kinds: ['KubeletConfiguration', 'SerializedNodeConfigSource'],
    help: 'this is a configuration for the kubelet: keep it elsewhere and give it with "--config"',
  },
  {
    group: 'kubelet.config.k8s.io',
    kinds: ['CredentialProviderConfig'],
    help: 'this is a configuration for the kubelet: keep it elsewhere and give it with "--image-credential-provider-config"',
  },
  {
    group: 'kubescheduler.config.k8s.io',
    kinds: ['KubeSchedulerConfiguration'],
    help: 'this is a configuration for kube-scheduler: keep it elsewhere, mount it into its pod and give it with "--config"',
  },
  {
    group: 'apiserver.config.k8s.io',
    kinds: ['EncryptionConfiguration'],
    help: forApiserver('--encryption-provider-config'),
  },
  {
    kinds: ['EncryptionConfig'],
    help: forApiserver('--encryption-provider-config'),
  },
  {
    group: 'apiserver.config.k8s.io',
    kinds: ['AdmissionConfiguration'],
    help: forApiserver('--admission-control-config-file'),
  },
  {
    group: 'apiserver.config.k8s.io',
    kinds: ['AuthenticationConfiguration'],
    help: forApiserver('--authentication-config'),
  },
  {
    group: 'apiserver.config.k8s.io',
    kinds: ['AuthorizationConfiguration'],
    help: forApiserver('--authorization-config'),
  },
  {
    group: 'apiserver.config.k8s.io',
    kinds: ['TracingConfiguration'],
    help: forApiserver('--tracing-config-file'),
  },
  {
    group: 'apiserver.config.k8s.io',
    kinds: ['EgressSelectorConfiguration'],
    help: forApiserver('--egress-selector-config-file'),
  },
  { group: 'audit.k8s.io', kinds: ['Policy'], help: forApiserver('--audit-policy-file') },
  {
    group: 'helm.cattle.io',
    kinds: ['HelmChart', 'HelmChartConfig'],
    help: 'this is for the Helm controller of k3s or RKE2: put it into server/manifests below their data directory, /var/lib/rancher/k3s or /var/lib/rancher/rke2',
  },
  {
    group: 'rbac.authorization.k8s.io',
    kinds: ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
    help: `a kubelet serves no API objects: ${APPLY}`,
  },
  {
    group: 'networking.k8s.io',
    kinds: ['NetworkPolicy', 'Ingress', 'IngressClass'],
    help: `a kubelet serves no API objects: ${APPLY}`,
  },
  {
    group: 'storage.k8s.io',
    kinds: ['StorageClass', 'CSIDriver', 'VolumeAttachment'],
    help: `a kubelet serves no API objects: ${APPLY}`,
  },
  { group: '', kinds: ['Namespace', 'Node', 'Event'], help: `a kubelet serves no API objects: ${APPLY}` },
  {
    group: 'kubeproxy.config.k8s.io',
    kinds: ['KubeProxyConfiguration'],
    help: 'this is a configuration for kube-proxy: keep it elsewhere and give it with "--config"',
  },
  {
    group: '',
    kinds: ['Config'],
    help: 'this is a kubeconfig: keep it elsewhere, such as /etc/kubernetes/kubelet.conf, and give it with "--kubeconfig"',
  },
  {
    group: 'apiextensions.k8s.io',
    kinds: ['CustomResourceDefinition'],
    help: `a kubelet serves no API objects: ${APPLY}`,
  },
  {
    group: 'kustomize.config.k8s.io',
    kinds: ['Kustomization', 'Component'],
    help: 'build it with "kubectl kustomize" and put each Pod of the result in a file of its own',
  },
];

/** What to do with a document of this kind; it says something for every kind but a well-formed Pod. */
export function adviceForKind(group: string, kind: string): string {
  const ofKind = ADVICE.filter((entry) => entry.kinds.includes(kind));
  // Without a group, as for want of an apiVersion, the kind alone tells.
  const known = ofKind.find((entry) => entry.group === group) ?? (group === '' ? ofKind[0] : undefined);
  if (known) return known.help;
  if (kind === 'Pod') return 'a Pod has apiVersion v1';
  if (kind.toLowerCase() === 'pod') return 'kinds are case-sensitive: write "Pod"';
  if (hasLettersOfPod(kind)) return 'did you mean "Pod"?';
  return `a manifest file holds one Pod of apiVersion v1: take the file away, or ${APPLY} if it belongs there`;
}

/** Swapped or doubled letters, or the plural. */
function hasLettersOfPod(kind: string): boolean {
  const letters = new Set(kind.toLowerCase().replace(/s$/, ''));
  return kind.length <= 5 && [...letters].sort().join('') === 'dop';
}
