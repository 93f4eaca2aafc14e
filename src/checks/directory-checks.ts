import certificateAuthorityMismatch from './certificate-authority-mismatch.ts';
import componentImageTag from './component-image-tag.ts';
import componentVersionSkew from './component-version-skew.ts';
import type { Check } from './define-check.ts';
import disabledManifestRuns from './disabled-manifest-runs.ts';
import dotFileManifest from './dot-file-manifest.ts';
import etcdClientCertificateMissing from './etcd-client-certificate-missing.ts';
import etcdDataDirShared from './etcd-data-dir-shared.ts';
import etcdInitialCluster from './etcd-initial-cluster.ts';
import etcdServersNotServed from './etcd-servers-not-served.ts';
import etcdServersPeerPort from './etcd-servers-peer-port.ts';
import hostPortConflict from './host-port-conflict.ts';
import listenPortConflict from './listen-port-conflict.ts';
import manifestCopyRuns from './manifest-copy-runs.ts';
import mountSourceDiffers from './mount-source-differs.ts';
import podRangeOverlapsServices from './pod-range-overlaps-services.ts';
import secondScheduler from './second-scheduler.ts';
import serviceAccountKeyDiffers from './service-account-key-differs.ts';
import serviceRangeDiffers from './service-range-differs.ts';
import symlinkTargetUnwatched from './symlink-target-unwatched.ts';

/** Those of files that are read together. */
export const DIRECTORY_CHECKS: readonly Check<'directory'>[] = [
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
  podRangeOverlapsServices,
  secondScheduler,
  serviceAccountKeyDiffers,
  serviceRangeDiffers,
  symlinkTargetUnwatched,
];
