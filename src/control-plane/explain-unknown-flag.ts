import { normalizeFlagName } from '../node/kubelet/flags/pflag.ts';
import { nearestName } from '../schema/suggest.ts';
import {
  type ControlPlaneProgram,
  controlPlaneFlagAt,
  controlPlaneFlagNames,
} from '../versions/control-plane-flags.ts';
import type { Minor } from '../versions/minor.ts';

/** What to write instead of a word that is no flag of a version. */
export function helpWithUnknownFlag(program: ControlPlaneProgram, word: string, minor: Minor): string {
  const [, written = '', value] = /^-*([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  const has = (name: string) => controlPlaneFlagAt(program, normalizeFlagName(name), minor) !== undefined;
  if (has(written)) return `write two dashes: "--${written}${value === undefined ? '' : `=${value}`}"`;
  const colon = written.indexOf(':');
  if (colon > 0 && value === undefined && has(written.slice(0, colon))) {
    return `write "=" before the value: "--${written.slice(0, colon)}=${written.slice(colon + 1).trim()}"`;
  }
  const near = nearestFlag(program, normalizeFlagName(written), minor);
  return near === undefined ? 'remove it' : `did you mean "--${near}"?`;
}

/** The flag that few letters make of a name, else the longest that it starts with. */
function nearestFlag(program: ControlPlaneProgram, name: string, minor: Minor): string | undefined {
  const names = controlPlaneFlagNames(program, minor);
  return (
    nearestName(name, names) ?? longest(names.filter((one) => one.length > 3 && name.startsWith(`${one}-`)))
  );
}

function longest(names: readonly string[]): string | undefined {
  return names.reduce<string | undefined>(
    (a, b) => (a !== undefined && a.length >= b.length ? a : b),
    undefined,
  );
}
