import {
  type CommandFlag,
  type CommandLine,
  commandLineOf,
  isRecorded,
} from '../control-plane/command-line.ts';
import { type Component, KUBERNETES } from '../control-plane/component.ts';
import { isOpen } from '../control-plane/read-line.ts';
import { nearestName } from '../schema/suggest.ts';
import { defaultFeatureGates, type GateProblem, setFeatureGates } from '../versions/feature-gates.ts';
import { gateMinors, gatesOf } from '../versions/gates.ts';
import { formatMinor, type Minor } from '../versions/minor.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'component-feature-gate',
  scope: 'file',
  summary: "a control plane program is given a feature gate that its image's version does not let be set so",
  severity: 'warning',
  programs: KUBERNETES,
  why: 'Gates come and go with the versions. A program of the control plane ends at once at a gate it does not know, or that is locked; the kubelet restarts it for ever.',
  bad: 'kube-apiserver:v1.34.1 with --feature-gates=CronJobTimeZone=true',
  good: 'kube-apiserver:v1.34.1 without it',
  fix: 'Remove the gate, or correct its name.',
  links: [
    'k8s.io/component-base featuregate/feature_gate.go SetFromMap',
    'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/',
  ],
  check: ({ components }) => components.flatMap(refusedGates),
});

/** The program itself names one. */
const SHOWN = 100;

function refusedGates(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (!line || !isRecorded(line.minor)) return [];
  const uses = line.uses.filter(({ flag, value: text }) => flag.name === 'feature-gates' && !isOpen(text));
  // Another emulated version has other gates.
  if (uses.length === 0 || line.uses.some(({ flag }) => flag.name === 'emulated-version')) return [];
  const { gates, malformed } = readGates(uses, line);
  const { problems } = setFeatureGates(defaultFeatureGates(line.minor), gates);
  const ends = (detail: string) =>
    `${component.name} ends at once with "${detail}", and the kubelet restarts it for ever`;
  return [
    ...malformed.slice(0, SHOWN).map(({ use, detail }) => ({
      message: ends(detail),
      location: component.source.locate(use.valueWord.range),
      help: 'write "--feature-gates=NAME=true,NAME=false"',
    })),
    ...problems.slice(0, SHOWN).map((problem) => {
      const use = uses.findLast(({ value: text }) => text.includes(problem.gate)) ?? uses.at(-1)!;
      return {
        message: `${ends(problem.message)}${history(problem, line.minor!)}`,
        location: component.source.locate(use.valueWord.range),
        help: helpWith(problem, line.minor!),
      };
    }),
  ];
}

interface Malformed {
  readonly use: CommandFlag;
  readonly detail: string;
}

const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

/** The gates of Kubernetes itself; from 1.31 on they may be written `kube:NAME=true` (component-base version/registry). */
function readGates(
  uses: readonly CommandFlag[],
  { minor }: CommandLine,
): { gates: Map<string, boolean>; malformed: Malformed[] } {
  const gates = new Map<string, boolean>();
  const malformed: Malformed[] = [];
  for (const use of uses) {
    for (const written of use.value.split(',')) {
      const pair = (minor! >= 31 ? written.replace(/^\s*kube:/, '') : written).trim();
      // Gates of another component than Kubernetes itself are not recorded.
      if (pair === '' || (minor! >= 31 && /^[^=]*:/.test(pair))) continue;
      const equals = pair.indexOf('=');
      const [name, value] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
      if (equals === -1) malformed.push({ use, detail: `missing bool value for ${pair}` });
      else if (TRUE.includes(value)) gates.set(name, true);
      else if (FALSE.includes(value)) gates.set(name, false);
      else {
        malformed.push({
          use,
          detail: `invalid value of ${name}=${value}, err: strconv.ParseBool: parsing "${value}": invalid syntax`,
        });
      }
    }
  }
  return { gates, malformed };
}

function history({ kind, gate }: GateProblem, minor: Minor): string {
  const minors = gateMinors(gate);
  if (kind !== 'unknown' || minors.length === 0) return '';
  return minors[0]! > minor
    ? ` (it came with ${formatMinor(minors[0]!)}, and this is ${formatMinor(minor)})`
    : ` (${formatMinor(minors.at(-1)!)} was the last to know it, and this is ${formatMinor(minor)})`;
}

function helpWith({ kind, gate, needs = [] }: GateProblem, minor: Minor): string {
  if (kind === 'dependency')
    return `set ${needs.map((name) => `"${name}"`).join(', ')} too, or "${gate}" to false`;
  const last = gateMinors(gate).at(-1);
  if (kind === 'locked' || (last !== undefined && last < minor)) {
    return 'remove it: the feature can no longer be switched';
  }
  const near = last === undefined ? nearestName(gate, gatesOf(minor).keys()) : undefined;
  return near === undefined ? 'remove it, or correct its name' : `did you mean "${near}"?`;
}
