import type { ManifestJudge } from '../directory/judge-directory.ts';
import type { Host } from '../node/host/host.ts';
import { isTerminal, showLine } from './streams.ts';

/** How long nobody wonders yet, and how often the line is made anew, in milliseconds. */
const PATIENCE = 500;
const PAUSE = 100;

/** What a run is long for: the files at these paths, a directory's counted. */
interface Work {
  readonly host: Host;
  readonly paths: readonly string[];
}

/**
 * The judge, which tells on the terminal at standard error how far a long run has come. All of it happens between
 * two files: one look at the clock each.
 */
export function tellingProgress(judge: ManifestJudge, work: Work): ManifestJudge {
  let judged = 0;
  let next = Date.now() + PATIENCE;
  let all: number | null = null;
  return (file, facts) => {
    const now = Date.now();
    if (now >= next) {
      next = now + PAUSE;
      if (all === null && !isWatched()) next = Number.POSITIVE_INFINITY;
      else {
        all ??= countFiles(work);
        showLine(progressLine(judged, all));
      }
    }
    judged++;
    return judge(file, facts);
  };
}

/** `12,000 of 34,000 files`; what several kubelets judge again is not counted twice. */
export function progressLine(judged: number, all: number): string {
  return `${grouped(Math.min(judged, all))} of ${grouped(all)} files`;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Whether somebody sits there, at a terminal that can take a line back. */
function isWatched(): boolean {
  const { CI, TERM } = process.env;
  return !CI && TERM !== 'dumb' && isTerminal('stderr');
}

/** Without what a kubelet passes by, as far as names tell. */
function countFiles({ host, paths }: Work): number {
  let count = 0;
  for (const path of paths) {
    const names = host.readDir(path);
    count += names.ok ? names.value.filter((name) => !name.startsWith('.')).length : 1;
  }
  return count;
}
