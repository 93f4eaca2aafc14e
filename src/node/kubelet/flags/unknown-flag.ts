import { nearestName } from '../../../schema/suggest.ts';
import { findFlag, flagsOf } from '../../../versions/flags.ts';
import { formatMinor, type Minor } from '../../../versions/minor.ts';
import { leavesOf } from '../config/settings.ts';
import { normalizeFlagName } from './pflag.ts';

/** What can be said of a flag that this kubelet does not have. */
export interface UnknownFlag {
  readonly ruleId: 'kubelet-flag-removed' | 'kubelet-flag-unknown';
  readonly message: string;
  readonly help: string;
}

/** Why a minor does not know a flag, and what to write instead. */
export function explainUnknownFlag(written: string, minor: Minor): UnknownFlag {
  const name = normalizeFlagName(written);
  const history = findFlag(name);
  const version = formatMinor(minor);
  if (history?.until !== undefined && history.until < minor) {
    const gone = formatMinor(history.until + 1);
    return {
      ruleId: 'kubelet-flag-removed',
      message: `the kubelet has no flag "--${written}" since ${gone}, and does not start with it`,
      help: history.instead ?? 'remove it',
    };
  }
  if (history?.since !== undefined && history.since > minor) {
    return {
      ruleId: 'kubelet-flag-unknown',
      message: `kubelet ${version} does not know the flag "--${written}", which came with ${formatMinor(history.since)}`,
      help: 'remove it until the node is upgraded',
    };
  }
  return {
    ruleId: 'kubelet-flag-unknown',
    message: `the kubelet does not know the flag "--${written}", and does not start with it`,
    help: suggest(name, minor),
  };
}

/** A member of the configuration of that name, a flag that is spelled nearly so, or nothing better. */
function suggest(name: string, minor: Minor): string {
  const { members, flags } = namesOf(minor);
  const squashed = squash(name);
  const member = members.get(squashed);
  if (member !== undefined) {
    const flag = flags.get(squashed) ?? flagOf(member, minor);
    return flag === undefined
      ? `set "${member}" in the configuration file: there is no flag for it`
      : `write "--${flag}", or set "${member}" in the configuration file`;
  }
  const near = flags.get(squashed) ?? nearestName(name, flags.values());
  return near === undefined ? 'remove it' : `did you mean "--${near}"?`;
}

/** Names without case, `-` and `_`. */
interface SquashedNames {
  /** To the dotted path of a member of the configuration. */
  readonly members: ReadonlyMap<string, string>;
  /** To the name of a flag. */
  readonly flags: ReadonlyMap<string, string>;
}

const squashedNames = new Map<Minor, SquashedNames>();

function namesOf(minor: Minor): SquashedNames {
  const known = squashedNames.get(minor);
  if (known) return known;
  const names = {
    members: new Map([...leavesOf(minor).keys()].map((path) => [squash(path), path])),
    flags: new Map(flagsOf(minor).map(({ name }) => [squash(name), name])),
  };
  squashedNames.set(minor, names);
  return names;
}

function squash(name: string): string {
  return name.replaceAll(/[-_]/g, '').toLowerCase();
}

function flagOf(member: string, minor: Minor): string | undefined {
  return flagsOf(minor).find(({ path }) => path?.join('.') === member)?.name;
}
