import type { Origin, Sourced } from '../diagnostics/origin.ts';
import type { Minor } from '../versions/minor.ts';
import type { FailOn, OutputSetting, Settings } from './settings.ts';

/** A flag's value; `given` when somebody wrote it, else the default. */
export interface FlagValue<T> {
  readonly value: T;
  readonly given: boolean;
}

/** The flags that say the same as a member of the settings; undefined stands for what no flag says. */
export interface GivenFlags {
  readonly kubeletVersions: FlagValue<readonly Minor[] | undefined>;
  readonly nodeName: FlagValue<string | undefined>;
  readonly featureGates: FlagValue<ReadonlyMap<string, boolean> | undefined>;
  readonly formats: FlagValue<readonly OutputSetting[] | undefined>;
  readonly failOn: FlagValue<FailOn>;
  readonly checksEnabled: FlagValue<boolean>;
}

/** What a run goes by: flags, then the settings file, then defaults; each value with what it came before. */
export interface EffectiveSettings
  extends Pick<Settings, 'checks' | 'overrides' | 'exclude'>,
    Readonly<{ [K in Exclude<keyof GivenFlags, 'featureGates'>]: Sourced<GivenFlags[K]['value']> }> {
  /** By name: a flag sets some, and leaves the others as they are. */
  readonly featureGates: ReadonlyMap<string, Sourced<boolean>>;
}

const FLAGS: Readonly<Record<keyof GivenFlags, string>> = {
  kubeletVersions: '--kubelet-version',
  nodeName: '--node-name',
  featureGates: '--feature-gates',
  formats: '--output',
  failOn: '--fail-on',
  checksEnabled: '--checks',
};

/**
 * Settings with the flags over them. A node that is looked at tells its own version, name and gates: what the
 * settings say of the kubelet is for files, and left aside where `looksAtNode`.
 */
export function effectiveSettings(
  settings: Settings | null,
  flags: GivenFlags,
  looksAtNode: boolean,
): EffectiveSettings {
  const ofKubelet = looksAtNode ? null : settings;
  return {
    kubeletVersions: chosen('kubeletVersions', flags, ofKubelet?.kubeletVersions),
    nodeName: chosen('nodeName', flags, ofKubelet?.nodeName),
    featureGates: gatesOf(flags, ofKubelet?.featureGates),
    formats: chosen('formats', flags, settings?.formats),
    failOn: chosen('failOn', flags, settings?.failOn),
    checksEnabled: chosen('checksEnabled', flags, settings?.checksEnabled),
    checks: settings?.checks ?? new Map(),
    overrides: settings?.overrides ?? [],
    exclude: settings?.exclude ?? [],
  };
}

function chosen<K extends Exclude<keyof GivenFlags, 'featureGates'>>(
  name: K,
  flags: GivenFlags,
  said: Sourced<GivenFlags[K]['value']> | undefined,
): Sourced<GivenFlags[K]['value']> {
  const { value, given } = flags[name];
  if (given) return { value, origin: flagOrigin(name), overridden: said ? [said] : [] };
  return said ?? { value, origin: { kind: 'default' }, overridden: [] };
}

function gatesOf(
  { featureGates }: GivenFlags,
  said: Settings['featureGates'],
): EffectiveSettings['featureGates'] {
  const gates = new Map(said);
  for (const [name, value] of featureGates.value ?? []) {
    const before = said?.get(name);
    gates.set(name, { value, origin: flagOrigin('featureGates'), overridden: before ? [before] : [] });
  }
  return gates;
}

function flagOrigin(name: keyof GivenFlags): Origin {
  return { kind: 'flag', flag: FLAGS[name] };
}
