import { commandLineOf, isRecorded } from '../control-plane/command-line.ts';
import { type Component, KUBERNETES } from '../control-plane/component.ts';
import { removedControlPlaneFlag } from '../versions/control-plane-flags.ts';
import { formatMinor } from '../versions/minor.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'component-flag-deprecated',
  scope: 'file',
  summary: 'a control plane program is given a flag that is on its way out',
  severity: 'info',
  programs: KUBERNETES,
  why: 'The program works and logs that the flag is deprecated. A later version does not start with it.',
  bad: '--apiserver-count=3',
  good: 'no --apiserver-count',
  fix: 'Remove the flag, or write what takes its place, before the upgrade.',
  links: ['github.com/spf13/pflag flag.go MarkDeprecated'],
  check: ({ components }) => components.flatMap(deprecatedFlags),
});

function deprecatedFlags(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (!line || !isRecorded(line.minor)) return [];
  const { program, minor, doubtful } = line;
  // What is gone later says until when it is there.
  const old = doubtful.filter(({ flag }) => flag.deprecated !== undefined || flag.until !== undefined);
  return old.map(({ flag, word }) => {
    const gone = removedControlPlaneFlag(program, flag.name);
    const fate =
      gone && gone.until >= minor
        ? `is gone from ${formatMinor(gone.until + 1)} on, and ${program} does not start with it then`
        : `is deprecated: ${flag.deprecated!.replace(/\.$/, '')}`;
    return {
      message: `"--${flag.name}" ${fate}`,
      location: component.source.locate(word.range),
      help: gone?.instead ?? 'remove it, or write what takes its place',
    };
  });
}
