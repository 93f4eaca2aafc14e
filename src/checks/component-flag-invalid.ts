import { type CommandFlag, commandLineOf, isRecorded, judgedMinor } from '../control-plane/command-line.ts';
import { type Component, KUBERNETES } from '../control-plane/component.ts';
import { refusalOfValue } from '../control-plane/flag-values.ts';
import { isOpen } from '../control-plane/read-line.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'component-flag-invalid',
  scope: 'file',
  summary: 'a control plane program is given a flag without a value, or with one that it cannot read',
  severity: 'warning',
  programs: KUBERNETES,
  why: 'Each flag has a type: a bool, a number, a duration with its unit. The program ends at once at a value it cannot read. The kubelet is content with the manifest and restarts the container for ever.',
  bad: '--leader-elect=truee',
  good: '--leader-elect=true',
  fix: 'Correct the value.',
  links: ['github.com/spf13/pflag flag.go parseArgs, Set', 'k8s.io/component-base cli/flag'],
  check: ({ components }) => components.flatMap(invalidFlags),
});

/** What a version that is not recorded reads as the recorded ones do. */
const EVER_THE_SAME: ReadonlySet<string> = new Set(['bool', 'int', 'int32', 'int64', 'duration', 'ip']);

function invalidFlags(component: Component): Finding[] {
  const line = commandLineOf(component);
  if (!line) return [];
  if (line.faults.length === 0 && line.doubtful.length === 0) return [];
  const ends = (detail: string) =>
    `${component.name} ends at once with "${detail}", and the kubelet restarts it for ever`;
  const faults = line.faults.flatMap(({ problem, message, word }) => {
    if (problem !== 'syntax' && problem !== 'argument') return [];
    const help =
      problem === 'syntax' ? 'write "--NAME=VALUE"' : `write the value behind it: "${word.text}=VALUE"`;
    return [{ message: ends(message), location: component.source.locate(word.range), help }];
  });
  const values = line.doubtful.flatMap((use) => {
    if (isOpen(use.value)) return NOTHING;
    if (!isRecorded(line.minor) && !EVER_THE_SAME.has(use.flag.type)) return NOTHING;
    const refusal = refusalOfValue(use.flag.type, use.value, judgedMinor(line.minor));
    if (refusal === null) return NOTHING;
    return [
      {
        message: ends(`invalid argument "${use.value}" for "${nameOf(use)}" flag: ${refusal}`),
        location: component.source.locate(use.valueWord.range),
        help: helpWith(use),
      },
    ];
  });
  return [...faults, ...values];
}

/** As pflag names it (FlagSet.Set). */
function nameOf({ flag }: CommandFlag): string {
  return flag.shorthand === undefined ? `--${flag.name}` : `-${flag.shorthand}, --${flag.name}`;
}

function helpWith({ flag: { name, type } }: CommandFlag): string {
  switch (type) {
    case 'bool':
      return `write "--${name}=true" or "--${name}=false"`;
    case 'duration':
      return `write a number with a unit: "--${name}=20s", "1m30s", "500ms"`;
    case 'portRange':
      return `write a range: "--${name}=30000-32767"`;
    case 'ip':
      return 'write an IP address: names are not looked up';
    case 'int':
    case 'int32':
    case 'int64':
    case 'uint':
      return 'write a whole number';
    case 'namedCertKey':
      return `write "--${name}=CERTIFICATE-FILE,KEY-FILE", and ":NAME" behind it where it is for some names only`;
    case 'stringToString':
    case 'mapStringString':
    case 'mapStringBool':
      return `write "--${name}=NAME=VALUE,NAME=VALUE"`;
    default:
      return `write a value that "--${name}" takes`;
  }
}
