import type { Header } from '../../answers/header.ts';
import { printable } from './escape.ts';
import type { Style } from './style.ts';

const VERSION_ORIGINS: Readonly<Record<string, string>> = {
  flag: 'as --kubelet-version says',
  newest: 'the newest known; --kubelet-version names another',
};

/** The first line of every text: whose answer it is, and which kubelet it was judged by. */
export function headline({ nodeName, kubeletVersion, kubeletVersionOrigin }: Header, style: Style): string {
  const why = VERSION_ORIGINS[kubeletVersionOrigin] ?? kubeletVersionOrigin;
  return `${style.strong(printable(nodeName))}, kubelet ${kubeletVersion} ${style.faint(`(${why})`)}`;
}
