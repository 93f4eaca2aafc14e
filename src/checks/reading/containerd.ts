import type { Location } from '../../diagnostics/location.ts';
import { wholeLine } from '../../diagnostics/whole-line.ts';
import type { Host } from '../../node/host/host.ts';
import type { KubeletStart } from '../../node/kubelet/start-kubelet.ts';
import { findStanzas } from '../../node/version/find-stanzas.ts';
import { settingOf, textOf } from './kubelet-on-node.ts';
import { type TomlSetting, tomlSettings, tomlString, tomlStrings } from './toml-settings.ts';

/** Where containerd reads its configuration. */
export const CONTAINERD_CONFIG = '/etc/containerd/config.toml';

/** What the configuration of containerd says to a kubelet. */
export interface Containerd {
  /** Of the configuration's format: 3 came with containerd 2.0. */
  readonly version: number;
  readonly cgroupDriver: 'systemd' | 'cgroupfs';
  /** Where SystemdCgroup stands, else the file. */
  readonly cgroupLocation: Location;
  /** Where SystemdCgroup is true and containerd does not look: then it makes cgroups with "cgroupfs". */
  readonly unreadDriver: Location | undefined;
  /** Where the list of disabled plugins names the one that speaks with the kubelet. */
  readonly disabled: Location | undefined;
  /** The socket that it listens at. */
  readonly socket: string;
}

/** The plugins that serve CRI as a format of the configuration names them, by their tables and to disable them. */
interface Names {
  readonly tables: readonly string[];
  readonly disabled: readonly string[];
}

const OLD = 'io.containerd.grpc.v1.cri';
const NEW = 'io.containerd.cri.v1.runtime';

/** What containerd takes for its CRI plugin; of an unknown release, what one of them takes. */
function pluginNames(format: number, major: number | undefined): Names {
  const images = 'io.containerd.cri.v1.images';
  if (format < 2) return { tables: ['cri'], disabled: major === 2 ? ['cri', OLD] : ['cri'] };
  if (format > 2) return { tables: [NEW], disabled: [OLD, NEW, images] };
  // 2.x brings what stands in the old table into the new one.
  return major === 1
    ? { tables: [OLD], disabled: [OLD] }
    : { tables: [OLD, NEW], disabled: [OLD, NEW, images] };
}

/** containerd's configuration; undefined where it is not here, or more than this file has a say. */
export function readContainerd(host: Host): Containerd | undefined {
  const text = textOf(host, CONTAINERD_CONFIG);
  const settings = text === undefined ? undefined : tomlSettings(text);
  if (!settings || settings.some(({ key, value }) => key === 'imports' && /["']/.test(value)))
    return undefined;
  const find = (key: string, table: RegExp) =>
    settings.findLast((setting) => setting.key === key && table.test(setting.table));
  const runtime = tomlString(find('default_runtime_name', /\bcri\b/)?.value ?? 'runc');
  const version = Number(find('version', /^$/)?.value ?? 1);
  const plugins = pluginNames(version, containerdMajor(host));
  const drivers = settings.filter(({ key }) => key.toLowerCase() === 'systemdcgroup');
  const systemd = drivers.findLast((setting) => runtimeOf(setting, plugins) === runtime);
  const unread = drivers.find(
    (one) => one.value === 'true' && /cri|runtimes/.test(one.table) && runtimeOf(one, plugins) === undefined,
  );
  // The old runtime's own setting, for all of them.
  const all = find('systemd_cgroup', /\bcri\b/);
  const disabled = settings.find(({ key, table }) => key === 'disabled_plugins' && table === '');
  const names = tomlStrings(disabled?.value ?? '');
  const chosen = systemd ?? all;
  return {
    version,
    cgroupDriver: chosen?.value === 'true' ? 'systemd' : 'cgroupfs',
    cgroupLocation: chosen ? placeOf(chosen) : { file: CONTAINERD_CONFIG },
    unreadDriver: unread && chosen?.value !== 'true' ? placeOf(unread) : undefined,
    disabled:
      disabled && names.some((name) => plugins.disabled.includes(name)) ? placeOf(disabled) : undefined,
    socket: tomlString(find('address', /^grpc$/)?.value ?? '"/run/containerd/containerd.sock"'),
  };
}

function placeOf({ text, line }: TomlSetting): Location {
  return wholeLine(CONTAINERD_CONFIG, text, line);
}

const OPTIONS =
  /^plugins\.(?:"([^"]+)"|'([^']+)'|([\w-]+))\.containerd\.runtimes\.["']?([^."']+)["']?\.options$/;

/** The runtime's name where a setting stands in `[plugins."…cri…".containerd.runtimes.NAME.options]`. */
function runtimeOf({ table }: TomlSetting, { tables }: Names): string | undefined {
  const [, double, single, bare, name] = OPTIONS.exec(table.replaceAll(/\s/g, '')) ?? [];
  return tables.includes(double ?? single ?? bare ?? '') ? name : undefined;
}

/** Debian's package, and Docker's. */
const PACKAGES = ['containerd', 'containerd.io'];

/** containerd's release, by its package; undefined where that can't be told. */
export function containerdRelease(host: Host): { major: number; minor: number } | undefined {
  // One that was put beside the package takes its place.
  if (host.stat('/usr/local/bin/containerd').ok) return undefined;
  const status = host.readFile('/var/lib/dpkg/status');
  const stanzas = status.ok ? findStanzas(status.value, 'Package: containerd', PACKAGES.length * 4) : [];
  const versions = stanzas.flatMap((stanza) => {
    const [, name = ''] = /^Package: (\S+)$/m.exec(stanza) ?? [];
    const isInstalled = /^Status: .* installed$/m.test(stanza);
    const [, major, minor] = /^Version: (?:\d+:)?(\d+)\.(\d+)/m.exec(stanza) ?? [];
    const isRelease = isInstalled && PACKAGES.includes(name) && minor !== undefined;
    return isRelease ? [{ major: Number(major), minor: Number(minor) }] : [];
  });
  return versions.length === 1 ? versions[0] : undefined;
}

/** The first number of containerd's version. */
export function containerdMajor(host: Host): number | undefined {
  return containerdRelease(host)?.major;
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
