/** What the cgroups of a process say of pods and containers. */
export interface CgroupNames {
  /** IDs of containers and sandboxes, the innermost first. */
  readonly ids: readonly string[];
  /** UIDs of pods as cgroups have them: behind `pod`, and with systemd `_` for `-`. */
  readonly podUids: readonly string[];
}

/**
 * `cri-containerd-ID.scope`, `crio-ID.scope`, `docker-ID.scope` with systemd as cgroup driver, `ID` or `crio-ID` with
 * cgroupfs. CRI-O's `crio-conmon-ID.scope` has what watches over the container; it belongs to it as well.
 */
const CONTAINER = /^(?:cri-containerd-|crio-conmon-|crio-|docker-)?([0-9a-f]{64})(?:\.scope)?$/;

/**
 * `podUID`, `kubepods-podUID.slice`, `kubepods-burstable-podUID.slice` (pkg/kubelet/cm pod_container_manager_linux.go
 * and cgroup_manager_linux.go); a prefix of cgroupRoot may stand before.
 */
const POD = /^(?:[a-z0-9_.-]*kubepods-(?:burstable-|besteffort-)?)?pod(.+?)(?:\.slice)?$/;

/** Reads /proc/PID/cgroup, of cgroup v1, v2 or both. */
export function namesInCgroup(text: string): CgroupNames {
  const ids = new Set<string>();
  const podUids = new Set<string>();
  for (const line of text.split('\n')) {
    const path = /^\d+:[^:]*:(\/.*)$/.exec(line)?.[1] ?? '';
    for (const component of path.split('/').reverse()) {
      // containerd with systemd as driver and a cgroup that is none of systemd's: `SLICE:cri-containerd:ID`.
      const id = CONTAINER.exec(component.slice(component.lastIndexOf(':') + 1))?.[1];
      const uid = POD.exec(component)?.[1];
      if (id !== undefined) ids.add(id);
      else if (uid !== undefined && path.includes('kubepods')) podUids.add(uid);
    }
  }
  return { ids: [...ids], podUids: [...podUids] };
}
