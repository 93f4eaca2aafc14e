import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { findFlag } from '../../versions/flags.ts';
import { formatMinor, type Minor, OLDEST_MINOR } from '../../versions/minor.ts';
import { type FlagUse, normalizeFlagName, readFlags } from '../kubelet/flags/pflag.ts';
import type { Word } from '../systemd/service-start.ts';
import type { KubeletVersionFound } from './kubelet-version-found.ts';
import { ENDED, type LegacyFlag, legacyFlag } from './legacy-flags.ts';

/*
 * Up to 1.5 --config was the path of the static pods, a file or a directory, and from 1.4 on it was the same as
 * --pod-manifest-path (cmd/kubelet/app/options/options.go AddFlags). 1.6 to 1.9 have no such flag; in 1.10 it
 * came back for the configuration file. So a kubelet that starts with --config and with a flag that was gone by
 * 1.10 is one of the first kind.
 */

/** The last minor in which --config is the path of the static pods. */
const LAST_OF_OLD: Minor = 5;
/** The first minor in which it is the configuration file. */
const FIRST_OF_NEW: Minor = 10;

const CONFIG = /^--?config(?:=|$)/;

/** A command line with a --config of old. */
export interface LegacyCommandLine {
  /** With the old flag replaced by --pod-manifest-path; every word keeps its origin. */
  readonly argv: readonly Word[];
  /** What the flags tell of the version; null where it was known before. */
  readonly version: KubeletVersionFound | null;
  readonly diagnostics: readonly Diagnostic[];
}

type Use = FlagUse<LegacyFlag>;

/**
 * Reads --config as the kubelets up to 1.5 did, where it must be one of them: because its version is known, or
 * because at least two flags say so, one of which no kubelet with the new --config has. Null where --config is
 * what it is today, or is not there.
 */
export function legacyConfigFlag(argv: readonly Word[], told: Minor | undefined): LegacyCommandLine | null {
  if (told !== undefined && told >= FIRST_OF_NEW) return null;
  if (!argv.some(({ value }) => CONFIG.test(value))) return null;
  const line = told === undefined ? withTwoDashes(argv) : argv;
  const uses = usesOf(line);
  const configs = uses.filter(({ flag }) => flag.name === 'config');
  // The last one counts.
  const config = configs.at(-1);
  if (!config) return null;
  if (told !== undefined && told > LAST_OF_OLD) {
    return { argv, version: null, diagnostics: [diagnoseAbsent(line, config, told)] };
  }
  const version =
    told === undefined
      ? versionOf(
          line,
          uses,
          line.some((word, at) => word !== argv[at]),
        )
      : null;
  if (told === undefined && !version) return null;
  const why = version ? version.evidence : `kubelet ${formatMinor(told!)} has no configuration file`;
  return { argv: renamed(line, configs), version, diagnostics: [diagnoseLegacy(line, config, why)] };
}

/**
 * In 2014, before it used pflag, the kubelet read its flags with Go's own package, to which `-name` and `--name`
 * are the same.
 */
function withTwoDashes(argv: readonly Word[]): readonly Word[] {
  return argv.map((word, index) => {
    const name = index > 0 ? /^-([a-z][a-z0-9_-]+)(?:=|$)/.exec(word.value)?.[1] : undefined;
    return name !== undefined && legacyFlag(normalizeFlagName(name))
      ? { ...word, value: `-${word.value}` }
      : word;
  });
}

/** How the flags of that time and, as far as they are no flags of that time, today's stand on the line. */
function usesOf(argv: readonly Word[]): readonly Use[] {
  const flags = {
    long: (name: string) => legacyFlag(name) ?? laterFlag(name),
    short: (letter: string) => (letter === 'v' ? { name: 'v' } : undefined),
  };
  const words = argv.slice(1).map(({ value }) => value);
  return readFlags<LegacyFlag>(words, flags).flatMap((event) => (event.kind === 'use' ? [event] : []));
}

/** Whether it takes a value does not matter: the line is none of that time any more. */
function laterFlag(name: string): LegacyFlag | undefined {
  return findFlag(name) && { name, noOptDefVal: '' };
}

/** The version that flags tell; null where they leave it open. */
function versionOf(
  argv: readonly Word[],
  uses: readonly Use[],
  isBeforePflag: boolean,
): KubeletVersionFound | null {
  if (uses.some(({ flag }) => !legacyFlag(flag.name))) return null;
  const gone = [...new Map(uses.filter(isGone).map((use) => [use.flag.name, use])).values()];
  const ended = gone.filter(({ flag }) => Object.hasOwn(ENDED, flag.name));
  const [first] = ended;
  if (!first || gone.length < 2) return null;
  const minor = Math.min(isBeforePflag ? 0 : LAST_OF_OLD, ...ended.map(({ flag }) => ENDED[flag.name]!));
  const other = gone.find((use) => use !== first)!;
  const location = argv[first.word + 1]?.origin.location;
  return {
    minor,
    text: formatMinor(minor),
    origin: 'flags',
    evidence: `"${first.written}" and "${other.written}" beside "--config", which only kubelets up to ${formatMinor(minor)} take together`,
    ...(location && { location }),
    diagnostics: [],
  };
}

/** Whether the flag is gone from the oldest kubelet that is known. */
function isGone({ flag }: Use): boolean {
  const until = findFlag(flag.name)?.until;
  return Object.hasOwn(ENDED, flag.name) || (until !== undefined && until < OLDEST_MINOR);
}

function renamed(argv: readonly Word[], configs: readonly Use[]): readonly Word[] {
  const line = [...argv];
  for (const { word, valueWord, text } of configs) {
    const value = valueWord === word ? `--pod-manifest-path=${text}` : '--pod-manifest-path';
    line[word + 1] = { ...line[word + 1]!, value };
  }
  return line;
}

function diagnoseLegacy(argv: readonly Word[], { word, written, text }: Use, why: string): Diagnostic {
  return {
    ruleId: 'kubelet-config-flag-legacy',
    severity: 'info',
    message: `"${written}" is the path of the static pods here, "${text}", as it was up to 1.5: ${why}`,
    help: 'from 1.4 on the flag is --pod-manifest-path, and from 1.10 on --config names a KubeletConfiguration',
    ...placeOf(argv, word),
  };
}

function diagnoseAbsent(argv: readonly Word[], { word, written }: Use, told: Minor): Diagnostic {
  return {
    ruleId: 'kubelet-config-flag-absent',
    severity: 'warning',
    message: `kubelet ${formatMinor(told)} has no flag "${written}" and does not start with it: up to 1.5 it was the path of the static pods, and since 1.10 it is the configuration file`,
    help: 'write the settings as flags, with --pod-manifest-path for the static pods',
    ...placeOf(argv, word),
  };
}

function placeOf(argv: readonly Word[], word: number): Pick<Diagnostic, 'location'> {
  const location = argv[word + 1]?.origin.location;
  return location ? { location } : {};
}
