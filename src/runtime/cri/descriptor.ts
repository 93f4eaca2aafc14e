/**
 * The messages of CRI that are asked here, as protobufjs reads them: the names in lower camel case with the types
 * and numbers of k8s.io/cri-api pkg/apis/runtime/v1/api.proto. What is not here is skipped. v1alpha2 has the same
 * numbers.
 */
export const DESCRIPTOR = {
  nested: {
    VersionRequest: message({ version: ['string', 1] }),
    VersionResponse: message({
      version: ['string', 1],
      runtimeName: ['string', 2],
      runtimeVersion: ['string', 3],
      runtimeApiVersion: ['string', 4],
    }),
    StatusRequest: message({}),
    StatusResponse: message({ status: ['RuntimeStatus', 1] }),
    RuntimeStatus: message({ conditions: ['RuntimeCondition', 1, 'repeated'] }),
    RuntimeCondition: message({
      type: ['string', 1],
      status: ['bool', 2],
      reason: ['string', 3],
      message: ['string', 4],
    }),
    RuntimeConfigRequest: message({}),
    RuntimeConfigResponse: message({ linux: ['LinuxRuntimeConfiguration', 1] }),
    LinuxRuntimeConfiguration: message({ cgroupDriver: ['CgroupDriver', 1] }),
    CgroupDriver: { values: { SYSTEMD: 0, CGROUPFS: 1 } },
    ListPodSandboxRequest: message({}),
    ListPodSandboxResponse: message({ items: ['PodSandbox', 1, 'repeated'] }),
    PodSandbox: message({
      id: ['string', 1],
      metadata: ['PodSandboxMetadata', 2],
      state: ['PodSandboxState', 3],
      createdAt: ['int64', 4],
      labels: ['string', 5, 'map'],
      annotations: ['string', 6, 'map'],
      runtimeHandler: ['string', 7],
    }),
    PodSandboxMetadata: message({
      name: ['string', 1],
      uid: ['string', 2],
      namespace: ['string', 3],
      attempt: ['uint32', 4],
    }),
    PodSandboxState: { values: { SANDBOX_READY: 0, SANDBOX_NOTREADY: 1 } },
    PodSandboxStatusRequest: message({ podSandboxId: ['string', 1] }),
    PodSandboxStatusResponse: message({ status: ['PodSandboxStatus', 1] }),
    PodSandboxStatus: message({ id: ['string', 1], network: ['PodSandboxNetworkStatus', 5] }),
    PodSandboxNetworkStatus: message({ ip: ['string', 1] }),
    ListContainersRequest: message({}),
    ListContainersResponse: message({ containers: ['Container', 1, 'repeated'] }),
    Container: message({
      id: ['string', 1],
      podSandboxId: ['string', 2],
      metadata: ['ContainerMetadata', 3],
      image: ['ImageSpec', 4],
      imageRef: ['string', 5],
      state: ['ContainerState', 6],
      createdAt: ['int64', 7],
      labels: ['string', 8, 'map'],
      annotations: ['string', 9, 'map'],
    }),
    ContainerMetadata: message({ name: ['string', 1], attempt: ['uint32', 2] }),
    ImageSpec: message({ image: ['string', 1], userSpecifiedImage: ['string', 18] }),
    ContainerState: {
      values: { CONTAINER_CREATED: 0, CONTAINER_RUNNING: 1, CONTAINER_EXITED: 2, CONTAINER_UNKNOWN: 3 },
    },
    ContainerStatusRequest: message({ containerId: ['string', 1], verbose: ['bool', 2] }),
    ContainerStatusResponse: message({ status: ['ContainerStatus', 1], info: ['string', 2, 'map'] }),
    ContainerStatus: message({
      id: ['string', 1],
      state: ['ContainerState', 3],
      startedAt: ['int64', 5],
      finishedAt: ['int64', 6],
      exitCode: ['int32', 7],
      image: ['ImageSpec', 8],
      imageRef: ['string', 9],
      reason: ['string', 10],
      message: ['string', 11],
      mounts: ['Mount', 14, 'repeated'],
      logPath: ['string', 15],
    }),
    Mount: message({ containerPath: ['string', 1], hostPath: ['string', 2], readonly: ['bool', 3] }),
  },
} as const;

/** The calls that are made; the messages of each are named after it. */
export type Method =
  | 'Version'
  | 'Status'
  | 'RuntimeConfig'
  | 'ListPodSandbox'
  | 'PodSandboxStatus'
  | 'ListContainers'
  | 'ContainerStatus';

type Field = readonly [type: string, id: number, rule?: 'repeated' | 'map'];

function message(fields: Readonly<Record<string, Field>>) {
  return {
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, [type, id, rule]]) => [
        name,
        {
          type,
          id,
          ...(rule === 'map' && { keyType: 'string' }),
          ...(rule === 'repeated' && { rule }),
        },
      ]),
    ),
  };
}
