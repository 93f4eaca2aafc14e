import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Origin, Sourced } from '../diagnostics/origin.ts';
import type { EffectiveSettings } from '../settings/effective-settings.ts';
import type { PathPattern } from '../settings/path-pattern.ts';
import type { FailOn, Level, Levels, OutputSetting } from '../settings/settings.ts';
import { formatMinor, type Minor } from '../versions/minor.ts';

/** A value with where it is from, and what it replaced. */
export interface ShownValue<T> {
  readonly value: T;
  readonly origin: Origin;
  /** Left out where it replaced nothing. */
  readonly overridden?: readonly { readonly value: T; readonly origin: Origin }[];
}

type ShownLevels = Readonly<Record<string, ShownValue<Level>>>;

/** What `spctl settings` answers: the members as in the file, each value with where it is from. */
export interface SettingsAnswer {
  readonly schemaVersion: 1;
  /** The settings file; null where there is none. */
  readonly settings: string | null;
  /** Null: what the node tells, else the newest known. */
  readonly kubeletVersions: ShownValue<readonly string[] | null>;
  /** Null: what the node tells. */
  readonly nodeName: ShownValue<string | null>;
  readonly featureGates: Readonly<Record<string, ShownValue<boolean>>>;
  readonly formats: ShownValue<readonly OutputSetting[]>;
  readonly failOn: ShownValue<FailOn>;
  readonly checksEnabled: ShownValue<boolean>;
  readonly checks: ShownLevels;
  readonly exclude: readonly ShownValue<string>[];
  readonly overrides: readonly {
    readonly paths: readonly ShownValue<string>[];
    readonly checks: ShownLevels;
  }[];
  /** The path that was asked about, for which `checks` hold; left out where there was none, or no settings file. */
  readonly path?: string;
  /** The pattern that takes the path out; left out where none does. */
  readonly excludedBy?: ShownValue<string>;
  /** What is wrong with the file. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What settings have for one path. */
export interface SettingsAtPath {
  readonly path: string;
  readonly levels: Levels;
  readonly excludedBy: Sourced<PathPattern> | null;
}

/** The answer of `spctl settings`. */
export function settingsAnswer(
  name: string | null,
  effective: EffectiveSettings,
  diagnostics: readonly Diagnostic[],
  at: SettingsAtPath | null,
): SettingsAnswer {
  return {
    schemaVersion: 1,
    settings: name,
    kubeletVersions: shown(effective.kubeletVersions, versionsOf),
    nodeName: shown(effective.nodeName, (value) => value ?? null),
    featureGates: byName(effective.featureGates),
    formats: shown(effective.formats, (value) => value ?? [{ format: 'text' }]),
    failOn: shown(effective.failOn, same),
    checksEnabled: shown(effective.checksEnabled, same),
    checks: byName<Level>(at?.levels ?? effective.checks),
    exclude: effective.exclude.map((one) => shown(one, textOf)),
    overrides: effective.overrides.map(({ paths, checks }) => ({
      paths: paths.map((one) => shown(one, textOf)),
      checks: byName<Level>(checks),
    })),
    ...(at && { path: at.path }),
    ...(at?.excludedBy && { excludedBy: shown(at.excludedBy, textOf) }),
    diagnostics,
  };
}

function shown<T, S>({ value, origin, overridden }: Sourced<T>, as: (value: T) => S): ShownValue<S> {
  const earlier = overridden.map((one) => ({ value: as(one.value), origin: one.origin }));
  return { value: as(value), origin, ...(earlier.length > 0 && { overridden: earlier }) };
}

function byName<T>(values: ReadonlyMap<string, Sourced<T>>): Readonly<Record<string, ShownValue<T>>> {
  return Object.fromEntries([...values].map(([name, one]) => [name, shown(one, same<T>)]));
}

function same<T>(value: T): T {
  return value;
}

function textOf({ text }: { readonly text: string }): string {
  return text;
}

function versionsOf(minors: readonly Minor[] | undefined): readonly string[] | null {
  return minors?.map(formatMinor) ?? null;
}
