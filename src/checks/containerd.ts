import type { Location } from '../diagnostics/location.ts';
import type { Host } from '../node/host/host.ts';
import type { KubeletStart } from '../node/kubelet/start-kubelet.ts';
import { findStanzas } from '../node/version/find-stanzas.ts';
import { settingOf, textOf } from './kubelet-on-node.ts';
import { type TomlSetting, tomlSettings, tomlString } from './toml-settings.ts';

const CONFIG = '/etc/containerd/config.toml';

/** What the configuration of containerd says to a kubelet. */
export interface Containerd {
  /** Of the configuration's format: 3 came with containerd 2.0. */
  readonly version: number;
  readonly cgroupDriver: 'systemd' | 'cgroupfs';
  /** Where SystemdCgroup stands, else the file. */
  readonly cgroupLocation: Location;
  /** Where the list of disabled plugins names the one that speaks with the kubelet. */
  readonly disabled: Location | undefined;
  /** The socket that it listens at. */
  readonly socket: string;
}

/** The plugin that serves CRI, as configurations of all formats name it. */
const CRI_PLUGINS = [
  'cri',
  'io.containerd.grpc.v1.cri',
  'io.containerd.cri.v1.runtime',
  'io.containerd.cri.v1.images',
];

/** containerd's configuration; undefined where it is not here, or more than this file has a say. */
export function readContainerd(host: Host): Containerd | undefined {
  const text = textOf(host, CONFIG);
  const settings = text === undefined ? undefined : tomlSettings(text);
  if (!settings || settings.some(({ key, value }) => key === 'imports' && /["']/.test(value)))
    return undefined;
  const find = (key: string, table: RegExp) =>
    settings.findLast((setting) => setting.key === key && table.test(setting.table));
  const runtime = tomlString(find('default_runtime_name', /\bcri\b/)?.value ?? 'runc');
  const systemd = settings.findLast(
    (setting) => setting.key === 'SystemdCgroup' && isRuntime(setting, runtime),
  );
  // The old runtime's own setting, for all of them.
  const all = find('systemd_cgroup', /\bcri\b/);
  const disabled = settings.find(({ key, table }) => key === 'disabled_plugins' && table === '');
  const names = disabled?.value.match(/(["'])[^"']*\1/g)?.map(tomlString) ?? [];
  const chosen = systemd ?? all;
  return {
    version: Number(find('version', /^$/)?.value ?? 1),
    cgroupDriver: chosen?.value === 'true' ? 'systemd' : 'cgroupfs',
    cgroupLocation: chosen ? { file: CONFIG, line: chosen.line } : { file: CONFIG },
    disabled:
      disabled && names.some((name) => CRI_PLUGINS.includes(name))
        ? { file: CONFIG, line: disabled.line }
        : undefined,
    socket: tomlString(find('address', /^grpc$/)?.value ?? '"/run/containerd/containerd.sock"'),
  };
}

/** Whether a setting stands in `[plugins."…cri…".containerd.runtimes.NAME.options]`. */
function isRuntime({ table }: TomlSetting, name: string): boolean {
  return table.replace(/["'\s]/g, '').endsWith(`.runtimes.${name}.options`);
}

/** Debian's package, and Docker's. */
const PACKAGES = ['containerd', 'containerd.io'];

/** The first number of containerd's version, by its package; undefined where that can't be told. */
export function containerdMajor(host: Host): number | undefined {
  const status = host.readFile('/var/lib/dpkg/status');
  const stanzas = status.ok ? findStanzas(status.value, 'Package: containerd', PACKAGES.length * 4) : [];
  const versions = stanzas.flatMap((stanza) => {
    const [, name = ''] = /^Package: (\S+)$/m.exec(stanza) ?? [];
    const isInstalled = /^Status: .* installed$/m.test(stanza);
    const [, major] = /^Version: (?:\d+:)?(\d+)\./m.exec(stanza) ?? [];
    return isInstalled && PACKAGES.includes(name) && major !== undefined ? [Number(major)] : [];
  });
  return versions.length === 1 ? versions[0] : undefined;
}

/** The path of the socket at which the kubelet looks for its runtime (cri-client pkg/util GetAddressAndDialer). */
export function runtimeSocket(start: KubeletStart): string | undefined {
  const endpoint = settingOf(start, 'containerRuntimeEndpoint')?.value;
  const path = typeof endpoint === 'string' ? /^(?:unix:\/\/)?(\/[^?#]*)$/.exec(endpoint)?.[1] : undefined;
  return path?.replace(/^\/var\/run\//, '/run/');
}

/** Whether the kubelet asks containerd, by the place of the socket. */
export function asksContainerd(start: KubeletStart): boolean {
  return /^\/run\/containerd\//.test(runtimeSocket(start) ?? '');
}
