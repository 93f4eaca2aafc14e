/** Names and former names of controllers, of 1.28 to 1.37 (cmd/kube-controller-manager/names; k8s.io/cloud-provider names). */
const NAMES = `
  attachdetach bootstrap-signer-controller bootstrapsigner certificatesigningrequest-approving-controller
  certificatesigningrequest-cleaner-controller certificatesigningrequest-signing-controller
  cloud-node-controller cloud-node-lifecycle cloud-node-lifecycle-controller clusterrole-aggregation
  clusterrole-aggregation-controller cronjob cronjob-controller csrapproving csrcleaner csrsigning
  daemonset daemonset-controller deployment deployment-controller device-taint-eviction-controller
  disruption disruption-controller endpoint endpoints-controller endpointslice endpointslice-controller
  endpointslice-mirroring-controller endpointslicemirroring ephemeral-volume ephemeral-volume-controller
  garbage-collector-controller garbagecollector horizontal-pod-autoscaler-controller
  horizontalpodautoscaling job job-controller
  kube-apiserver-serving-clustertrustbundle-publisher-controller legacy-service-account-token-cleaner
  legacy-serviceaccount-token-cleaner-controller namespace namespace-controller node-ipam-controller
  node-lifecycle-controller node-route-controller nodeipam nodelifecycle
  persistentvolume-attach-detach-controller persistentvolume-binder persistentvolume-binder-controller
  persistentvolume-expander persistentvolume-expander-controller persistentvolume-protection-controller
  persistentvolumeclaim-protection-controller pod-garbage-collector-controller
  podcertificaterequest-cleaner-controller podgc podgroup-protection-controller pv-protection
  pvc-protection replicaset replicaset-controller replicationcontroller replicationcontroller-controller
  resource-claim-controller resourceclaim-controller resourcepoolstatusrequest-controller resourcequota
  resourcequota-controller root-ca-cert-publisher root-ca-certificate-publisher-controller route
  selinux-warning-controller service service-cidr-controller service-lb-controller serviceaccount
  serviceaccount-controller serviceaccount-token serviceaccount-token-controller statefulset
  statefulset-controller storage-version-gc storage-version-migrator-controller
  storageversion-garbage-collector-controller svm taint-eviction-controller token-cleaner-controller
  tokencleaner ttl ttl-after-finished ttl-after-finished-controller ttl-controller
  validatingadmissionpolicy-status-controller volumeattributesclass-protection-controller
`;

const known = new Set(NAMES.trim().split(/\s+/));

/** Whether a list of `--controllers` has a name that no kube-controller-manager knows (options/generic.go Validate). */
export function hasUnknownController(list: string): boolean {
  return list
    .split(',')
    .some((entry) => entry !== '*' && entry !== '' && !known.has(entry.replace(/^-/, '')));
}
