import type { Minor } from '../versions/minor.ts';

/** What becomes of a field in a static pod, where it is not what it is in any pod. */
export interface StaticPodNote {
  /** `works` with something worth knowing; the kubelet may reject the pod (`admission`) or refuse the file. */
  readonly effect: 'works' | 'replaced' | 'ignored' | 'admission' | 'refused';
  readonly text: string;
  /** From which minor on. */
  readonly since?: Minor;
  /** Rules that find it. */
  readonly rules: readonly string[];
}

const API =
  'A static pod may not refer to an object of the API server: the file is refused, also with optional: true. Up to 1.36 the gate PreventStaticPodAPIReferences, off, allows it.';

function refers(instead: string): StaticPodNote {
  return { effect: 'refused', since: 34, text: `${API} ${instead}.`, rules: ['manifest-api-reference'] };
}

const SCHEDULER: StaticPodNote = {
  effect: 'ignored',
  text: 'For the scheduler, which never sees a static pod: it has no effect.',
  rules: ['pod-scheduling-ignored'],
};
const AFFINITY: StaticPodNote = {
  effect: 'admission',
  text: 'It chooses no node, for the file lies on one already; but the kubelet compares it with the labels of its node, and rejects the pod (phase Failed, reason NodeAffinity) where they do not match.',
  rules: ['pod-node-affinity'],
};
const PRIORITY: StaticPodNote = {
  effect: 'works',
  text: 'No admission fills it in: the kubelet goes by priority alone, and the API server refuses the mirror of a pod whose priority and preemptionPolicy are not those of its class. Write priorityClassName and priority both. No static pod is evicted by the kubelet under pressure, whatever its priority is.',
  rules: ['pod-priority'],
};
const HOST_NAME: StaticPodNote = {
  effect: 'works',
  text: 'With hostNetwork it has no effect: the pod has the host name of its node.',
  rules: ['pod-host-name-ignored'],
};
const APPARMOR: StaticPodNote = {
  effect: 'admission',
  text: 'On a node without AppArmor the kubelet rejects the pod: phase Failed, nothing runs.',
  rules: ['pod-apparmor'],
};
const PROBED_BY_KUBELET =
  'The kubelet itself probes, and needs no API server for it. httpGet and tcpSocket probes come from the node: without host they ask the address of the pod.';
const PROBE_RULES = ['probe-host-is-node', 'probe-not-served', 'probe-port-name-unknown'];
const OF_API_SERVER: StaticPodNote = {
  effect: 'ignored',
  text: 'An API server fills it in, and no field of a manifest needs it. Beyond being part of what the UID is a hash of it means nothing.',
  rules: ['pasted-from-cluster'],
};
const NO_DRIVER: StaticPodNote = {
  effect: 'works',
  text: 'Known and valid, but the kubelet has no driver for it any more, or hands it to a CSI driver, which takes an API server: the pod stays Pending. Mount it on the node and use hostPath.',
  rules: ['pod-volume-unsupported'],
};

const CONTAINER = String.raw`^spec\.(?:containers|initContainers)\.`;
const VOLUME = String.raw`^spec\.volumes\.`;
const SOURCE = String.raw`${VOLUME}projected\.sources\.`;

/** By the beginning of a field's path without indexes: the first that matches a field, or one that it is in, counts. */
export const STATIC_POD_NOTES: readonly (readonly [path: RegExp, note: StaticPodNote])[] = [
  [
    /^metadata\.name$/,
    {
      effect: 'replaced',
      text: 'Required. The kubelet adds "-" and the name of its node, in lower case: the whole is what counts for length and form, and what kubectl shows.',
      rules: ['pod-name-missing', 'node-suffix-twice'],
    },
  ],
  [
    /^metadata\.generateName$/,
    {
      effect: 'ignored',
      text: 'Only an API server makes a name of it. Without metadata.name the file is refused.',
      rules: ['pod-name-missing'],
    },
  ],
  [
    /^metadata\.namespace$/,
    {
      effect: 'works',
      text: '"default" without it. The pod runs whether the namespace is there or not; the mirror pod needs it.',
      rules: ['namespace-may-be-missing'],
    },
  ],
  [
    /^metadata\.uid$/,
    {
      effect: 'works',
      text: 'Without it the UID is a hash of the file, its path and the node, so that each edit is another pod. With one of its own an edit changes the same pod, and running containers mostly stay as they are.',
      rules: ['fixed-uid'],
    },
  ],
  [
    /^metadata\.annotations/,
    {
      effect: 'works',
      text: 'The kubelet sets kubernetes.io/config.hash, config.source and config.seen itself. With kubernetes.io/config.mirror it takes the pod for a mirror and never runs it. All others go into the mirror pod.',
      rules: ['pod-field-overwritten', 'pod-mirror-annotation', 'pod-annotation-ignored'],
    },
  ],
  [
    /^metadata\.labels/,
    {
      effect: 'works',
      text: 'They go into the mirror pod, so that Services and kubectl find it by them. A change of one restarts the pod. The label kubernetes.io/os is compared with the system of the kubelet.',
      rules: ['pod-os-not-supported'],
    },
  ],
  [
    /^metadata\.ownerReferences/,
    {
      effect: 'replaced',
      text: 'The mirror pod belongs to the Node, whatever stands here.',
      rules: ['pod-field-overwritten'],
    },
  ],
  [
    /^metadata\.finalizers/,
    {
      effect: 'works',
      text: 'Copied to the mirror pod, which then stays Terminating for ever when the file is removed.',
      rules: ['pod-deletion'],
    },
  ],
  [
    /^metadata\.deletionTimestamp$/,
    {
      effect: 'works',
      text: 'The pod counts as being deleted and is never started.',
      rules: ['pod-deletion'],
    },
  ],
  [
    /^metadata\.(resourceVersion|generation|creationTimestamp|selfLink|managedFields|deletionGracePeriodSeconds)/,
    OF_API_SERVER,
  ],
  [
    /^status/,
    {
      effect: 'replaced',
      text: 'The status is what the kubelet finds out: every pod begins as Pending.',
      rules: ['pod-field-overwritten'],
    },
  ],
  [
    /^spec\.nodeName$/,
    {
      effect: 'replaced',
      text: 'The pod runs on the node that reads the file, whatever stands here.',
      rules: ['pod-field-overwritten'],
    },
  ],
  [/^spec\.nodeSelector/, AFFINITY],
  [/^spec\.affinity\.nodeAffinity\.preferred/, SCHEDULER],
  [/^spec\.affinity\.nodeAffinity/, AFFINITY],
  [/^spec\.(affinity\.pod(Anti)?Affinity|topologySpreadConstraints|schedulerName)/, SCHEDULER],
  [
    /^spec\.tolerations/,
    {
      effect: 'works',
      text: 'Taints keep no static pod away: the kubelet does not look at them for one, and adds the toleration of every NoExecute taint itself.',
      rules: [],
    },
  ],
  [
    /^spec\.schedulingGates/,
    {
      effect: 'refused',
      text: 'The kubelet sets nodeName, and validation takes no gate beside that: the file is refused.',
      rules: ['pod-forbidden-field'],
    },
  ],
  [
    /^spec\.ephemeralContainers/,
    {
      effect: 'refused',
      text: 'Only the API adds ephemeral containers, to a pod that runs: the file is refused.',
      rules: ['pod-forbidden-field'],
    },
  ],
  [/^spec\.serviceAccount(Name)?$/, refers('Leave it out')],
  [
    /^spec\.automountServiceAccountToken$/,
    {
      effect: 'ignored',
      text: 'It is the API server that mounts tokens, and not into mirror pods: a static pod gets none.',
      rules: ['pod-token-not-mounted'],
    },
  ],
  [/^spec\.imagePullSecrets/, refers('Give the kubelet or the container runtime the credentials')],
  [/^spec\.(priority|priorityClassName|preemptionPolicy)$/, PRIORITY],
  [
    /^spec\.runtimeClassName$/,
    {
      effect: 'works',
      text: 'A RuntimeClass is an object of the API server. Since 1.30 a kubelet without one panics over it at each start; with one the pod waits until the class can be read.',
      rules: ['pod-runtime-class'],
    },
  ],
  [
    /^spec\.os/,
    {
      effect: 'admission',
      text: 'Another system than that of the kubelet makes it reject the pod: phase Failed, reason PodOSNotSupported.',
      rules: ['pod-os-not-supported'],
    },
  ],
  [/^spec\.(hostname|subdomain|setHostnameAsFQDN)$/, HOST_NAME],
  [
    /^spec\.dnsPolicy$/,
    {
      effect: 'works',
      text: 'With hostNetwork, ClusterFirst means Default: for the DNS of the cluster write ClusterFirstWithHostNet.',
      rules: ['pod-dns-policy'],
    },
  ],
  [
    /^spec\.securityContext\.sysctls/,
    {
      effect: 'admission',
      text: "Beyond the safe ones, which grow with the versions, only those of the kubelet's allowedUnsafeSysctls: for any other the pod is rejected, reason SysctlForbidden.",
      rules: ['pod-sysctl-forbidden'],
    },
  ],
  [/^spec\.(.*\.)?securityContext\.appArmorProfile/, APPARMOR],
  [
    /^spec\.terminationGracePeriodSeconds$/,
    {
      effect: 'works',
      text: 'How long the containers get when the file is removed or edited, too: the new pod waits for the old one. A negative value becomes 1.',
      rules: ['pod-field-overwritten'],
    },
  ],
  [
    /^spec\.resourceClaims/,
    {
      effect: 'refused',
      since: 33,
      text: 'A claim is an object of the API server: the file is refused.',
      rules: ['manifest-api-reference'],
    },
  ],
  [
    new RegExp(`${CONTAINER}env\\.valueFrom\\.(secretKeyRef|configMapKeyRef)`),
    refers('Write the value, or read it from a file of the node'),
  ],
  [
    new RegExp(`${CONTAINER}envFrom\\.(secretRef|configMapRef)`),
    refers('Write the values, or read them from a file of the node'),
  ],
  [
    new RegExp(`${SOURCE}clusterTrustBundle`),
    {
      effect: 'refused',
      since: 29,
      text: 'A ClusterTrustBundle is an object of the API server: the file is refused.',
      rules: ['manifest-api-reference'],
    },
  ],
  [new RegExp(`${SOURCE}(configMap|secret|serviceAccountToken|podCertificate)`), refers('Use hostPath')],
  [
    new RegExp(
      `${VOLUME}(configMap|secret|csi|persistentVolumeClaim|ephemeral|azureFile|glusterfs)(?![a-zA-Z])`,
    ),
    refers('Use hostPath'),
  ],
  [new RegExp(`${VOLUME}\\w+\\.secretRef`), refers('Mount it on the node and use hostPath')],
  [
    new RegExp(
      `${VOLUME}(photonPersistentDisk|scaleIO|flocker|quobyte|storageos|cephfs|rbd|gitRepo|awsElasticBlockStore|azureDisk|cinder|gcePersistentDisk|vsphereVolume|portworxVolume)`,
    ),
    NO_DRIVER,
  ],
  [
    new RegExp(`${VOLUME}hostPath`),
    {
      effect: 'works',
      text: 'What most static pods use: the directory of the node, which must be there before the kubelet starts the container unless type says otherwise.',
      rules: ['host-path-type-mismatch', 'volume-becomes-empty'],
    },
  ],
  [
    new RegExp(`${CONTAINER}ports\\.hostPort$`),
    {
      effect: 'admission',
      text: 'Taken by another pod of the node it makes the kubelet reject this one: phase Failed, reason NodePorts, not tried again until the file changes.',
      rules: ['host-port-conflict'],
    },
  ],
  [
    new RegExp(`${CONTAINER}(livenessProbe|startupProbe)`),
    {
      effect: 'works',
      text: `${PROBED_BY_KUBELET} A container that fails is restarted.`,
      rules: PROBE_RULES,
    },
  ],
  [
    new RegExp(`${CONTAINER}readinessProbe`),
    {
      effect: 'works',
      text: `${PROBED_BY_KUBELET} The result goes into the status of the mirror pod, where Services look.`,
      rules: PROBE_RULES,
    },
  ],
];
