/** Fields of the kinds that make pods (apps/v1, batch/v1), which a spec copied out of them brings along. */
const OF_WORKLOADS: Readonly<Record<string, string>> = {
  replicas: 'a Deployment',
  selector: 'a Deployment',
  strategy: 'a Deployment',
  minReadySeconds: 'a Deployment',
  revisionHistoryLimit: 'a Deployment',
  progressDeadlineSeconds: 'a Deployment',
  updateStrategy: 'a DaemonSet',
  serviceName: 'a StatefulSet',
  volumeClaimTemplates: 'a StatefulSet',
  backoffLimit: 'a Job',
  completions: 'a Job',
  parallelism: 'a Job',
  ttlSecondsAfterFinished: 'a Job',
  schedule: 'a CronJob',
  jobTemplate: 'a CronJob',
};

/** What Docker, Compose and other kinds call what a field of a Pod is, by the struct that it is written in. */
const OTHER_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Container: {
    cmd: '"args"',
    entrypoint: '"command"',
    environment: '"env", a list of name and value',
    mounts: '"volumeMounts"',
    pullPolicy: '"imagePullPolicy"',
    user: '"securityContext.runAsUser"',
    cpu: '"resources.limits.cpu" or "resources.requests.cpu"',
    memory: '"resources.limits.memory" or "resources.requests.memory"',
  },
  ContainerPort: { port: '"containerPort"', targetPort: '"containerPort"' },
  EnvVar: { key: '"name"' },
  PodSpec: {
    restart: '"restartPolicy"',
    network: '"hostNetwork"',
    pullPolicy: '"imagePullPolicy" of a container',
  },
  ResourceRequirements: {
    cpu: '"limits.cpu" or "requests.cpu"',
    memory: '"limits.memory" or "requests.memory"',
  },
  VolumeMount: { path: '"mountPath"', mount: '"mountPath"', volume: '"name"' },
};

/** Advice about a field that other kinds and programs have and that a Pod calls otherwise or has not. */
export function foreignName(typeName: string, key: string): string | undefined {
  if ((typeName === 'PodSpec' || typeName === 'Pod') && Object.hasOwn(OF_WORKLOADS, key)) {
    return `it is a field of ${OF_WORKLOADS[key]}: a static pod is one pod, and its file has the pod alone`;
  }
  if (typeName === 'PodSpec' && key === 'template') {
    return 'a static pod has no template: write what is in it in the place of this metadata and spec';
  }
  const names = Object.hasOwn(OTHER_NAMES, typeName) ? OTHER_NAMES[typeName]! : {};
  return Object.hasOwn(names, key) ? `a Pod calls it ${names[key]}` : undefined;
}
