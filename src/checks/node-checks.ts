import admissionConfigFileMissing from './admission-config-file-missing.ts';
import apiServerCertificateNames from './api-server-certificate-names.ts';
import auditPolicyRefused from './audit-policy-refused.ts';
import cgroupDriverMismatch from './cgroup-driver-mismatch.ts';
import cgroupDriverUnknown from './cgroup-driver-unknown.ts';
import cgroupV1Boot from './cgroup-v1-boot.ts';
import { SOURCE_CHECKS } from './check-source.ts';
import clusterDnsInvalid from './cluster-dns-invalid.ts';
import clusterDnsIsApiServer from './cluster-dns-is-api-server.ts';
import clusterDnsOutsideServiceRange from './cluster-dns-outside-service-range.ts';
import containerdConfigRefused from './containerd-config-refused.ts';
import containerdDriverUnread from './containerd-driver-unread.ts';
import containerdTooOld from './containerd-too-old.ts';
import containerdWithoutCri from './containerd-without-cri.ts';
import controlPlaneAuthorityExpired from './control-plane-authority-expired.ts';
import controlPlaneCertificateExpired from './control-plane-certificate-expired.ts';
import controlPlaneCertificateExpiring from './control-plane-certificate-expiring.ts';
import controlPlaneCertificateNotYetValid from './control-plane-certificate-not-yet-valid.ts';
import controlPlaneCertificateUntrusted from './control-plane-certificate-untrusted.ts';
import controlPlaneCertificateUnusable from './control-plane-certificate-unusable.ts';
import controlPlaneCertificateUsage from './control-plane-certificate-usage.ts';
import controlPlaneEnds from './control-plane-ends.ts';
import controlPlaneManifestMissing from './control-plane-manifest-missing.ts';
import type { Check } from './define-check.ts';
import encryptionConfigRefused from './encryption-config-refused.ts';
import environmentFileUnread from './environment-file-unread.ts';
import environmentOverridden from './environment-overridden.ts';
import environmentVariableUnused from './environment-variable-unused.ts';
import etcdCertificateNames from './etcd-certificate-names.ts';
import etcdDataDirEmpty from './etcd-data-dir-empty.ts';
import etcdDataDirMode from './etcd-data-dir-mode.ts';
import evictionThresholdInvalid from './eviction-threshold-invalid.ts';
import flagFileMissing from './flag-file-missing.ts';
import flagFileWrongKind from './flag-file-wrong-kind.ts';
import frontProxyNameRefused from './front-proxy-name-refused.ts';
import hostPathTypeMismatch from './host-path-type-mismatch.ts';
import inotifyLimitLow from './inotify-limit-low.ts';
import kernelDefaultsProtected from './kernel-defaults-protected.ts';
import kubeconfigAuthorityMismatch from './kubeconfig-authority-mismatch.ts';
import kubeconfigFieldUnknown from './kubeconfig-field-unknown.ts';
import kubeconfigServerPort from './kubeconfig-server-port.ts';
import kubeconfigServerUnlike from './kubeconfig-server-unlike.ts';
import kubeconfigServerUnsure from './kubeconfig-server-unsure.ts';
import kubeconfigServerWrong from './kubeconfig-server-wrong.ts';
import kubeletAddressInvalid from './kubelet-address-invalid.ts';
import kubeletAlone from './kubelet-alone.ts';
import kubeletAuthorizationMode from './kubelet-authorization-mode.ts';
import kubeletBinaryElsewhere from './kubelet-binary-elsewhere.ts';
import kubeletBootstrapUnusable from './kubelet-bootstrap-unusable.ts';
import kubeletCertificateUnusable from './kubelet-certificate-unusable.ts';
import kubeletClientCertificateExpired from './kubelet-client-certificate-expired.ts';
import kubeletClientCertificateOfOtherNode from './kubelet-client-certificate-of-other-node.ts';
import kubeletClientCertificateRefused from './kubelet-client-certificate-refused.ts';
import kubeletClientCertificateUnusable from './kubelet-client-certificate-unusable.ts';
import kubeletClientCertificateWithoutGroup from './kubelet-client-certificate-without-group.ts';
import kubeletDropInsUnread from './kubelet-drop-ins-unread.ts';
import kubeletFileMissing from './kubelet-file-missing.ts';
import kubeletKubeconfigUnusable from './kubelet-kubeconfig-unusable.ts';
import kubeletManagerPolicyUnknown from './kubelet-manager-policy-unknown.ts';
import kubeletNodeIpRefused from './kubelet-node-ip-refused.ts';
import kubeletNodeIpUnusable from './kubelet-node-ip-unusable.ts';
import kubeletNotEnabled from './kubelet-not-enabled.ts';
import kubeletNotRoot from './kubelet-not-root.ts';
import kubeletPortAskedFor from './kubelet-port-asked-for.ts';
import kubeletPortsClash from './kubelet-ports-clash.ts';
import kubeletReservationInvalid from './kubelet-reservation-invalid.ts';
import kubeletTlsUnknown from './kubelet-tls-unknown.ts';
import kubeletUpgradeRefused from './kubelet-upgrade-refused.ts';
import kubeletVersionSkew from './kubelet-version-skew.ts';
import kubeletWebhookAlone from './kubelet-webhook-alone.ts';
import kubeletsOnOneNode from './kubelets-on-one-node.ts';
import managerPolicyChanged from './manager-policy-changed.ts';
import manifestWritable from './manifest-writable.ts';
import manifestsDirectoryMistaken from './manifests-directory-mistaken.ts';
import maxPodsTooFew from './max-pods-too-few.ts';
import networkPluginUnconfigured from './network-plugin-unconfigured.ts';
import nodeMadeByOthers from './node-made-by-others.ts';
import nodeNameInvalid from './node-name-invalid.ts';
import podResolvConf from './pod-resolv-conf.ts';
import programMissing from './program-missing.ts';
import runtimeEndpointWrong from './runtime-endpoint-wrong.ts';
import runtimeNotEnabled from './runtime-not-enabled.ts';
import schedulerConfigClash from './scheduler-config-clash.ts';
import schedulerConfigRefused from './scheduler-config-refused.ts';
import serviceAccountKeysApart from './service-account-keys-apart.ts';
import staticCpusWithoutReserved from './static-cpus-without-reserved.ts';
import staticMemoryWithoutReserved from './static-memory-without-reserved.ts';
import swapOn from './swap-on.ts';
import unitDropInUnread from './unit-drop-in-unread.ts';

/** Those of a node. */
export const NODE_CHECKS: readonly Check<'node'>[] = [
  ...SOURCE_CHECKS,
  admissionConfigFileMissing,
  apiServerCertificateNames,
  auditPolicyRefused,
  cgroupDriverMismatch,
  cgroupDriverUnknown,
  cgroupV1Boot,
  clusterDnsInvalid,
  clusterDnsIsApiServer,
  clusterDnsOutsideServiceRange,
  containerdConfigRefused,
  containerdDriverUnread,
  containerdTooOld,
  containerdWithoutCri,
  controlPlaneAuthorityExpired,
  controlPlaneCertificateExpired,
  controlPlaneCertificateExpiring,
  controlPlaneCertificateNotYetValid,
  controlPlaneCertificateUntrusted,
  controlPlaneCertificateUnusable,
  controlPlaneCertificateUsage,
  controlPlaneEnds,
  controlPlaneManifestMissing,
  encryptionConfigRefused,
  environmentFileUnread,
  environmentOverridden,
  environmentVariableUnused,
  etcdCertificateNames,
  etcdDataDirEmpty,
  etcdDataDirMode,
  evictionThresholdInvalid,
  flagFileMissing,
  flagFileWrongKind,
  frontProxyNameRefused,
  hostPathTypeMismatch,
  inotifyLimitLow,
  kernelDefaultsProtected,
  kubeconfigAuthorityMismatch,
  kubeconfigFieldUnknown,
  kubeconfigServerPort,
  kubeconfigServerUnlike,
  kubeconfigServerUnsure,
  kubeconfigServerWrong,
  kubeletAddressInvalid,
  kubeletAlone,
  kubeletAuthorizationMode,
  kubeletBinaryElsewhere,
  kubeletBootstrapUnusable,
  kubeletCertificateUnusable,
  kubeletClientCertificateExpired,
  kubeletClientCertificateOfOtherNode,
  kubeletClientCertificateRefused,
  kubeletClientCertificateUnusable,
  kubeletClientCertificateWithoutGroup,
  kubeletDropInsUnread,
  kubeletFileMissing,
  kubeletKubeconfigUnusable,
  kubeletManagerPolicyUnknown,
  kubeletNodeIpRefused,
  kubeletNodeIpUnusable,
  kubeletNotEnabled,
  kubeletNotRoot,
  kubeletPortAskedFor,
  kubeletPortsClash,
  kubeletReservationInvalid,
  kubeletTlsUnknown,
  kubeletUpgradeRefused,
  kubeletVersionSkew,
  kubeletWebhookAlone,
  kubeletsOnOneNode,
  managerPolicyChanged,
  manifestWritable,
  manifestsDirectoryMistaken,
  maxPodsTooFew,
  networkPluginUnconfigured,
  nodeMadeByOthers,
  nodeNameInvalid,
  podResolvConf,
  programMissing,
  runtimeEndpointWrong,
  runtimeNotEnabled,
  schedulerConfigClash,
  schedulerConfigRefused,
  serviceAccountKeysApart,
  staticCpusWithoutReserved,
  staticMemoryWithoutReserved,
  swapOn,
  unitDropInUnread,
];
