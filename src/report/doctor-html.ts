import type { DoctorAnswer, DoctorCheck, DoctorFinding, DoctorProblem } from '../answers/doctor.ts';
import { escaped, htmlPage } from './html-page.ts';
import { sourceHtml } from './html-source.ts';
import { AREA_NAMES } from './text/area-names.ts';
import { shownLine, withoutSecrets } from './text/doctor.ts';
import { marksOf, place, type Surroundings } from './text/finding.ts';
import { headline } from './text/headline.ts';
import { plural } from './text/lint.ts';
import { PLAIN } from './text/style.ts';

/** What doctor found as one page to attach to a ticket: the causes, what follows from them, what was looked at. */
export function doctorHtml(answer: DoctorAnswer, surroundings: Surroundings): string {
  const around = withoutSecrets(surroundings);
  const { problems, checks, files, diagnostics, unasked, live, judgedAt } = answer;
  const [first] = problems;
  return htmlPage(first ? first.message : 'found nothing wrong', [
    `<p>${escaped(headline(answer, PLAIN))}</p>`,
    `<p>${live ? 'Looked at while the node ran' : 'Looked at as files'}; certificates judged ${judgedAt === null ? 'by the time of the run' : `as of ${escaped(judgedAt)}`}.</p>`,
    ...problems.flatMap((problem, i) => problemSection(problem, i, around)),
    ...section('areas', 'Parts of the node', [
      '<ul>',
      ...answer.areas.map(({ area, status }) => `<li>${AREA_NAMES[area]}: ${STATUS[status]}</li>`),
      '</ul>',
    ]),
    ...section('checks', 'What was looked at', [
      details(plural(checks.length, 'check'), [
        '<ul>',
        ...checks.map((check) => checkItem(check, around)),
        '</ul>',
      ]),
      details(plural(files.length, 'manifest'), [
        '<ul>',
        ...files.map(({ path, verdict }) => `<li>${escaped(around.showPath(path))}: ${verdict}</li>`),
        '</ul>',
      ]),
      ...unasked.map(({ what, why }) => `<p>Not known: ${escaped(what)} (${escaped(why)})</p>`),
    ]),
    ...(diagnostics.length === 0
      ? []
      : section(
          'notes',
          'Worth knowing',
          diagnostics.flatMap((one) => findingHtml(one, around)),
        )),
  ]);
}

const STATUS = { ok: 'in order', problem: 'wrong', unknown: 'not all could be looked at' } as const;

function problemSection(problem: DoctorProblem, i: number, around: Surroundings): string[] {
  const { area, ruleId, help, commands, evidence = [], consequences } = problem;
  return section(`problem-${i + 1}`, `${i + 1}. ${problem.message}`, [
    `<p class="place">${AREA_NAMES[area]} <code>${ruleId}</code></p>`,
    `<p>What to do: ${escaped(help)}</p>`,
    ...placesHtml(problem, around),
    ...block(evidence.map(shownLine)),
    ...commandHtml('Run', commands.mend),
    ...commandHtml('Then', commands.apply),
    ...commandHtml('To see that it worked', commands.verify),
    ...(consequences.length === 0
      ? []
      : [
          details(
            `${plural(consequences.length, 'finding')} that follow from it`,
            consequences.flatMap((one) => findingHtml(one, around)),
          ),
        ]),
  ]);
}

function section(id: string, title: string, lines: readonly string[]): string[] {
  return [
    `<section aria-labelledby="${id}">`,
    `<h2 id="${id}">${escaped(title)}</h2>`,
    ...lines,
    '</section>',
  ];
}

function details(summary: string, lines: readonly string[]): string {
  return ['<details>', `<summary>${escaped(summary)}</summary>`, ...lines, '</details>'].join('\n');
}

function block(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`<pre><code>${lines.map(escaped).join('\n')}</code></pre>`];
}

function commandHtml(title: string, commands: readonly string[]): string[] {
  return commands.length === 0 ? [] : [`<p>${title}:</p>`, ...block(commands)];
}

function findingHtml(
  one: DoctorProblem['consequences'][number] | DoctorAnswer['diagnostics'][number],
  around: Surroundings,
): string[] {
  const { severity, message, ruleId, help } = one;
  return [
    `<article class="finding ${severity}">`,
    `<h3>${escaped(message)}</h3>`,
    `<p class="place"><code>${ruleId}</code></p>`,
    ...placesHtml(one, around),
    ...(help === undefined ? [] : [`<p>help: ${escaped(help)}</p>`]),
    '</article>',
  ];
}

/** The lines that a finding speaks of. */
function placesHtml(one: Omit<DoctorFinding, 'area'>, around: Surroundings): string[] {
  const { lineOf, showPath } = around;
  const { own, others } = marksOf(one, lineOf);
  return [
    ...(one.location ? [`<p class="place">${escaped(place(one.location, { showPath }))}</p>`] : []),
    ...sourceHtml(own, lineOf),
    ...others.flatMap(({ location, message }) => [
      `<p>${escaped(`${place(location, { showPath })}: ${message}`)}</p>`,
      ...sourceHtml([{ location, kind: 'related' }], lineOf),
    ]),
  ];
}

function checkItem(
  { id, summary, status, looked, couldNotLook }: DoctorCheck,
  { showPath }: Surroundings,
): string {
  const paths = looked.length === 0 ? '' : `; looked at ${looked.map(showPath).join(', ')}`;
  const closed = couldNotLook.map(({ path, why }) => `; ${showPath(path)}: ${why}`).join('');
  return `<li><code>${id}</code>: ${STATUS[status]} (${escaped(`${summary}${paths}${closed}`)})</li>`;
}
