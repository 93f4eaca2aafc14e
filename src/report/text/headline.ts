import type { Header } from '../../answers/header.ts';
import { UNKNOWN_NODE } from '../../node/node-name.ts';
import { printable } from './escape.ts';
import type { Style } from './style.ts';

const VERSION_ORIGINS: Readonly<Record<string, string>> = {
  flag: 'as --kubelet-version says',
  settings: 'as the settings say',
  process: 'as the path of the running kubelet says',
  image: 'as the image of its container says',
  path: 'as its path says',
  package: 'as its package says',
  snap: 'as its snap says',
  release: 'as the distribution says',
  flags: 'as its flags say',
  exec: 'as it says itself',
  'control-plane': "as the control plane's images say; --kubelet-version names another",
  newest: 'the newest known; --kubelet-version names another',
};

/** The first line of every text: whose answer it is, and which kubelet it was judged by. */
export function headline(
  { nodeName, kubeletVersion, kubeletVersionOrigin, approximate }: Header,
  style: Style,
): string {
  const origin = VERSION_ORIGINS[kubeletVersionOrigin] ?? kubeletVersionOrigin;
  const why = approximate ? `${origin}, judged like the nearest known` : origin;
  const name = nodeName === UNKNOWN_NODE.display ? `${nodeName} (--node-name names it)` : nodeName;
  return `${style.strong(printable(name))}, kubelet ${kubeletVersion} ${style.faint(`(${why})`)}`;
}

/** Where a guessed version is what the kubelet does not start with, the guess may be what is wrong. */
export function versionHint({ starts, stage, kubeletVersion, kubeletVersionOrigin }: Header): string[] {
  const dependsOnVersion = stage === 'flags' || stage === 'gates' || stage === 'validate';
  if (starts !== false || !dependsOnVersion || kubeletVersionOrigin !== 'newest') return [];
  return [
    `judged as ${kubeletVersion}, the newest known: if this node's kubelet is older, say --kubelet-version 1.NN`,
  ];
}
