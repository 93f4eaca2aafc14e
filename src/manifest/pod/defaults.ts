import { roundUpList } from '../../validation/quantity-arithmetic.ts';
import { allContainers } from './containers-of.ts';
import { meansLatest } from './image-name.ts';
import type { PodDefaultingOptions } from './options.ts';
import { defaultPodResources } from './pod-resources-defaults.ts';
import type { Container, HTTPGetAction, Pod, PodSpec, Probe, ResourceRequirements } from './types.ts';
import { setVolumeDefaults } from './volume-defaults.ts';

/**
 * Annotations of before Kubernetes 1.8, which conversion dropped until 1.36 (dropInitContainerAnnotations).
 */
const INIT_CONTAINER_ANNOTATIONS = [
  'pod.beta.kubernetes.io/init-containers',
  'pod.alpha.kubernetes.io/init-containers',
  'pod.beta.kubernetes.io/init-container-statuses',
  'pod.alpha.kubernetes.io/init-container-statuses',
];

/**
 * The defaults of core/v1 (pkg/apis/core/v1/defaults.go, SetObjectDefaults_Pod in zz_generated.defaults.go),
 * and what conversion to the internal Pod did beside (conversion.go). The pod is changed.
 */
export function setPodDefaults(pod: Pod, options: PodDefaultingOptions): void {
  pod.spec ??= {};
  const { spec } = pod;
  const containers = allContainers(spec);
  setDefaultsOfPod(spec, options);
  setDefaultsOfPodSpec(spec);
  for (const volume of spec.volumes ?? []) setVolumeDefaults(volume, options);
  for (const container of containers) setContainerDefaults(container);
  roundUpList(spec.overhead);
  roundUpResources(spec.resources);
  if (options.minor <= 36) {
    for (const annotation of INIT_CONTAINER_ANNOTATIONS) pod.metadata?.annotations?.delete(annotation);
  }
}

/** SetDefaults_Pod. */
function setDefaultsOfPod(spec: PodSpec, options: PodDefaultingOptions): void {
  const { containers = [], initContainers = [] } = spec;
  for (const container of [...containers, ...initContainers]) requestWhatIsLimited(container.resources);
  if (options.resizePolicy) {
    for (const container of containers) setResizePolicyDefaults(container);
  }
  if (options.podLevelResources) defaultPodResources(spec, options.minor);
  spec.enableServiceLinks ??= true;
  if (spec.hostNetwork) {
    for (const { ports = [] } of [...containers, ...initContainers]) {
      for (const port of ports) if (!port.hostPort && port.containerPort) port.hostPort = port.containerPort;
    }
  }
  if (options.httpProtocol) {
    for (const container of allContainers(spec)) {
      for (const action of httpActionsOf(container)) action.protocol ??= 'HTTP1';
    }
  }
}

/** What is limited and not requested is requested up to the limit. */
function requestWhatIsLimited(resources: ResourceRequirements | undefined): void {
  if (!resources?.limits) return;
  resources.requests ??= new Map();
  for (const [name, limit] of resources.limits) {
    if (!resources.requests.has(name)) resources.requests.set(name, limit);
  }
}

/** With the gate InPlacePodVerticalScaling, until 1.32. */
function setResizePolicyDefaults(container: Container): void {
  for (const resourceName of ['cpu', 'memory']) {
    if (!container.resources?.requests?.has(resourceName)) continue;
    if (container.resizePolicy?.some((policy) => policy.resourceName === resourceName)) continue;
    container.resizePolicy = [
      ...(container.resizePolicy ?? []),
      { resourceName, restartPolicy: 'NotRequired' },
    ];
  }
}

/** SetDefaults_PodSpec, and Convert_v1_PodSpec_To_core_PodSpec. */
function setDefaultsOfPodSpec(spec: PodSpec): void {
  spec.serviceAccountName ||= spec.serviceAccount ?? '';
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.restartPolicy ||= 'Always';
  spec.securityContext ??= {};
  spec.schedulerName ||= 'default-scheduler';
  spec.terminationGracePeriodSeconds ??= 30;
  if (spec.terminationGracePeriodSeconds < 0) spec.terminationGracePeriodSeconds = 1;
}

/** SetDefaults_Container, and what is generated for what is in it. */
function setContainerDefaults(container: Container): void {
  container.imagePullPolicy ||= meansLatest(container.image ?? '') ? 'Always' : 'IfNotPresent';
  container.terminationMessagePath ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  for (const port of container.ports ?? []) port.protocol ||= 'TCP';
  for (const variable of container.env ?? []) {
    const { fieldRef, fileKeyRef } = variable.valueFrom ?? {};
    if (fieldRef) fieldRef.apiVersion ||= 'v1';
    if (fileKeyRef) fileKeyRef.optional ??= false;
  }
  roundUpResources(container.resources);
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (probe) setProbeDefaults(probe);
  }
  for (const action of httpActionsOf(container)) {
    action.path ||= '/';
    action.scheme ||= 'HTTP';
  }
}

/** SetDefaults_Probe. */
function setProbeDefaults(probe: Probe): void {
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  if (probe.grpc) probe.grpc.service ??= '';
}

function httpActionsOf(container: Container): HTTPGetAction[] {
  const { livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  const handlers = [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  const actions: HTTPGetAction[] = [];
  for (const handler of handlers) if (handler?.httpGet) actions.push(handler.httpGet);
  return actions;
}

function roundUpResources(resources: ResourceRequirements | undefined): void {
  roundUpList(resources?.limits);
  roundUpList(resources?.requests);
}
