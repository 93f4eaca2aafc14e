import { decode } from '../bytes/text.ts';
import type { Location } from '../diagnostics/location.ts';
import { wholeLine } from '../diagnostics/whole-line.ts';
import type { Host } from '../node/host/host.ts';
import { join } from '../node/host/path.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { asksContainerd, containerdMajor, readContainerd, runtimeSocket } from './reading/containerd.ts';
import { settingOf, startOnNode, textOf } from './reading/kubelet-on-node.ts';
import { tomlSettings, tomlString } from './reading/toml-settings.ts';

/** From here on the kubelet asks the runtime for its driver, and takes its own only where it gets no answer. */
const ASKS_RUNTIME = 31;

export default defineCheck({
  id: 'cgroup-driver-mismatch',
  scope: 'node',
  area: 'runtime',
  summary: 'the kubelet and the container runtime use different cgroup drivers',
  severity: 'warning',
  why: 'Both make the cgroups of a pod, by systemd or by writing to cgroupfs. When they differ, containers fail to start ("expected cgroupsPath to be of format") or systemd removes their cgroups, and static pods restart every few minutes. containerd uses cgroupfs unless SystemdCgroup is true. From 1.31 on the kubelet asks the runtime and takes its answer; containerd 1.x gives none.',
  bad: 'cgroupDriver: systemd, and a config.toml of containerd without SystemdCgroup = true',
  good: 'cgroupDriver: systemd, and SystemdCgroup = true',
  fix: 'Set SystemdCgroup = true in [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options], and restart containerd and the kubelet.',
  links: [
    'cmd/kubelet/app/server.go getCgroupDriverFromCRI',
    'https://kubernetes.io/docs/setup/production-environment/container-runtimes/#cgroup-drivers',
  ],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    const own = start && settingOf(start, 'cgroupDriver');
    if (!start || typeof own?.value !== 'string') return NOTHING;
    // A kubelet that reads no configuration was hardly meant to have the default.
    if (!own.location && start.files.length === 0) return NOTHING;
    const driver = own.value === 'systemd' ? 'systemd' : 'cgroupfs';
    const runtime = asksContainerd(start)
      ? ofContainerd(host, report.version.minor)
      : (ofCrio(host, runtimeSocket(start), report.version.minor) ?? ofDocker(host, runtimeSocket(start)));
    if (!runtime || runtime.driver === driver) return NOTHING;
    return [
      {
        message: `${runtime.name} makes cgroups with "${runtime.driver}" and the kubelet with "${driver}": pods do not start, or restart every few minutes`,
        location: runtime.location,
        help:
          driver === 'systemd'
            ? runtime.systemd
            : `set "cgroupDriver: ${runtime.driver}" in the kubelet configuration`,
        ...(own.location && { related: [{ location: own.location, message: '"cgroupDriver" is set here' }] }),
      },
    ];
  },
});

interface Runtime {
  readonly name: string;
  readonly driver: 'systemd' | 'cgroupfs';
  readonly location: Location;
  /** How it is made to use systemd. */
  readonly systemd: string;
}

function ofContainerd(host: Host, minor: number): Runtime | undefined {
  const containerd = readContainerd(host);
  // Of one that does not serve the kubelet it is not the driver that matters; what it does not read, another check says.
  if (!containerd || containerd.disabled || containerd.unreadDriver) return undefined;
  const isAsked = minor >= ASKS_RUNTIME;
  // containerd answers from 2.0 on, whose format is 3; it takes a file of format 2 as well.
  if (isAsked && (containerd.version >= 3 || containerdMajor(host) !== 1)) return undefined;
  return {
    name: 'containerd',
    driver: containerd.cgroupDriver,
    location: containerd.cgroupLocation,
    systemd:
      'set SystemdCgroup = true in [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options] and restart containerd',
  };
}

/** CRI-O, where its driver is set; it makes cgroups with systemd by itself, and tells a kubelet that asks. */
function ofCrio(host: Host, socket: string | undefined, minor: number): Runtime | undefined {
  if (!socket?.endsWith('/crio.sock') || minor >= ASKS_RUNTIME) return undefined;
  const names = host.readDir(CRIO_DROP_INS);
  const files = [
    '/etc/crio/crio.conf',
    ...(names.ok ? names.value.map((name) => join(CRIO_DROP_INS, name)) : []),
  ];
  const set = files
    .flatMap((file) =>
      (tomlSettings(textOf(host, file) ?? '') ?? []).map((setting) => ({ ...setting, file })),
    )
    .findLast(({ table, key }) => table === 'crio.runtime' && key === 'cgroup_manager');
  if (!set) return undefined;
  return {
    name: 'CRI-O',
    driver: tomlString(set.value) === 'systemd' ? 'systemd' : 'cgroupfs',
    location: wholeLine(set.file, set.text, set.line),
    systemd: 'write cgroup_manager = "systemd" here and restart crio',
  };
}

const CRIO_DROP_INS = '/etc/crio/crio.conf.d';

const DAEMON = '/etc/docker/daemon.json';

/** Docker behind cri-dockerd, where its driver is set. */
function ofDocker(host: Host, socket: string | undefined): Runtime | undefined {
  if (!socket?.includes('dockerd')) return undefined;
  const content = host.readFile(DAEMON);
  if (!content.ok || !decode(content.value).includes('native.cgroupdriver')) return undefined;
  const { root, source } = parseDocument(content.value, DAEMON);
  const options = getMember(root, 'exec-opts');
  const option = options?.kind === 'array' ? options.items.find(isDriver) : undefined;
  if (option?.kind !== 'string') return undefined;
  return {
    name: 'docker',
    driver: option.value.endsWith('=systemd') ? 'systemd' : 'cgroupfs',
    location: source.locate(option.range),
    systemd: 'write "native.cgroupdriver=systemd" here and restart docker',
  };
}

function isDriver(item: { readonly kind: string; readonly value?: unknown }): boolean {
  return item.kind === 'string' && String(item.value).startsWith('native.cgroupdriver=');
}
