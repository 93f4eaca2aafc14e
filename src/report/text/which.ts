import type { WhichAnswer, WhichMade } from '../../answers/which.ts';
import { printable } from './escape.ts';
import { frameOf, place, type Surroundings } from './finding.ts';

/** The manifest and the line first; then what it is that it made. */
export function whichText(
  { made, word, why, pods }: WhichAnswer,
  couldAsk: boolean,
  around: Surroundings,
): string[] {
  if (made.length > 0) return made.flatMap((one) => madeText(one, around));
  const reason =
    why ??
    (couldAsk
      ? 'no pod, container or process of this node goes by that'
      : 'the container runtime could not be asked');
  return [
    `${printable(word)}: ${printable(reason)}`,
    ...(pods.length > 0 ? [`static pods of this node: ${pods.map(printable).join(', ')}`] : []),
  ];
}

function madeText(one: WhichMade, around: Surroundings): string[] {
  const { location, file, isStatic } = one;
  const what = whatItIs(one);
  if (location)
    return [`${around.style.strong(place(location, around))}: ${what}`, ...frameOf(location, around)];
  if (file !== null) return [`${around.style.strong(printable(around.showPath(file)))}: ${what}`];
  const from = isStatic
    ? 'of a file or URL that is not there any more'
    : 'from the API server: no file of this node made it';
  return [`${what}, ${from}`];
}

function whatItIs({ namespace, name, container, state, id, pid }: WhichMade): string {
  const pod = printable(`${namespace}/${name}`);
  const what = container === null ? `pod ${pod}` : `container ${printable(container)} of pod ${pod}`;
  const known = [
    ...(state === null ? [] : [state]),
    ...(id === null ? [] : [`ID ${printable(id.slice(0, 13))}`]),
    ...(pid === null ? [] : [`process ${pid}`]),
  ];
  return known.length > 0 ? `${what} (${known.join(', ')})` : what;
}
