import { commandLineOf, isRecorded } from '../control-plane/command-line.ts';
import type { Component } from '../control-plane/component.ts';
import { removedControlPlaneFlag } from '../versions/control-plane-flags.ts';
import { formatMinor } from '../versions/minor.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'component-flag-deprecated',
  scope: 'file',
  summary: 'a control plane program is given a flag that is on its way out',
  severity: 'info',
  why: 'The program works and logs that the flag is deprecated. A later version does not start with it.',
  bad: '--apiserver-count=3',
  good: 'no --apiserver-count',
  fix: 'Remove the flag, or write what takes its place, before the upgrade.',
  links: ['github.com/spf13/pflag flag.go MarkDeprecated'],
  check: ({ components }) =>
    components.length === 0 ? NOTHING : components.flatMap((component) => deprecatedFlags(component)),
});

function deprecatedFlags(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (!line || !isRecorded(line.minor)) return [];
  const { program, minor, uses } = line;
  return uses.flatMap(({ flag, word }) => {
    const gone = removedControlPlaneFlag(program, flag.name);
    if (flag.deprecated === undefined && !gone) return [];
    const fate =
      gone && gone.until >= minor
        ? `is gone from ${formatMinor(gone.until + 1)} on, and ${program} does not start with it then`
        : `is deprecated: ${flag.deprecated!.replace(/\.$/, '')}`;
    return [
      {
        message: `"--${flag.name}" ${fate}`,
        location: component.source.locate(word.range),
        help: gone?.instead ?? 'remove it, or write what takes its place',
      },
    ];
  });
}
