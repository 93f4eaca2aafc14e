import { type FeatureGates, isEnabled } from '../../../versions/feature-gates.ts';
import type { Minor } from '../../../versions/minor.ts';
import { parseDuration } from '../config/duration.ts';
import type { ConfigValue } from '../flags/flag-types.ts';

/** A configuration as JSON: v1beta1 members, zero values left out. */
export type Configuration = { readonly [member: string]: ConfigValue };

/** A configuration as validation reads it: what is left out is Go's zero value. Paths are dotted. */
export interface ConfigurationView {
  readonly minor: Minor;
  readonly cgroupV1: boolean;
  readonly isEnabled: (gate: string) => boolean;
  /** Undefined where nothing stands. */
  readonly value: (path: string) => ConfigValue | undefined;
  readonly number: (path: string) => number;
  readonly text: (path: string) => string;
  readonly bool: (path: string) => boolean;
  readonly list: (path: string) => readonly ConfigValue[];
  readonly map: (path: string) => Configuration;
  /** In nanoseconds. */
  readonly duration: (path: string) => bigint;
}

/** What the host adds to the judgement. */
export interface ValidationHost {
  /** The kubelet's host runs cgroup v1. */
  readonly cgroupV1?: boolean;
}

/** Makes a configuration readable for the rules. */
export function viewConfiguration(
  config: Configuration,
  gates: FeatureGates,
  host: ValidationHost = {},
): ConfigurationView {
  const value = (path: string) => memberAt(config, path);
  return {
    minor: gates.minor,
    cgroupV1: host.cgroupV1 ?? false,
    isEnabled: (gate) => isEnabled(gates, gate),
    value,
    number: (path) => asNumber(value(path)),
    text: (path) => asText(value(path)),
    bool: (path) => value(path) === true,
    list: (path) => asList(value(path)),
    map: (path) => asMap(value(path)),
    duration: (path) => asDuration(value(path)),
  };
}

/** A member below others, undefined where one of them is missing. */
function memberAt(config: ConfigValue | undefined, path: string): ConfigValue | undefined {
  let at = config;
  for (const name of path.split('.')) {
    const members = asMap(at);
    at = Object.hasOwn(members, name) ? members[name] : undefined;
  }
  return at;
}

export function asNumber(value: ConfigValue | undefined): number {
  return typeof value === 'number' ? value : 0;
}

export function asText(value: ConfigValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function asList(value: ConfigValue | undefined): readonly ConfigValue[] {
  return Array.isArray(value) ? value : [];
}

export function asMap(value: ConfigValue | undefined): Configuration {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Configuration) : {};
}

/** Nanoseconds of a duration's text, or of a number of them. */
function asDuration(value: ConfigValue | undefined): bigint {
  if (typeof value === 'number') return BigInt(Math.trunc(value));
  const duration = parseDuration(asText(value) || '0');
  return duration.ok ? duration.nanoseconds : 0n;
}
