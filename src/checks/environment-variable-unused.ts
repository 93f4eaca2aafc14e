import type { Origin } from '../diagnostics/origin.ts';
import type { ServiceStart, Word } from '../node/systemd/service-start.ts';
import { editDistance } from '../schema/suggest.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { isStartedBySystemd } from './reading/kubelet-on-node.ts';

export default defineCheck({
  id: 'environment-variable-unused',
  scope: 'node',
  area: 'unit',
  summary: 'a variable that holds flags, and that the command line of the kubelet does not use',
  severity: 'warning',
  why: 'The kubelet takes no flags from its environment: a variable has an effect only where ExecStart= names it. One that is spelled otherwise there is lost without a word.',
  bad: 'KUBELET_ARGS=--node-ip=10.0.0.9, and ExecStart=/usr/bin/kubelet $KUBELET_EXTRA_ARGS',
  good: 'KUBELET_EXTRA_ARGS=--node-ip=10.0.0.9',
  fix: 'Use the name that ExecStart= has, or add the variable to ExecStart=.',
  links: ['systemd.service(5) COMMAND LINES'],
  check: ({ report }) => {
    if (!isStartedBySystemd(report)) return NOTHING;
    const { described, preCommands, unit } = report.found!.service;
    if (!described || described.isPartial || isCutShort(report.found!.service)) return NOTHING;
    const used = variablesIn([...described.argv, ...preCommands.flat()]);
    const unset = unsetVariables(report.found!.service);
    const given = new Set(described.argv.map((word) => word.value));
    const isGiven = (flags: string) =>
      flags
        .trim()
        .split(/\s+/)
        .every((flag) => given.has(flag));
    const isLater = laterThan(report.found!.service);
    return [...described.environment].flatMap(([name, { value, origin }]) => {
      if (!/^--?[a-z]/.test(value) || used.has(name) || !origin?.location) return [];
      if (!isLater(name, origin.location.file) || isGiven(value)) return [];
      const meant = unset.find((one) => editDistance(one.slice(0, 64), name.slice(0, 64)) <= 4);
      return [
        {
          message: `the command line of ${unit.name} does not use "$${name}", so the flags in it do not reach the kubelet`,
          location: origin.location,
          help:
            meant === undefined
              ? `add $${name} to ExecStart=, or use a variable that it has`
              : `ExecStart= uses "$${meant}", which nothing sets: is that what is meant?`,
        },
      ];
    });
  },
});

/** The command line ends where it was not meant to, and that is said. */
function isCutShort({ diagnostics }: ServiceStart): boolean {
  return diagnostics.some(({ ruleId }) => ruleId === 'unit-broken-continuation');
}

/**
 * Whether a variable was set for the command line that counts, or later: what a drop-in with an ExecStart= of its own
 * leaves out was meant to be left out. A file that other programs share holds their flags too.
 */
function laterThan({ unit, described }: ServiceStart) {
  const files = [...(unit.fragment === undefined ? [] : [unit.fragment]), ...unit.dropIns];
  const command = files.indexOf(described?.argv[0]?.origin.location?.file ?? '');
  return (name: string, file: string): boolean => {
    if (files.includes(file)) return files.indexOf(file) >= command;
    const named = unit.environmentFiles.find(({ path }) => path === file);
    return named !== undefined && /kubelet/i.test(name) && files.indexOf(named.location.file) >= command;
  };
}

function variablesIn(words: readonly Word[]): ReadonlySet<string> {
  const names = new Set<string>();
  const add = ({ variable, via }: Origin) => {
    if (variable !== undefined) names.add(variable);
    via?.forEach(add);
  };
  for (const { origin } of words) add(origin);
  return names;
}

/** What ExecStart= names and nothing sets. */
function unsetVariables({ diagnostics }: ServiceStart): readonly string[] {
  return diagnostics.flatMap(({ ruleId, message }) =>
    ruleId === 'unit-variable-unset' ? (/^"\$\{?(\w+)/.exec(message)?.[1] ?? []) : [],
  );
}
