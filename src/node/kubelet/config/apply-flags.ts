import type { Minor } from '../../../versions/minor.ts';
import type { FlagSetting } from '../flags/flag-types.ts';
import { GATE_PREFIX, isObject } from './config-value.ts';
import { assign, gatesIn, leafValue, type Settings } from './settings.ts';

/** Lets the command line write into the configuration: AddKubeletConfigFlags' variables point into it. */
export function applyFlags(settings: Settings, flags: readonly FlagSetting[], minor: Minor): void {
  for (const { path, over, origin, occurrences } of flags) {
    const leaf = path.join('.');
    if (leaf === 'featureGates') {
      applyGates(settings, { path, over, origin, occurrences });
      continue;
    }
    const value = over(leafValue(settings, leaf, minor) ?? undefined);
    // A flag that takes the member away leaves Go's zero value, which is a value all the same.
    assign(settings, leaf, value ?? leafValue(new Map(), leaf, minor) ?? null, origin);
  }
}

/** kubeletConfigFlagPrecedence: the gates of the files stay where no flag sets them. */
function applyGates(settings: Settings, { over, origin }: FlagSetting): void {
  const before = Object.fromEntries(gatesIn(settings));
  const gates = over(before);
  if (!isObject(gates)) return;
  for (const [name, on] of Object.entries(over({}) ?? {})) {
    assign(settings, GATE_PREFIX + name, gates[name] ?? on, origin);
  }
}
