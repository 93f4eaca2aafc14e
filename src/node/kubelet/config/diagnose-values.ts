import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { defaultFeatureGates, setFeatureGates } from '../../../versions/feature-gates.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { ConfigValue } from '../flags/flag-types.ts';
import { diagnoseGate, diagnoseGateProblem } from '../validation/diagnose-gates.ts';
import type { ConfigurationProblem } from '../validation/validate-configuration.ts';
import { equalValues, GATE_PREFIX, isZero } from './config-value.ts';
import { nanosecondsOf } from './go-scalars.ts';
import { gatesIn, leafValue, type Settings, standsForUnset } from './settings.ts';

/*
 * What is to be said about the values of a configuration, each at the place that set it.
 */

/** What the validation refuses, at the member to change first. */
export function diagnoseProblems(
  stage: 'logging' | 'validate',
  problems: readonly ConfigurationProblem[],
  settings: Settings,
): Diagnostic[] {
  return problems.map(({ message, paths }, index) => {
    const detail = message.replace(/^invalid configuration: /, '');
    const places = paths.flatMap((path) => placeOf(settings, path.join('.')));
    const [first, ...others] = places;
    const related = others.map(({ path, location }) => ({ location, message: `"${path}" is set here` }));
    return {
      ruleId: 'kubelet-config-invalid',
      severity: 'error',
      message: `the kubelet does not start: ${detail}`,
      ...(first && { location: first.location }),
      ...(related.length > 0 && { related }),
      kubelet: { type: stage, field: paths[0]?.join('.') ?? '', detail: message, index },
    };
  });
}

/** Where a member, or the leaf that it is in, was set. */
function placeOf(settings: Settings, path: string) {
  const leaf = leafOf(settings, path);
  const location = leaf === undefined ? undefined : settings.get(leaf)?.origin.location;
  return location ? [{ path, location }] : [];
}

function leafOf(settings: Settings, path: string): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('.', end - 1)) {
    const leaf = path.slice(0, end);
    if (settings.has(leaf)) return leaf;
  }
  return undefined;
}

/** The gates that files set: refused ones, and those that a later kubelet won't start with. */
export function diagnoseFileGates(settings: Settings, minor: Minor): Diagnostic[] {
  const gates = gatesIn(settings);
  const locationOf = (gate: string) => {
    const origin = settings.get(GATE_PREFIX + gate)?.origin;
    return origin?.kind === 'flag' ? undefined : origin?.location;
  };
  const { problems } = setFeatureGates(defaultFeatureGates(minor), gates);
  const refused = problems.flatMap((problem) => {
    // A gate that depends on others may be on, or those off, without having been named.
    const named = [problem.gate, ...(problem.needs ? [...problem.needs, 'AllAlpha', 'AllBeta'] : [])];
    const location = named.map(locationOf).find((place) => place !== undefined);
    return location ? [diagnoseGateProblem(problem, minor, location)] : [];
  });
  const going = [...gates.keys()].flatMap((gate) => {
    const location = locationOf(gate);
    return (location && diagnoseGate(gate, minor, location)) ?? [];
  });
  return [...refused, ...going];
}

/** Values in files that a flag overrides: the file's text has no effect. */
export function diagnoseOverrides(settings: Settings, minor: Minor): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const [path, { value, origin, overridden }] of settings) {
    const file = overridden.find((old) => old.origin.kind === 'config' || old.origin.kind === 'dropin');
    // A default in between means that the file's value did not count in the first place.
    if (origin.kind !== 'flag' || !file?.origin.location || overridden[0] !== file) continue;
    if (standsForUnset(path, file.value, minor)) continue;
    const same = equalValues(value, file.value);
    const flag = origin.flag ?? 'a flag';
    diagnostics.push({
      ruleId: 'kubelet-config-overridden',
      severity: same ? 'info' : 'warning',
      message: same
        ? `${flag} sets "${path}" to the same value as this file`
        : `this "${path}" has no effect: ${flag} sets it to ${describe(value)}`,
      help: same
        ? `remove ${flag} from the command line: a change of this file would have no effect`
        : `remove ${flag} from the command line, or this member from the file`,
      location: file.origin.location,
      ...(origin.location && {
        related: [{ location: origin.location, message: `"${path}" is set by ${flag} here` }],
      }),
    });
  }
  return diagnostics;
}

function describe(value: ConfigValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** The drop-ins of 1.28 replace what they do not mention by its default. */
export function diagnoseResets(settings: Settings): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const [path, { value, origin, overridden }] of settings) {
    const dropIn = origin.kind === 'default' ? origin.via?.[0]?.location : undefined;
    const [lost] = overridden;
    if (!dropIn || !lost?.origin.location || isZero(lost.value)) continue;
    diagnostics.push({
      ruleId: 'kubelet-drop-in-reset',
      severity: 'warning',
      message: `this "${path}" has no effect: a kubelet of 1.28 resets it to the default ${describe(value)} with each drop-in that does not set it`,
      help: `set "${path}" in the last drop-in`,
      location: lost.origin.location,
      related: [{ location: dropIn, message: 'this drop-in resets it' }],
    });
  }
  return diagnostics;
}

/**
 * With static pods to look for the kubelet starts a ticker (pkg/kubelet/config/file.go sourceFile.run), and
 * time.NewTicker panics when its period is not above zero. Validation does not look at it.
 */
export function diagnoseFileCheck(settings: Settings, minor: Minor): Diagnostic[] {
  const path = leafValue(settings, 'staticPodPath', minor);
  const period = leafValue(settings, 'fileCheckFrequency', minor);
  if (path === '' || nanosecondsOf(period) > 0) return [];
  const location = settings.get('fileCheckFrequency')?.origin.location;
  return [
    {
      ruleId: 'kubelet-file-check-frequency',
      severity: 'warning',
      message: `"fileCheckFrequency" is ${period}: with a static pod path the kubelet panics soon after its start`,
      help: 'write a duration above zero, like "20s"',
      ...(location && { location }),
    },
  ];
}

/** Paths that would start at the file's directory in the --config file, and don't in a drop-in. */
export function diagnoseRelativePaths(
  settings: Settings,
  paths: readonly string[],
  minor: Minor,
): Diagnostic[] {
  if (minor < 29) return [];
  return paths.flatMap((path) => {
    const set = settings.get(path);
    const { value, origin } = set ?? {};
    if (origin?.kind !== 'dropin' || typeof value !== 'string' || value === '' || value.startsWith('/'))
      return [];
    return [
      {
        ruleId: 'kubelet-drop-in-relative-path',
        severity: 'warning',
        message: `in a drop-in the relative path "${value}" starts at the kubelet's working directory, not at the directory of the file`,
        help: 'write an absolute path',
        ...(origin.location && { location: origin.location }),
      },
    ];
  });
}
