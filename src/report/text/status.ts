import type { StatusAnswer, StatusPod } from '../../answers/status.ts';
import { baseName } from '../../node/host/path.ts';
import { printable } from './escape.ts';
import { place, type Surroundings } from './finding.ts';
import { headline } from './headline.ts';
import type { Style } from './style.ts';
import { padded, widthOf } from './width.ts';

/** A line a pod: what is wanted on the left, what runs on the right; below those that differ, why. */
export function statusText(answer: StatusAnswer, now: number, around: Surroundings): string[] {
  const { style } = around;
  const { pods, files, mirrorsKnown, runtime } = answer;
  return [
    headline(answer, style),
    runtimeLine(answer, style),
    ...(pods.length === 0
      ? [runtime ? 'no static pod is wanted, and none runs' : 'no static pod is wanted']
      : podTable(pods, now, mirrorsKnown !== null, style)),
    ...files.map(({ path, verdict, why }) => {
      const words = why === null ? '' : `: ${printable(why)}`;
      return `${style.severity.warning(verdict)} ${printable(around.showPath(path))}${words}`;
    }),
    ...pods.flatMap((pod) => reasons(pod, around)),
  ];
}

function runtimeLine({ runtime, runtimeFailures }: StatusAnswer, style: Style): string {
  if (runtime) {
    const name = [runtime.name ?? 'a runtime', runtime.version ?? ''].join(' ').trim();
    return style.faint(`what runs: ${printable(name)} at ${printable(runtime.endpoint)}`);
  }
  const whys = runtimeFailures.map(
    ({ endpoint, message }) => `${printable(endpoint)}: ${printable(message)}`,
  );
  const why = whys.length > 0 ? whys.join('; ') : 'only the running node tells that';
  return style.severity.warning(`what runs is not known (${why})`);
}

function podTable(pods: readonly StatusPod[], now: number, showsMirrors: boolean, style: Style): string[] {
  const head = ['POD', 'FILE', 'STATE', 'RESTARTS', 'AGE', ...(showsMirrors ? ['MIRROR'] : [])];
  const rows = pods.map(({ namespace, name, file, state, restarts, since, mirror }) => [
    printable(`${namespace}/${name}`),
    file === null ? '-' : printable(baseName(file)),
    state,
    restarts === null ? '-' : String(restarts),
    since === null ? '-' : age(now - Date.parse(since)),
    ...(showsMirrors ? [mirror?.state ?? '-'] : []),
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => widthOf(row[i]!))));
  const line = (cells: readonly string[], look: (cell: string, i: number) => string) =>
    cells.map((cell, i) => look(i === cells.length - 1 ? cell : padded(cell, widths[i]!), i)).join('  ');
  return [
    style.faint(line(head, (cell) => cell)),
    ...rows.map((row) => line(row, (cell, i) => (i === STATE ? stateLook(row[STATE]!, style)(cell) : cell))),
  ];
}

const STATE = 2;
const BROKEN: readonly string[] = ['crashing', 'failed', 'missing'];

function stateLook(state: string, style: Style): (text: string) => string {
  if (state === 'running' || state === 'completed') return style.good;
  return BROKEN.includes(state) ? style.severity.error : style.severity.warning;
}

/** Why a pod is not as it is wanted; where it is switched off. */
function reasons(pod: StatusPod, around: Surroundings): string[] {
  const { namespace, name, why, help, evidence, mirror, location } = pod;
  const { style } = around;
  const out: string[] = [];
  const title = style.strong(printable(`${namespace}/${name}`));
  if (why !== null) out.push(`${title}: ${printable(why)}`);
  else if (!['running', 'completed', 'unknown'].includes(pod.state))
    out.push(`${title}: ${pod.state}, and nothing that could be asked says why`);
  out.push(...evidence.map((text) => `  log:  ${printable(text)}`));
  if (help !== null) out.push(`  help: ${printable(help)}`);
  if (mirror && mirror.state !== 'there') {
    const words = mirror.why === null ? '' : `: ${printable(mirror.why)}`;
    out.push(`${title}: its mirror pod in the API is ${MIRROR_WORDS[mirror.state]}${words}`);
  }
  if (out.length > 0 && location)
    out.push(`  the switch is ${place(location, around)}: deleting the pod in the API stops nothing`);
  return out;
}

const MIRROR_WORDS: Readonly<Record<NonNullable<StatusPod['mirror']>['state'], string>> = {
  there: 'there',
  stale: 'stale',
  edited: 'edited',
  terminating: 'terminating',
  anotherPod: 'another pod',
  missing: 'missing',
  unknown: 'not known',
};

/** As kubectl says it: the two largest units at most. */
function age(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h` : `${Math.floor(hours / 24)}d`;
}
