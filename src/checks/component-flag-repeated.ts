import { type CommandFlag, commandLineOf } from '../control-plane/command-line.ts';
import { type Component, KUBERNETES } from '../control-plane/component.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'component-flag-repeated',
  scope: 'file',
  summary: 'a control plane program is given one flag twice with different values',
  severity: 'warning',
  programs: KUBERNETES,
  why: 'The last of two wins without a word. Who reads or edits the first believes in a value that the program does not use.',
  bad: '--secure-port=6443 and, further down, --secure-port=6444',
  good: '--secure-port=6443',
  fix: 'Keep the one that is meant.',
  links: ['github.com/spf13/pflag flag.go FlagSet.Set'],
  check: ({ components }) => components.flatMap(repeatedFlags),
});

/** Flags of these types take every value: they add up. */
const ADDS_UP: ReadonlySet<string> = new Set([
  'stringSlice',
  'stringArray',
  'int32Slice',
  'stringToString',
  'configurationMap',
  'mapStringString',
  'mapStringStringNoSplit',
  'mapStringBool',
  'colonSeparatedMultimapStringString',
  'namedCertKey',
  'cidrs',
  'pattern=N,...',
]);

function repeatedFlags(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (!line) return [];
  const last = new Map<string, CommandFlag>();
  for (const use of line.uses) last.set(use.flag.name, use);
  if (last.size === line.uses.length) return [];
  return line.uses.flatMap((use) => {
    const winner = last.get(use.flag.name)!;
    if (use === winner || use.value === winner.value || ADDS_UP.has(use.flag.type)) return [];
    return [
      {
        message: `"${use.word.text.split('=', 1)[0]}" is set to "${use.value}" here and to "${winner.value}" further down: ${component.name} takes the last`,
        location: component.source.locate(use.word.range),
        help: 'keep the one that is meant',
        related: [{ location: component.source.locate(winner.word.range), message: 'this one counts' }],
      },
    ];
  });
}
