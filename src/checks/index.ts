import { COMPONENT_NAMES, type Component } from '../control-plane/component.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import admissionPluginRefused from './admission-plugin-refused.ts';
import apiServerCertificateNames from './api-server-certificate-names.ts';
import apiServerNotReady from './api-server-not-ready.ts';
import apiServerUnreachable from './api-server-unreachable.ts';
import argumentIsTwoWords from './argument-is-two-words.ts';
import auditLogNotMounted from './audit-log-not-mounted.ts';
import auditLogReadOnly from './audit-log-read-only.ts';
import auditPolicyRefused from './audit-policy-refused.ts';
import authorizationModeRefused from './authorization-mode-refused.ts';
import certificateAuthorityMismatch from './certificate-authority-mismatch.ts';
import certificateKeyMismatch from './certificate-key-mismatch.ts';
import certificateKeySwapped from './certificate-key-swapped.ts';
import cgroupDriverMismatch from './cgroup-driver-mismatch.ts';
import cgroupDriverUnknown from './cgroup-driver-unknown.ts';
import cgroupV1Boot from './cgroup-v1-boot.ts';
import { SOURCE_CHECKS } from './check-source.ts';
import clusterDnsInvalid from './cluster-dns-invalid.ts';
import clusterDnsOutsideServiceRange from './cluster-dns-outside-service-range.ts';
import componentArgument from './component-argument.ts';
import componentFeatureGate from './component-feature-gate.ts';
import componentFlagDeprecated from './component-flag-deprecated.ts';
import componentFlagInvalid from './component-flag-invalid.ts';
import componentFlagMissing from './component-flag-missing.ts';
import componentFlagRemoved from './component-flag-removed.ts';
import componentFlagRepeated from './component-flag-repeated.ts';
import componentFlagUnknown from './component-flag-unknown.ts';
import componentImageTag from './component-image-tag.ts';
import componentImageUnknown from './component-image-unknown.ts';
import componentProgramMissing from './component-program-missing.ts';
import componentValueRefused from './component-value-refused.ts';
import componentVersionSkew from './component-version-skew.ts';
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
import controlPlaneEnds from './control-plane-ends.ts';
import controlPlaneManifestMissing from './control-plane-manifest-missing.ts';
import decimalFileMode from './decimal-file-mode.ts';
import type { Check, DirectorySubject, LiveSubject, ManifestSubject, NodeSubject } from './define-check.ts';
import disabledManifestRuns from './disabled-manifest-runs.ts';
import diskFull from './disk-full.ts';
import dotFileManifest from './dot-file-manifest.ts';
import emptyArgument from './empty-argument.ts';
import encryptionConfigRefused from './encryption-config-refused.ts';
import environmentFileUnread from './environment-file-unread.ts';
import environmentOverridden from './environment-overridden.ts';
import environmentVariableUnused from './environment-variable-unused.ts';
import etcdAdvertisedNotServed from './etcd-advertised-not-served.ts';
import etcdCertificateNames from './etcd-certificate-names.ts';
import etcdClientCertificateMissing from './etcd-client-certificate-missing.ts';
import etcdConfigFile from './etcd-config-file.ts';
import etcdDataDirEmpty from './etcd-data-dir-empty.ts';
import etcdDataDirMode from './etcd-data-dir-mode.ts';
import etcdDataDirNotMounted from './etcd-data-dir-not-mounted.ts';
import etcdDataDirShared from './etcd-data-dir-shared.ts';
import etcdEvenMembers from './etcd-even-members.ts';
import etcdFlagAndVariable from './etcd-flag-and-variable.ts';
import etcdFlagGoing from './etcd-flag-going.ts';
import etcdFlagInvalid from './etcd-flag-invalid.ts';
import etcdFlagRepeated from './etcd-flag-repeated.ts';
import etcdFlagUnknown from './etcd-flag-unknown.ts';
import etcdInitialCluster from './etcd-initial-cluster.ts';
import etcdServersInvalid from './etcd-servers-invalid.ts';
import etcdServersNotServed from './etcd-servers-not-served.ts';
import etcdServersPeerPort from './etcd-servers-peer-port.ts';
import etcdServersPlain from './etcd-servers-plain.ts';
import etcdTls from './etcd-tls.ts';
import etcdUrl from './etcd-url.ts';
import evictionThresholdInvalid from './eviction-threshold-invalid.ts';
import fixedUid from './fixed-uid.ts';
import flagFileMissing from './flag-file-missing.ts';
import flagFileNotMounted from './flag-file-not-mounted.ts';
import flagFileWrongKind from './flag-file-wrong-kind.ts';
import hostPathTypeMismatch from './host-path-type-mismatch.ts';
import hostPortConflict from './host-port-conflict.ts';
import imageNameInvalid from './image-name-invalid.ts';
import inotifyLimitLow from './inotify-limit-low.ts';
import kernelDefaultsProtected from './kernel-defaults-protected.ts';
import kubeadmAddressDiffers from './kubeadm-address-differs.ts';
import kubeadmCertificateRenamed from './kubeadm-certificate-renamed.ts';
import kubeconfigAuthorityMismatch from './kubeconfig-authority-mismatch.ts';
import kubeconfigServerPort from './kubeconfig-server-port.ts';
import kubeconfigServerUnlike from './kubeconfig-server-unlike.ts';
import kubeconfigServerUnsure from './kubeconfig-server-unsure.ts';
import kubeconfigServerWrong from './kubeconfig-server-wrong.ts';
import kubeletAlone from './kubelet-alone.ts';
import kubeletAuthorizationMode from './kubelet-authorization-mode.ts';
import kubeletBinaryElsewhere from './kubelet-binary-elsewhere.ts';
import kubeletCertificateUnusable from './kubelet-certificate-unusable.ts';
import kubeletClientCertificateExpired from './kubelet-client-certificate-expired.ts';
import kubeletClientCertificateOfOtherNode from './kubelet-client-certificate-of-other-node.ts';
import kubeletClientCertificateRefused from './kubelet-client-certificate-refused.ts';
import kubeletClientCertificateUnusable from './kubelet-client-certificate-unusable.ts';
import kubeletClientCertificateWithoutGroup from './kubelet-client-certificate-without-group.ts';
import kubeletDropInsUnread from './kubelet-drop-ins-unread.ts';
import kubeletEnds from './kubelet-ends.ts';
import kubeletFileMissing from './kubelet-file-missing.ts';
import kubeletKubeconfigUnusable from './kubelet-kubeconfig-unusable.ts';
import kubeletNotEnabled from './kubelet-not-enabled.ts';
import kubeletPortTaken from './kubelet-port-taken.ts';
import kubeletRequestsFail from './kubelet-requests-fail.ts';
import kubeletStopped from './kubelet-stopped.ts';
import kubeletTlsUnknown from './kubelet-tls-unknown.ts';
import kubeletUnitFails from './kubelet-unit-fails.ts';
import kubeletUpgradeRefused from './kubelet-upgrade-refused.ts';
import kubeletVersionSkew from './kubelet-version-skew.ts';
import kubeletWebhookAlone from './kubelet-webhook-alone.ts';
import kubeletsOnOneNode from './kubelets-on-one-node.ts';
import listenPortConflict from './listen-port-conflict.ts';
import managerPolicyChanged from './manager-policy-changed.ts';
import manifestCopyRuns from './manifest-copy-runs.ts';
import manifestNearSizeLimit from './manifest-near-size-limit.ts';
import manifestWritable from './manifest-writable.ts';
import maxPodsTooFew from './max-pods-too-few.ts';
import memoryLimitTooSmall from './memory-limit-too-small.ts';
import mirrorPodRefused from './mirror-pod-refused.ts';
import mountSourceDiffers from './mount-source-differs.ts';
import namespaceMayBeMissing from './namespace-may-be-missing.ts';
import nodeAuthorizerMissing from './node-authorizer-missing.ts';
import nodeCordoned from './node-cordoned.ts';
import nodeMadeByOthers from './node-made-by-others.ts';
import nodeNotReady from './node-not-ready.ts';
import nodeNotRegistered from './node-not-registered.ts';
import nodeResourcesExhausted from './node-resources-exhausted.ts';
import nodeSuffixTwice from './node-suffix-twice.ts';
import octalNumber from './octal-number.ts';
import outerWhiteSpace from './outer-white-space.ts';
import pastedFromCluster from './pasted-from-cluster.ts';
import pathInQuotes from './path-in-quotes.ts';
import podDoesNotRun from './pod-does-not-run.ts';
import podNotAdmitted from './pod-not-admitted.ts';
import podResolvConf from './pod-resolv-conf.ts';
import portTaken from './port-taken.ts';
import probeHostIsNode from './probe-host-is-node.ts';
import probeNotServed from './probe-not-served.ts';
import probePortNameUnknown from './probe-port-name-unknown.ts';
import probeUnauthenticated from './probe-unauthenticated.ts';
import registeredNodeDiffers from './registered-node-differs.ts';
import requestsDenied from './requests-denied.ts';
import { runChecks } from './run-checks.ts';
import runtimeEndpointWrong from './runtime-endpoint-wrong.ts';
import runtimeFails from './runtime-fails.ts';
import runtimeNotEnabled from './runtime-not-enabled.ts';
import runtimeNotListening from './runtime-not-listening.ts';
import schedulerConfigClash from './scheduler-config-clash.ts';
import schedulerConfigRefused from './scheduler-config-refused.ts';
import schedulerFlagIgnored from './scheduler-flag-ignored.ts';
import secondScheduler from './second-scheduler.ts';
import serviceAccountKeyDiffers from './service-account-key-differs.ts';
import serviceClusterIpRangeRefused from './service-cluster-ip-range-refused.ts';
import serviceRangeDiffers from './service-range-differs.ts';
import staticCpusWithoutReserved from './static-cpus-without-reserved.ts';
import swapIsOn from './swap-is-on.ts';
import swapOn from './swap-on.ts';
import symlinkTargetUnwatched from './symlink-target-unwatched.ts';
import templateNotRendered from './template-not-rendered.ts';
import unitChangedOnDisk from './unit-changed-on-disk.ts';
import unitDropInUnread from './unit-drop-in-unread.ts';
import upgradeRefused from './upgrade-refused.ts';
import valueCutByComment from './value-cut-by-comment.ts';
import volumeBecomesEmpty from './volume-becomes-empty.ts';
import yamlKeyIsNoText from './yaml-key-is-no-text.ts';

const FILE_CHECKS: readonly Check<'file'>[] = [
  admissionPluginRefused,
  argumentIsTwoWords,
  auditLogNotMounted,
  auditLogReadOnly,
  authorizationModeRefused,
  certificateKeyMismatch,
  certificateKeySwapped,
  componentArgument,
  componentFeatureGate,
  componentFlagDeprecated,
  componentFlagInvalid,
  componentFlagMissing,
  componentFlagRemoved,
  componentFlagRepeated,
  componentFlagUnknown,
  componentImageUnknown,
  componentProgramMissing,
  componentValueRefused,
  decimalFileMode,
  emptyArgument,
  etcdAdvertisedNotServed,
  etcdConfigFile,
  etcdDataDirNotMounted,
  etcdEvenMembers,
  etcdFlagAndVariable,
  etcdFlagGoing,
  etcdFlagInvalid,
  etcdFlagRepeated,
  etcdFlagUnknown,
  etcdServersInvalid,
  etcdServersPlain,
  etcdTls,
  etcdUrl,
  fixedUid,
  flagFileNotMounted,
  imageNameInvalid,
  kubeadmAddressDiffers,
  kubeadmCertificateRenamed,
  manifestNearSizeLimit,
  memoryLimitTooSmall,
  mirrorPodRefused,
  namespaceMayBeMissing,
  nodeAuthorizerMissing,
  nodeSuffixTwice,
  octalNumber,
  outerWhiteSpace,
  pastedFromCluster,
  pathInQuotes,
  probeHostIsNode,
  probeNotServed,
  probePortNameUnknown,
  probeUnauthenticated,
  requestsDenied,
  schedulerFlagIgnored,
  serviceClusterIpRangeRefused,
  templateNotRendered,
  upgradeRefused,
  valueCutByComment,
  volumeBecomesEmpty,
  yamlKeyIsNoText,
];
const DIRECTORY_CHECKS: readonly Check<'directory'>[] = [
  certificateAuthorityMismatch,
  componentImageTag,
  componentVersionSkew,
  disabledManifestRuns,
  dotFileManifest,
  etcdClientCertificateMissing,
  etcdDataDirShared,
  etcdInitialCluster,
  etcdServersNotServed,
  etcdServersPeerPort,
  hostPortConflict,
  listenPortConflict,
  manifestCopyRuns,
  mountSourceDiffers,
  secondScheduler,
  serviceAccountKeyDiffers,
  serviceRangeDiffers,
  symlinkTargetUnwatched,
];
/** Those of a node. */
export const NODE_CHECKS: readonly Check<'node'>[] = [
  ...SOURCE_CHECKS,
  apiServerCertificateNames,
  auditPolicyRefused,
  cgroupDriverMismatch,
  cgroupDriverUnknown,
  cgroupV1Boot,
  clusterDnsInvalid,
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
  hostPathTypeMismatch,
  inotifyLimitLow,
  kernelDefaultsProtected,
  kubeconfigAuthorityMismatch,
  kubeconfigServerPort,
  kubeconfigServerUnlike,
  kubeconfigServerUnsure,
  kubeconfigServerWrong,
  kubeletAlone,
  kubeletAuthorizationMode,
  kubeletBinaryElsewhere,
  kubeletCertificateUnusable,
  kubeletClientCertificateExpired,
  kubeletClientCertificateOfOtherNode,
  kubeletClientCertificateRefused,
  kubeletClientCertificateUnusable,
  kubeletClientCertificateWithoutGroup,
  kubeletDropInsUnread,
  kubeletFileMissing,
  kubeletKubeconfigUnusable,
  kubeletNotEnabled,
  kubeletTlsUnknown,
  kubeletUpgradeRefused,
  kubeletVersionSkew,
  kubeletWebhookAlone,
  kubeletsOnOneNode,
  managerPolicyChanged,
  manifestWritable,
  maxPodsTooFew,
  nodeMadeByOthers,
  podResolvConf,
  runtimeEndpointWrong,
  runtimeNotEnabled,
  schedulerConfigClash,
  schedulerConfigRefused,
  staticCpusWithoutReserved,
  swapOn,
  unitDropInUnread,
];

/** Those of a node that runs. */
export const LIVE_CHECKS: readonly Check<'live'>[] = [
  apiServerNotReady,
  apiServerUnreachable,
  diskFull,
  kubeletEnds,
  kubeletPortTaken,
  kubeletRequestsFail,
  kubeletStopped,
  kubeletUnitFails,
  nodeCordoned,
  nodeNotReady,
  nodeNotRegistered,
  nodeResourcesExhausted,
  podDoesNotRun,
  podNotAdmitted,
  portTaken,
  registeredNodeDiffers,
  runtimeFails,
  runtimeNotListening,
  swapIsOn,
  unitChangedOnDisk,
];

/** The one registry: every check there is. */
export const checks: readonly (Check<'file'> | Check<'directory'> | Check<'node'> | Check<'live'>)[] = [
  ...FILE_CHECKS,
  ...DIRECTORY_CHECKS,
  ...NODE_CHECKS,
  ...LIVE_CHECKS,
];

/** What the checks say of one manifest. */
export function checkManifest(subject: ManifestSubject): readonly Diagnostic[] {
  return runChecks(checksOf(subject.components), subject);
}

/** By the programs of a pod, the checks that look at it: no pod has to do with all of them. */
const byPrograms = new Map<string, readonly Check<'file'>[]>();

function checksOf(components: readonly Component[]): readonly Check<'file'>[] {
  const names = COMPONENT_NAMES.filter((name) => components.some((component) => component.name === name));
  const key = names.join();
  let found = byPrograms.get(key);
  if (!found) {
    found = FILE_CHECKS.filter(({ programs }) => !programs || programs.some((name) => names.includes(name)));
    byPrograms.set(key, found);
  }
  return found;
}

/** What is left of a judgement's findings beside those of the checks: see {@link Check.supersedes}. */
export function notSuperseded(
  judged: readonly Diagnostic[],
  found: readonly Diagnostic[],
): readonly Diagnostic[] {
  const rules = FILE_CHECKS.filter(
    ({ supersedes, id }) => supersedes && found.some((one) => one.ruleId === id),
  );
  return rules.length === 0
    ? judged
    : judged.filter(({ ruleId }) => !rules.some(({ supersedes }) => supersedes?.includes(ruleId)));
}

/** What the checks say of files that are read together. */
export function checkDirectory(subject: DirectorySubject): readonly Diagnostic[] {
  return runChecks(DIRECTORY_CHECKS, subject);
}

/** What the checks say of a node. */
export function checkNode(subject: NodeSubject): readonly Diagnostic[] {
  return runChecks(NODE_CHECKS, subject);
}

/** What the checks say of a node as it is at this moment; `checkNode` says the rest. */
export function checkLive(subject: LiveSubject): readonly Diagnostic[] {
  return runChecks(LIVE_CHECKS, subject);
}
