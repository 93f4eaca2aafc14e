import type { WhereAnswer } from '../../answers/where.ts';
import type { Origin } from '../../diagnostics/origin.ts';
import { shownURL } from '../../node/url-source.ts';
import { printable } from './escape.ts';
import { frameOf, type Surroundings } from './finding.ts';
import { headline, versionHint } from './headline.ts';
import { chainOf, describeOrigin } from './origin.ts';
import { processLine } from './process.ts';

/** Why that path: the headline, then link by link what decided, and what it overrode. */
export function whereChain(answer: WhereAnswer, around: Surroundings): string[] {
  const out = [headline(answer, around.style), summary(answer, around), ...versionHint(answer)];
  for (const link of answer.origin ? chainOf(answer.origin) : []) out.push(...linkLines(link, around));
  for (const { value, origin } of answer.overridden) {
    if (origin.kind === 'default') continue;
    out.push(`  overrides ${quoted(value)}, ${describeOrigin(origin, around)}`);
  }
  for (const by of answer.via) out.push(`  through ${printable(by)}`);
  out.push(...assumptions(answer).map((line) => `  ${line}`));
  if (answer.process) out.push(`  ${processLine(answer.process)}`);
  if (answer.staticPodURLOrigin) {
    out.push(`  the URL: ${describeOrigin(answer.staticPodURLOrigin, around)}`);
  }
  return out;
}

/** The defaults of a distribution that the answer rests on. */
export function assumptions({ assumed }: WhereAnswer): string[] {
  return assumed.map((sentence) => `assumed: ${printable(sentence)}`);
}

/** Why there is no clean answer, in the fewest words. */
export function whereReason(answer: WhereAnswer, asksForUrl: boolean, around: Surroundings): string[] {
  const noUrl = asksForUrl && answer.staticPodURL === null && answer.kind !== 'unknown';
  const why = noUrl ? 'no staticPodURL is set' : summary(answer, around);
  return [headline(answer, around.style), why, ...versionHint(answer)];
}

/** The files that the kubelet finds there, one a line: verdict, then path; with a tab between them for scripts. */
export function whereFiles(
  answer: WhereAnswer,
  show: (text: string) => string,
  forScripts: boolean,
): string[] {
  return answer.files.map(
    ({ path, verdict }) => (forScripts ? `${verdict}\t` : verdict.padEnd(9)) + show(path),
  );
}

function summary(
  { kind, resolvedPath, staticPodURL, starts, error }: WhereAnswer,
  { style }: Surroundings,
): string {
  const path = resolvedPath === null ? '' : style.strong(printable(resolvedPath));
  const url = staticPodURL === null ? '' : `, and from ${printable(shownURL(staticPodURL))}`;
  const stopped = starts === false && error ? `; but ${whatStops(error)}` : '';
  switch (kind) {
    case 'directory':
      return `static pods are read from the directory ${path}${url}${stopped}`;
    case 'file':
      return `static pods are read from one file, ${path}${url}${stopped}`;
    case 'missing':
      return `static pods are read from ${path}, which does not exist${url}${stopped}`;
    case 'other':
      return `static pods would be read from ${path}, but it is neither a directory nor a file${url}${stopped}`;
    case 'none':
      return staticPodURL === null
        ? `no static pods: neither staticPodPath nor staticPodURL is set${stopped}`
        : `static pods are read from ${printable(shownURL(staticPodURL))} only; no path is set${stopped}`;
    case 'unknown':
      if (resolvedPath !== null)
        return `static pods are read from ${path}, which may not be looked at${url}${stopped}`;
      return `it is not known where static pods are read from${error ? `: ${printable(error)}` : ''}`;
  }
}

/** Why nothing starts: systemd's reason says by itself that it is the unit. */
function whatStops(error: string): string {
  const isUnit = /^(the|no|there is no) unit /.test(error);
  return isUnit ? printable(error) : `this kubelet does not start: ${printable(error)}`;
}

function linkLines(link: Origin, around: Surroundings): string[] {
  return [`  ${describeOrigin(link, around)}`, ...(link.location ? frameOf(link.location, around) : [])];
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `"${printable(value)}"` : printable(JSON.stringify(value) ?? '');
}
