import type { CmdlineAnswer } from '../../answers/cmdline.ts';
import { printable } from './escape.ts';
import { place, type Surroundings } from './finding.ts';
import { headline, versionHint } from './headline.ts';
import { processLine } from './process.ts';
import { padded, widthOf } from './width.ts';

/** Words longer than this do not push the column of origins further right. */
const MAX_COLUMN = 80;

/** The command line word by word, each with its origin; the files it came from; the environment. */
export function cmdlineText(answer: CmdlineAnswer, around: Surroundings): string[] {
  const { env, kubelet } = answer;
  return [
    headline(answer, around.style),
    summary(answer),
    ...versionHint(answer),
    ...words(answer, around),
    ...kubeletWords(answer),
    ...(answer.process ? [processLine(answer.process)] : []),
    ...(kubelet && kubelet.cwd !== '/' ? [`working directory: ${printable(kubelet.cwd)}`] : []),
    ...files(answer, around),
    ...Object.entries(env ?? {}).map(([name, value]) => `env: ${printable(name)}=${printable(value)}`),
  ];
}

function summary({ unit, started, exe, starts, error }: CmdlineAnswer): string {
  const name = printable(unit.name);
  if (unit.fragment === null) return `there is no ${name}`;
  if (!started) return `${name} executes nothing${error ? `: ${printable(error)}` : ''}`;
  const stopped = starts === false && error ? `, and this kubelet does not start: ${printable(error)}` : '';
  return `${name} executes ${printable(exe ?? '')}${stopped}`;
}

function words({ argv, argvOrigins }: CmdlineAnswer, around: Surroundings): string[] {
  const shown = (argv ?? []).map(shownWord);
  const width = Math.min(MAX_COLUMN, Math.max(0, ...shown.map(widthOf)));
  return shown.map((word, i) => {
    const origin = argvOrigins?.[i];
    const from = [
      ...(origin?.variable === undefined ? [] : [`$${printable(origin.variable)}`]),
      ...(origin?.location ? [place(origin.location, around)] : []),
    ];
    return `  ${padded(word, width)}  ${around.style.faint(from.join(' '))}`.trimEnd();
  });
}

/** The kubelet's own command line, where it is not the unit's. */
function kubeletWords({ argv, kubelet }: CmdlineAnswer): string[] {
  if (!kubelet || (argv && kubelet.argv.join('\0') === argv.join('\0'))) return [];
  const by = kubelet.via.length > 0 ? `, through ${kubelet.via.map(printable).join(', then ')}` : '';
  return [`the kubelet's own command line${by}:`, ...kubelet.argv.map((word) => `  ${shownWord(word)}`)];
}

function shownWord(word: string): string {
  return word === '' ? "''" : printable(word);
}

function files({ unit }: CmdlineAnswer, { showPath, style }: Surroundings): string[] {
  const out = unit.fragment === null ? [] : [`unit: ${printable(showPath(unit.fragment))}`];
  for (const path of unit.dropIns) out.push(`drop-in: ${printable(showPath(path))}`);
  for (const { path, loaded } of unit.environmentFiles) {
    out.push(`environment file: ${printable(showPath(path))}${loaded ? '' : style.faint(' (not read)')}`);
  }
  return out;
}
