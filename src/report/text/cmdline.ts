import type { CmdlineAnswer } from '../../answers/cmdline.ts';
import { printable } from './escape.ts';
import { place, type Surroundings } from './finding.ts';
import { headline } from './headline.ts';

/** Words longer than this do not push the column of origins further right. */
const MAX_COLUMN = 60;

/** The command line word by word, each with its origin; the files it came from; the environment. */
export function cmdlineText(answer: CmdlineAnswer, around: Surroundings): string[] {
  const { unit, started, exe, env, kubelet } = answer;
  return [
    headline(answer, around.style),
    started ? `${unit.name} executes ${printable(exe ?? '')}` : `${unit.name} executes nothing`,
    ...words(answer, around),
    ...(kubelet && kubelet.cwd !== '/' ? [`working directory: ${printable(kubelet.cwd)}`] : []),
    ...files(answer, around),
    ...Object.entries(env ?? {}).map(([name, value]) => `env: ${printable(name)}=${printable(value)}`),
  ];
}

function words({ argv, argvOrigins }: CmdlineAnswer, { showPath, style }: Surroundings): string[] {
  const shown = (argv ?? []).map((word) => (word === '' ? "''" : printable(word)));
  const width = Math.min(MAX_COLUMN, Math.max(0, ...shown.map((word) => word.length)));
  return shown.map((word, i) => {
    const origin = argvOrigins?.[i];
    const from = [
      ...(origin?.variable === undefined ? [] : [`$${printable(origin.variable)}`]),
      ...(origin?.location ? [place(origin.location, showPath)] : []),
    ];
    return `  ${word.padEnd(width)}  ${style.faint(from.join(' '))}`.trimEnd();
  });
}

function files({ unit }: CmdlineAnswer, { showPath, style }: Surroundings): string[] {
  const out = unit.fragment === null ? [] : [`unit: ${printable(showPath(unit.fragment))}`];
  for (const path of unit.dropIns) out.push(`drop-in: ${printable(showPath(path))}`);
  for (const { path, loaded } of unit.environmentFiles) {
    out.push(`environment file: ${printable(showPath(path))}${loaded ? '' : style.faint(' (not there)')}`);
  }
  return out;
}
