import type { SettingsAnswer, ShownValue } from '../../answers/settings.ts';
import { printable } from './escape.ts';
import type { Surroundings } from './finding.ts';
import { describeOrigin } from './origin.ts';

/** The settings as a settings file that says all of them, each value with where it is from. */
export function settingsText(answer: SettingsAnswer, around: Surroundings): string[] {
  const { kubeletVersions, nodeName, formats, failOn, checksEnabled } = answer;
  const line = (name: string, one: ShownValue<unknown>) => lineOf(name, one, around);
  const unset = (name: string, meaning: string) => comment(`${name}: ${meaning}`, around);
  const block = (name: string, lines: readonly string[]) => (lines.length === 0 ? [] : [name, ...lines]);
  const values = (of: Readonly<Record<string, ShownValue<unknown>>>, indent: string) =>
    Object.entries(of).map(([name, one]) => line(`${indent}${printable(name)}: `, one));
  return [
    comment(answer.settings === null ? 'no settings file' : printable(answer.settings), around),
    ...placeLines(answer, around),
    kubeletVersions.value === null
      ? unset('kubeletVersions', 'what the node tells, else the newest known')
      : line('kubeletVersions: ', kubeletVersions),
    nodeName.value === null ? unset('nodeName', 'what the node tells') : line('nodeName: ', nodeName),
    ...block('featureGates:', values(answer.featureGates, '  ')),
    line('formats: ', {
      ...formats,
      value: formats.value.map(({ format, file }) => (file === undefined ? format : { [format]: file })),
    }),
    line('failOn: ', failOn),
    line('checksEnabled: ', checksEnabled),
    ...block('checks:', values(answer.checks, '  ')),
    ...block(
      'exclude:',
      answer.exclude.map((one) => line('- ', one)),
    ),
    ...block(
      'overrides:',
      answer.overrides.flatMap(({ paths, checks }) => [
        '- paths:',
        ...paths.map((one) => line('  - ', one)),
        Object.keys(checks).length === 0 ? '  checks: {}' : '  checks:',
        ...values(checks, '    '),
      ]),
    ),
  ];
}

/** What holds for the path that was asked about. */
function placeLines({ path, excludedBy }: SettingsAnswer, around: Surroundings): string[] {
  if (path === undefined) return [];
  const out = excludedBy && `, excluded by ${printable(JSON.stringify(excludedBy.value))}`;
  const where = excludedBy && ` (${describeOrigin(excludedBy.origin, around)})`;
  return [comment(`for ${printable(path)}${out ?? ''}${where ?? ''}`, around)];
}

/** JSON is YAML too. */
function lineOf(
  name: string,
  { value, origin, overridden = [] }: ShownValue<unknown>,
  around: Surroundings,
): string {
  const said = (one: unknown) => printable(JSON.stringify(one));
  const instead = overridden.map(
    (one) => `, over ${said(one.value)} of ${describeOrigin(one.origin, around)}`,
  );
  const why = `${describeOrigin(origin, around)}${instead.join('')}`;
  return `${name}${said(value)}  ${comment(why, around)}`;
}

function comment(text: string, { style }: Surroundings): string {
  return style.faint(`# ${text}`);
}
