import { normalizeFlagName } from '../node/kubelet/flags/pflag.ts';
import { editDistance } from '../schema/suggest.ts';
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
  const near = nearestFlag(program, normalizeFlagName(written), minor);
  return near === undefined ? 'remove it' : `did you mean "--${near}"?`;
}

/** Longer names than any flag are no typing mistakes, and distances cost time. */
const LONGEST = 80;

/** The flag that few letters make of a name, else the longest that it starts with. */
function nearestFlag(program: ControlPlaneProgram, name: string, minor: Minor): string | undefined {
  if (name.length > LONGEST) return undefined;
  let best: string | undefined;
  let least = Math.min(3, Math.floor(name.length / 3)) + 1;
  let start: string | undefined;
  for (const candidate of controlPlaneFlagNames(program, minor)) {
    if (name.startsWith(`${candidate}-`) && candidate.length > (start?.length ?? 3)) start = candidate;
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = editDistance(name, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best ?? start;
}
