import { openContainer, openContainerFollower } from './container.ts';
import { openHyperkube } from './hyperkube.ts';
import { openKubeletWrapper } from './kubelet-wrapper.ts';
import type { Opener } from './launch.ts';
import { openBusybox, openPrefix, openSwitchUser } from './prefix.ts';
import { openRkt } from './rkt.ts';
import { openScript } from './shell/open-script.ts';
import { openShell } from './shell/open-shell.ts';

/** What may stand before the kubelet on any node, whatever its distribution. */
export const wrapperOpeners: readonly Opener[] = [
  openScript,
  openShell,
  openSwitchUser,
  openPrefix,
  openBusybox,
  openContainer,
  openContainerFollower,
  openRkt,
  openHyperkube,
  openKubeletWrapper,
];
