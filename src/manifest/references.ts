import { quote } from '../bytes/go-strings.ts';
import { FieldPath } from '../validation/field-path.ts';
import { type FeatureGates, isEnabled } from '../versions/feature-gates.ts';
import type { UrlSource } from './judgement.ts';
import type { Container, Pod, PodSpec, Volume } from './pod/types.ts';

/** An API object that a static pod needs and can't have. */
export interface ApiReference {
  /** The kubelet's words. */
  readonly message: string;
  readonly path: FieldPath;
  /** What is referred to, in the kubelet's words: `secrets`, `configmaps (via projected volumes)`. */
  readonly resource?: string;
}

/** Which references a kubelet looks for. */
export interface ReferencePolicy {
  /** All: HasAPIObjectReference. The other two are what was refused before. */
  readonly all: boolean;
  readonly clusterTrustBundles: boolean;
  readonly resourceClaims: boolean;
}

/**
 * What tryDecodeSinglePod does after validation, and tryDecodePodList, which never had what the former did before it
 * looked for all references (pkg/kubelet/config/common.go).
 */
export function referencePolicy(gates: FeatureGates, source?: UrlSource): ReferencePolicy {
  const { minor } = gates;
  const isItem = source === 'urlItem';
  return {
    all: minor >= 37 || (minor >= 34 && isEnabled(gates, 'PreventStaticPodAPIReferences')),
    clusterTrustBundles: minor >= 29 && !isItem,
    resourceClaims: minor >= 33 && !isItem,
  };
}

const SPEC = FieldPath.of('spec');
const VOLUMES = SPEC.child('volumes');

/** The first reference to an API object for which this kubelet refuses the pod, which has its defaults. */
export function findApiReference(pod: Pod, policy: ReferencePolicy): ApiReference | undefined {
  const spec = pod.spec ?? {};
  if (policy.all) return hasAPIObjectReference(spec);
  const bundle = policy.clusterTrustBundles ? findClusterTrustBundle(spec) : undefined;
  if (bundle) {
    return { message: 'static pods may not use ClusterTrustBundle projected volume sources', path: bundle };
  }
  if (!policy.resourceClaims || !spec.resourceClaims?.length) return undefined;
  return { message: 'static pods may not use ResourceClaims', path: SPEC.child('resourceClaims') };
}

function findClusterTrustBundle(spec: PodSpec): FieldPath | undefined {
  return findInVolumes(spec, (volume, path) =>
    findInProjection(volume, path, (source, at) =>
      source.clusterTrustBundle ? at().child('clusterTrustBundle') : undefined,
    ),
  );
}

/** HasAPIObjectReference (pkg/api/pod/util.go), the same in all minors that have it. */
function hasAPIObjectReference(spec: PodSpec): ApiReference | undefined {
  if (spec.serviceAccountName) {
    const field = spec.serviceAccount === spec.serviceAccountName ? 'serviceAccount' : 'serviceAccountName';
    return mayNotReference('serviceaccounts', SPEC.child(field));
  }
  const secret = findSecret(spec);
  if (secret) return mayNotReference('secrets', secret);
  const configMap = findConfigMap(spec);
  if (configMap) return mayNotReference('configmaps', configMap);
  if (spec.resourceClaims?.length) return mayNotReference('resourceclaims', SPEC.child('resourceClaims'));
  const { volumes = [] } = spec;
  for (let i = 0; i < volumes.length; i++) {
    const reference = findVolumeReference(volumes[i]!, i);
    if (reference) return reference;
  }
  return undefined;
}

/** The types of volumes that stand for an API object, beside projected ones. */
const REFERRING_VOLUMES = [
  ['configMap', 'configmaps (via configmap volumes)'],
  ['secret', 'secrets (via secret volumes)'],
  ['csi', 'csidrivers (via CSI volumes)'],
  ['glusterfs', 'endpoints (via glusterFS volumes)'],
  ['persistentVolumeClaim', 'persistentvolumeclaims'],
  ['ephemeral', 'persistentvolumeclaims (via ephemeral volumes)'],
  ['azureFile', 'secrets (via azureFile volumes)'],
] as const;

const REFERRING_PROJECTIONS = [
  ['configMap', 'configmaps (via projected volumes)'],
  ['secret', 'secrets (via projected volumes)'],
  ['serviceAccountToken', 'serviceaccounts (via projected volumes)'],
  ['clusterTrustBundle', 'clustertrustbundles'],
  ['podCertificate', 'podcertificates'],
] as const;

function findVolumeReference(volume: Volume, index: number): ApiReference | undefined {
  // A volume is of one type, and this is nearly always it.
  if (volume.hostPath) return undefined;
  const path = () => VOLUMES.index(index);
  for (const [type, resource] of REFERRING_VOLUMES) {
    if (volume[type]) return mayNotReference(resource, path().child(type));
  }
  return findInProjection(volume, path, (source, at) => {
    const known = REFERRING_PROJECTIONS.find(([type]) => source[type]);
    if (known) return mayNotReference(known[1], at().child(known[0]));
    if (source.downwardAPI) return undefined;
    const message = `unknown source for projected volume ${quote(volume.name ?? '')}`;
    return { message, path: at() };
  });
}

/**
 * The volumes with a secretRef, in the order in which VisitPodSecretNames looks for them, where it matters.
 */
const WITH_SECRET_REF = ['cephfs', 'cinder', 'flexVolume', 'rbd', 'scaleIO', 'iscsi', 'storageos'] as const;

/** VisitPodSecretNames: the first name. */
function findSecret(spec: PodSpec): FieldPath | undefined {
  const pull = spec.imagePullSecrets?.findIndex((secret) => secret.name) ?? -1;
  if (pull >= 0) return SPEC.child('imagePullSecrets').index(pull);
  return (
    findInContainers(spec, 'secretRef', 'secretKeyRef') ??
    findInVolumes(spec, (volume, path) => {
      if (volume.azureFile?.secretName) return path().child('azureFile').child('secretName');
      if (volume.secret?.secretName) return path().child('secret').child('secretName');
      if (volume.csi?.nodePublishSecretRef?.name) return path().child('csi').child('nodePublishSecretRef');
      const type = WITH_SECRET_REF.find((name) => volume[name]?.secretRef?.name);
      if (type) return path().child(type).child('secretRef');
      return findInProjection(volume, path, (source, at) =>
        source.secret?.name ? at().child('secret').child('name') : undefined,
      );
    })
  );
}

/** VisitPodConfigmapNames: the first name. */
function findConfigMap(spec: PodSpec): FieldPath | undefined {
  return (
    findInContainers(spec, 'configMapRef', 'configMapKeyRef') ??
    findInVolumes(spec, (volume, path) => {
      if (volume.configMap?.name) return path().child('configMap').child('name');
      return findInProjection(volume, path, (source, at) =>
        source.configMap?.name ? at().child('configMap').child('name') : undefined,
      );
    })
  );
}

/** Paths are made when there is something to say. */
type LazyPath = () => FieldPath;

function findInVolumes<T>(
  spec: PodSpec,
  find: (volume: Volume, path: LazyPath) => T | undefined,
): T | undefined {
  const { volumes = [] } = spec;
  for (let i = 0; i < volumes.length; i++) {
    const volume = volumes[i]!;
    if (volume.hostPath) continue;
    const found = find(volume, () => VOLUMES.index(i));
    if (found) return found;
  }
  return undefined;
}

type Projection = NonNullable<NonNullable<Volume['projected']>['sources']>[number];

function findInProjection<T>(
  volume: Volume,
  path: LazyPath,
  find: (source: Projection, path: LazyPath) => T | undefined,
): T | undefined {
  for (const [i, source] of (volume.projected?.sources ?? []).entries()) {
    const found = find(source, () => path().child('projected').child('sources').index(i));
    if (found) return found;
  }
  return undefined;
}

/** What the containers' environment comes from. */
function findInContainers(
  spec: PodSpec,
  whole: 'secretRef' | 'configMapRef',
  one: 'secretKeyRef' | 'configMapKeyRef',
): FieldPath | undefined {
  for (const kind of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    const containers: readonly Container[] = spec[kind] ?? [];
    for (let i = 0; i < containers.length; i++) {
      const container = containers[i]!;
      const path = () => SPEC.child(kind).index(i);
      const source = container.envFrom?.findIndex((from) => from[whole]?.name) ?? -1;
      if (source >= 0) return path().child('envFrom').index(source).child(whole);
      const variable = container.env?.findIndex((env) => env.valueFrom?.[one]?.name) ?? -1;
      if (variable >= 0) return path().child('env').index(variable).child('valueFrom').child(one);
    }
  }
  return undefined;
}

function mayNotReference(resource: string, path: FieldPath): ApiReference {
  return { message: `static pods may not reference ${resource}`, path, resource };
}
