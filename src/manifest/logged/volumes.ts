import { FieldPath } from '../../validation/field-path.ts';
import { isEnabled } from '../../versions/feature-gates.ts';
import { formatMinor, type Minor } from '../../versions/minor.ts';
import { allContainers } from '../pod/containers-of.ts';
import type { PodSpec, Volume } from '../pod/types.ts';
import { type LoggedRule, NOTHING, type Remark, type TakenPod } from './rule.ts';

const VOLUMES = FieldPath.of('spec').child('volumes');

/** Types whose plugin is gone from the kubelet, and since when (cmd/kubelet/app/plugins.go). */
const WITHOUT_PLUGIN: readonly (readonly [type: keyof Volume, since: Minor])[] = [
  ['photonPersistentDisk', 28],
  ['scaleIO', 28],
  ['flocker', 28],
  ['quobyte', 28],
  ['storageos', 28],
  ['glusterfs', 28],
  ['cephfs', 31],
  ['rbd', 31],
];

/** Types that the kubelet hands to a CSI driver (k8s.io/csi-translation-lib plugins), where a gate decides which. */
const MIGRATED: readonly (readonly [type: keyof Volume, driver: string, gate?: string, since?: Minor])[] = [
  ['awsElasticBlockStore', 'ebs.csi.aws.com'],
  ['azureDisk', 'disk.csi.azure.com'],
  ['cinder', 'cinder.csi.openstack.org'],
  ['gcePersistentDisk', 'pd.csi.storage.gke.io'],
  ['vsphereVolume', 'csi.vsphere.vmware.com'],
  // The gate went when it was locked.
  ['portworxVolume', 'pxd.portworx.com', 'CSIMigrationPortworx', 36],
];

/** Volumes that pass validation and that this kubelet can't mount: the pod stays Pending. */
export const volumes: LoggedRule = {
  id: 'pod-volume-unsupported',
  evidence: [
    'cmd/kubelet/app/plugins.go ProbeVolumePlugins; pkg/volume/plugins.go FindPluginBySpec',
    'pkg/volume/csimigration/plugin_manager.go; pkg/volume/csi/csi_plugin.go NewMounter',
    'pkg/volume/git_repo/git_repo.go SetUp, the gate GitRepoVolumeDriver since 1.33',
    'seen with 1.34.10 and 1.37.1: "no volume plugin matched", "failed to get a kubernetes client", "git-repo volume plugin has been disabled"; the pod stays Pending, and runs where no container mounts the volume',
  ],
  look: (taken) => {
    const { volumes } = taken.spec;
    if (!volumes?.length) return NOTHING;
    const remarks = volumes.flatMap((volume, i) => ofVolume(volume, i, taken));
    return remarks.length === 0 ? NOTHING : remarks;
  },
};

function ofVolume(volume: Volume, index: number, taken: TakenPod): readonly Remark[] {
  if (volume.hostPath || volume.emptyDir) return NOTHING;
  const remark = ofType(volume, VOLUMES.index(index), taken);
  return remark && isMounted(taken.spec, volume.name ?? '') ? [remark] : NOTHING;
}

function ofType(volume: Volume, path: FieldPath, { facts, gates }: TakenPod): Remark | undefined {
  const gone = WITHOUT_PLUGIN.find(([type, since]) => volume[type] && facts.version >= since);
  if (gone) {
    const [type] = gone;
    return {
      path: path.child(type),
      severity: 'warning',
      message: `a kubelet ${formatMinor(facts.version)} can't mount a "${type}" volume any more: the pod stays Pending`,
      help: 'mount it on the node and use a hostPath volume',
    };
  }
  if (volume.gitRepo && facts.version >= 33 && !isEnabled(gates, 'GitRepoVolumeDriver')) {
    return {
      path: path.child('gitRepo'),
      severity: 'warning',
      message: 'the kubelet has the gitRepo volumes switched off since 1.33: the pod stays Pending',
      help: 'clone in an init container into an emptyDir volume',
    };
  }
  return ofMigrated(volume, path, { facts, gates });
}

function ofMigrated(
  volume: Volume,
  path: FieldPath,
  { facts, gates }: Pick<TakenPod, 'facts' | 'gates'>,
): Remark | undefined {
  const found = MIGRATED.find(
    ([type, , gate, since]) =>
      volume[type] && (gate === undefined || facts.version >= since! || isEnabled(gates, gate)),
  );
  if (!found) return undefined;
  const [type, driver] = found;
  const standalone = facts.node?.standalone === true;
  return {
    path: path.child(type),
    severity: standalone ? 'warning' : 'info',
    message: standalone
      ? `the kubelet hands "${type}" volumes to the CSI driver "${driver}", which takes an API server, and this kubelet has none: the pod stays Pending`
      : `the kubelet hands "${type}" volumes to the CSI driver "${driver}": without that and an API server the pod stays Pending`,
    help: 'mount it on the node and use a hostPath volume',
  };
}

/** The kubelet sets up only what a container mounts. */
function isMounted(spec: PodSpec, name: string): boolean {
  const names = (one: { name?: string }) => one.name === name;
  return allContainers(spec).some(
    ({ volumeMounts, volumeDevices }) => volumeMounts?.some(names) || volumeDevices?.some(names),
  );
}
