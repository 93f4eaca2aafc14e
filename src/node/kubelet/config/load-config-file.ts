import { formatQuantity, parseQuantity, scaledValue } from '../../../validation/quantity.ts';
import type { FeatureGates } from '../../../versions/feature-gates.ts';
import type { Minor } from '../../../versions/minor.ts';
import { isAbsolute, join } from '../../host/path.ts';
import type { ConfigValue } from '../flags/flag-types.ts';
import { type ConfigFile, originsIn } from './config-file.ts';
import { isObject } from './config-value.ts';
import { defaultValues } from './defaults.ts';
import { assign, DEFAULT_ORIGIN, type Settings } from './settings.ts';
import { decodeVersioned, type VersionedObject } from './versioned-object.ts';

/** A file as loadConfigFile leaves it (cmd/kubelet/app/server.go). */
export interface LoadedConfig {
  readonly object: VersionedObject;
  /** The configuration, defaults included; null when nothing of it can be known. */
  readonly settings: Settings | null;
}

/** The members whose relative paths start at the file's directory (config.KubeletConfigurationPathRefs). */
const RESOLVED: readonly { readonly path: string; readonly since: Minor }[] = [
  { path: 'staticPodPath', since: 28 },
  { path: 'authentication.x509.clientCAFile', since: 28 },
  { path: 'tlsCertFile', since: 28 },
  { path: 'tlsPrivateKeyFile', since: 28 },
  { path: 'resolvConf', since: 28 },
  { path: 'volumePluginDir', since: 28 },
  { path: 'podLogsDir', since: 30 },
];

export const RELATIVE_PATHS: readonly string[] = RESOLVED.map(({ path }) => path);

/**
 * Decodes, defaults, makes paths absolute. `evictionHard` is what a file without one gets: a map that the
 * kubelet of 1.28 shares between its files.
 */
export function loadConfigFile(
  file: ConfigFile,
  gates: FeatureGates,
  evictionHard: Readonly<Record<string, string>>,
): LoadedConfig {
  const object = decodeVersioned(file, gates);
  return { object, settings: object.decoded && settingsOf(object, object.decoded, file, evictionHard) };
}

function settingsOf(
  { internal, gates }: VersionedObject,
  { leaves }: NonNullable<VersionedObject['decoded']>,
  file: ConfigFile,
  evictionHard: Readonly<Record<string, string>>,
): Settings {
  const settings: Settings = new Map();
  const originOf = originsIn(file);
  const { minor } = gates;
  if (!internal)
    setDefaults(
      settings,
      defaultValues(() => undefined, minor, gates),
    );
  for (const [path, { value, node }] of leaves) {
    if (value === null) continue;
    assign(
      settings,
      path,
      internal ? value : resolved(path, rounded(path, value), file, minor),
      originOf(node),
    );
  }
  if (!internal)
    setDefaults(
      settings,
      defaultValues((path) => leaves.get(path)?.value, minor, gates),
    );
  defaultEviction(settings, evictionHard);
  return settings;
}

/** Lets defaults replace what is there: nothing, another default, or a value that counts as unset. */
export function setDefaults(settings: Settings, values: ReadonlyMap<string, ConfigValue>): void {
  for (const [path, value] of values) assign(settings, path, value, DEFAULT_ORIGIN);
}

/** configfiles.resolveRelativePaths. */
function resolved(path: string, value: ConfigValue, file: ConfigFile, minor: Minor): ConfigValue {
  if (typeof value !== 'string' || value === '' || isAbsolute(value)) return value;
  if (!RESOLVED.some((one) => one.path === path && one.since <= minor)) return value;
  return join(file.path.slice(0, file.path.lastIndexOf('/') + 1), value);
}

/** SetDefaults_ResourceList: quantities are rounded up to thousandths. */
function rounded(path: string, value: ConfigValue): ConfigValue {
  if (path !== 'reservedMemory' || !Array.isArray(value)) return value;
  return (value as readonly ConfigValue[]).map((reservation) => {
    if (!isObject(reservation) || !isObject(reservation.limits)) return reservation;
    const limits = Object.entries(reservation.limits).map(([name, text]) => [name, roundedQuantity(text)]);
    return { ...reservation, limits: Object.fromEntries(limits) };
  });
}

function roundedQuantity(text: ConfigValue): ConfigValue {
  const parsed = parseQuantity(String(text));
  if (!parsed.ok || parsed.value.exponent >= -3) return text;
  const { format, small } = parsed.value;
  return formatQuantity({ unscaled: scaledValue(parsed.value, -3), exponent: -3, format, small });
}

/** The end of loadConfigFile: evictionHard depends on the operating system, so defaulting knows nothing of it. */
function defaultEviction(settings: Settings, defaults: Readonly<Record<string, string>>): void {
  const own = settings.get('evictionHard');
  if (!own) {
    assign(settings, 'evictionHard', { ...defaults }, DEFAULT_ORIGIN);
  } else if (settings.get('mergeDefaultEvictionSettings')?.value === true && isObject(own.value)) {
    assign(settings, 'evictionHard', { ...defaults, ...own.value }, own.origin);
  }
}
