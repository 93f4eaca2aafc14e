import type { DoctorAnswer, DoctorCheck, DoctorFinding, DoctorProblem } from '../../answers/doctor.ts';
import { hideSecrets } from '../../answers/hide-secrets.ts';
import { AREA_NAMES } from './area-names.ts';
import { printable } from './escape.ts';
import { finding, place, type Surroundings } from './finding.ts';
import { headline, versionHint } from './headline.ts';
import { plural } from './lint.ts';

/** What the reader wants of the text. */
export interface DoctorTextWish {
  /** Also what follows from a cause, what each check looked at, and what is merely worth knowing. */
  readonly verbose: boolean;
}

/** What is shown of causes at once; with more somebody has to begin somewhere. */
const MOST = 20;

/** The cause in the first line and what to do in the second; then its place, what to type, and what else there is. */
export function doctorText(answer: DoctorAnswer, wish: DoctorTextWish, surroundings: Surroundings): string[] {
  const around = withoutSecrets(surroundings);
  const { style } = around;
  const grave = answer.problems.filter(({ weight }) => weight !== 'advice');
  const advice = answer.problems.filter(({ weight }) => weight === 'advice');
  const [first, ...others] = grave;
  const shown = wish.verbose ? others : others.slice(0, MOST - 1);
  const hidden = others.length - shown.length;
  return [
    ...(first ? problemText(first, undefined, wish, around) : [allClear(answer, around)]),
    ...(others.length > 0 ? ['', style.strong(`also wrong, ${plural(others.length, 'cause')} more:`)] : []),
    ...shown.flatMap((problem, i) => [
      ...(i === 0 ? [] : ['']),
      ...problemText(problem, shown[i - 1] ?? first, wish, around),
    ]),
    ...(hidden > 0 ? ['', `and ${plural(hidden, 'cause')} more (--verbose)`] : []),
    ...(advice.length === 0 ? [] : ['', style.strong('no harm today, and worth mending:')]),
    ...advice.flatMap((problem) => finding(problem, around)),
    ...(answer.unlooked.length === 0 ? [] : ['', style.strong('could not look:')]),
    ...answer.unlooked.flatMap((one) => finding(one, around)),
    '',
    headline(answer, style),
    ...versionHint(answer),
    ...areaLines(answer, around),
    ...unaskedLines(answer),
    ...(wish.verbose ? verboseLines(answer, around) : []),
  ];
}

function allClear(
  { unchecked, unlooked, starts, areas, live }: DoctorAnswer,
  { style }: Surroundings,
): string {
  // A copy can't tell of the running kubelet: that goes without saying.
  const closed = areas.some(({ area, status }) => status === 'unknown' && (live || area !== 'kubelet'));
  if (starts === null || unchecked.length > 0 || unlooked.length > 0 || closed)
    return style.severity.warning('found nothing wrong, but could not look at all of it');
  return style.good('found nothing wrong');
}

/** What is to be typed is not said twice, where the cause before had the same. */
function problemText(
  problem: DoctorProblem,
  before: DoctorProblem | undefined,
  { verbose }: DoctorTextWish,
  around: Surroundings,
): string[] {
  const { style } = around;
  const { message, ruleId, help, commands, consequences, location, evidence = [] } = problem;
  const { help: _, ...withoutHelp } = problem;
  return [
    `${style.severity.error('cause:')} ${printable(message)} ${style.faint(`[${ruleId}]`)}`,
    `${style.good('fix:')}   ${printable(help)}`,
    ...(location ? [`  at ${style.strong(place(location, around))}`] : []),
    // Its first line is what stands above.
    ...finding(withoutHelp, around).slice(1),
    ...evidence.map((line) => `  log:   ${printable(shownLine(line))}`),
    ...commandLines('run', commands.mend),
    ...commandLines('then', news(commands.apply, before?.commands.apply)),
    ...commandLines('check', news(commands.verify, before?.commands.verify)),
    ...consequenceLines(consequences, verbose, around),
  ];
}

function news(commands: readonly string[], before: readonly string[] = []): readonly string[] {
  return commands.join('\n') === before.join('\n') ? [] : commands;
}

/** A line of a log as it is shown: without secrets, and no longer than somebody reads. */
export function shownLine(line: string): string {
  const text = line.length > MAX_LOG_LINE ? `${line.slice(0, MAX_LOG_LINE)}…` : line;
  return hideSecrets(text);
}

/** klog's lines of a failed start, with all that is wrapped in their errors, are shorter. */
const MAX_LOG_LINE = 2000;

/** Shows lines of files without the secrets in them. */
export function withoutSecrets(around: Surroundings): Surroundings {
  const { lineOf } = around;
  return {
    ...around,
    lineOf: (file, line) => {
      const text = lineOf(file, line);
      return text === undefined ? undefined : hideSecrets(text);
    },
  };
}

function commandLines(word: string, commands: readonly string[]): string[] {
  return commands.map((command, i) => `  ${(i === 0 ? `${word}:` : '').padEnd(6)} ${printable(command)}`);
}

function consequenceLines(
  consequences: readonly DoctorFinding[],
  verbose: boolean,
  around: Surroundings,
): string[] {
  if (consequences.length === 0) return [];
  if (!verbose)
    return [`  so:    ${plural(consequences.length, 'finding')} more that follow from it (--verbose)`];
  return ['  so:', ...consequences.flatMap((one) => finding(one, around)).map((line) => `    ${line}`)];
}

function areaLines({ areas, live }: DoctorAnswer, { style }: Surroundings): string[] {
  // That a copy has no running kubelet goes without saying.
  const told = areas.filter(({ area }) => live || area !== 'kubelet');
  const named = (status: string) =>
    told.filter((one) => one.status === status).map(({ area }) => AREA_NAMES[area]);
  const lines = [
    ['wrong', named('problem'), style.severity.error],
    ['not all could be looked at', named('unknown'), style.severity.warning],
    ['in order', named('ok'), style.good],
  ] as const;
  return lines
    .filter(([, names]) => names.length > 0)
    .map(([words, names, look]) => `${look(`${words}:`)} ${names.join(', ')}`);
}

function unaskedLines({ live, unasked }: DoctorAnswer): string[] {
  if (!live)
    return ['only the running node could tell: whether the kubelet runs, its log, ports, sockets and disks'];
  return unasked.map(({ what, why }) => `not known: ${printable(what)} (${printable(why)})`);
}

function verboseLines({ checks, diagnostics }: DoctorAnswer, around: Surroundings): string[] {
  return [
    '',
    ...checks.map((check) => checkLine(check, around)),
    ...diagnostics.flatMap((one) => finding(one, around)),
  ];
}

function checkLine(
  { id, status, summary, looked, couldNotLook }: DoctorCheck,
  { style, showPath }: Surroundings,
): string {
  const word = {
    ok: style.good('ok     '),
    problem: style.severity.error('problem'),
    unknown: style.severity.warning('unknown'),
  }[status];
  const closed = couldNotLook.map(({ path, why }) => `${printable(showPath(path))}: ${why}`);
  const [first, ...more] = looked;
  const paths =
    first === undefined
      ? ''
      : ` (${printable(showPath(first))}${more.length > 0 ? ` and ${more.length} more` : ''})`;
  return `${word} ${id}: ${status === 'ok' ? `not found that ${summary}` : summary}${paths}${closed.length > 0 ? `; ${closed.join(', ')}` : ''}`;
}
