import type { Header } from '../../answers/header.ts';
import { UNKNOWN_NODE } from '../../node/node-name.ts';
import { printable } from './escape.ts';
import type { Style } from './style.ts';

const VERSION_ORIGINS: Readonly<Record<string, string>> = {
  flag: 'as --kubelet-version says',
  newest: 'the newest known; --kubelet-version names another',
};

/** The first line of every text: whose answer it is, and which kubelet it was judged by. */
export function headline({ nodeName, kubeletVersion, kubeletVersionOrigin }: Header, style: Style): string {
  const why = VERSION_ORIGINS[kubeletVersionOrigin] ?? kubeletVersionOrigin;
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
