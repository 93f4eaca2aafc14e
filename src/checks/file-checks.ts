import admissionPluginRefused from './admission-plugin-refused.ts';
import argumentIsTwoWords from './argument-is-two-words.ts';
import auditLogNotMounted from './audit-log-not-mounted.ts';
import auditLogReadOnly from './audit-log-read-only.ts';
import authorizationModeRefused from './authorization-mode-refused.ts';
import certificateKeyMismatch from './certificate-key-mismatch.ts';
import certificateKeySwapped from './certificate-key-swapped.ts';
import componentArgument from './component-argument.ts';
import componentFeatureGate from './component-feature-gate.ts';
import componentFlagDeprecated from './component-flag-deprecated.ts';
import componentFlagInvalid from './component-flag-invalid.ts';
import componentFlagMissing from './component-flag-missing.ts';
import componentFlagRemoved from './component-flag-removed.ts';
import componentFlagRepeated from './component-flag-repeated.ts';
import componentFlagUnknown from './component-flag-unknown.ts';
import componentImageUnknown from './component-image-unknown.ts';
import componentOutsideHostNetwork from './component-outside-host-network.ts';
import componentProgramMissing from './component-program-missing.ts';
import componentValueRefused from './component-value-refused.ts';
import decimalFileMode from './decimal-file-mode.ts';
import type { Check } from './define-check.ts';
import emptyArgument from './empty-argument.ts';
import etcdAdvertisedNotServed from './etcd-advertised-not-served.ts';
import etcdConfigFile from './etcd-config-file.ts';
import etcdDataDirNotMounted from './etcd-data-dir-not-mounted.ts';
import etcdEvenMembers from './etcd-even-members.ts';
import etcdFlagAndVariable from './etcd-flag-and-variable.ts';
import etcdFlagGoing from './etcd-flag-going.ts';
import etcdFlagInvalid from './etcd-flag-invalid.ts';
import etcdFlagRepeated from './etcd-flag-repeated.ts';
import etcdFlagUnknown from './etcd-flag-unknown.ts';
import etcdListensElsewhere from './etcd-listens-elsewhere.ts';
import etcdServersInvalid from './etcd-servers-invalid.ts';
import etcdServersPlain from './etcd-servers-plain.ts';
import etcdTls from './etcd-tls.ts';
import etcdUrl from './etcd-url.ts';
import fixedUid from './fixed-uid.ts';
import flagFileNotMounted from './flag-file-not-mounted.ts';
import imageNameInvalid from './image-name-invalid.ts';
import kubeadmAddressDiffers from './kubeadm-address-differs.ts';
import kubeadmCertificateRenamed from './kubeadm-certificate-renamed.ts';
import manifestNearSizeLimit from './manifest-near-size-limit.ts';
import memoryLimitTooSmall from './memory-limit-too-small.ts';
import mirrorPodRefused from './mirror-pod-refused.ts';
import namespaceMayBeMissing from './namespace-may-be-missing.ts';
import nodeAuthorizerMissing from './node-authorizer-missing.ts';
import nodeSuffixTwice from './node-suffix-twice.ts';
import octalNumber from './octal-number.ts';
import outerWhiteSpace from './outer-white-space.ts';
import pastedFromCluster from './pasted-from-cluster.ts';
import pathInQuotes from './path-in-quotes.ts';
import probeHostIsNode from './probe-host-is-node.ts';
import probeNotServed from './probe-not-served.ts';
import probePortNameUnknown from './probe-port-name-unknown.ts';
import probeUnauthenticated from './probe-unauthenticated.ts';
import requestsDenied from './requests-denied.ts';
import schedulerFlagIgnored from './scheduler-flag-ignored.ts';
import serviceClusterIpRangeRefused from './service-cluster-ip-range-refused.ts';
import templateNotRendered from './template-not-rendered.ts';
import upgradeRefused from './upgrade-refused.ts';
import valueCutByComment from './value-cut-by-comment.ts';
import volumeBecomesEmpty from './volume-becomes-empty.ts';
import yamlKeyIsNoText from './yaml-key-is-no-text.ts';

/** Those of a manifest alone. */
export const FILE_CHECKS: readonly Check<'file'>[] = [
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
  componentOutsideHostNetwork,
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
  etcdListensElsewhere,
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
