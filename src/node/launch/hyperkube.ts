import { baseName } from '../host/path.ts';
import type { Opener } from './launch.ts';
import { scriptAt } from './programs.ts';
import { isKnown, linkOf, opaque } from './words.ts';

/** `hyperkube kubelet FLAGS` (kubernetes cmd/hyperkube up to 1.16, a script of the same use up to 1.18). */
export const openHyperkube: Opener = (launch, host) => {
  if (!/^hyperkube([-._]v?\d.*)?$/s.test(baseName(launch.exe)) || scriptAt(host, launch)) return undefined;
  const [first, applet] = launch.argv;
  const link = linkOf(launch, 'hyperkube');
  // A link called kubelet is the kubelet: hyperkube looks at argument zero.
  if (isKnown(first) && baseName(first.value) === 'kubelet')
    return { link, next: { ...launch, exe: 'kubelet' }, diagnostics: [] };
  if (!isKnown(applet) || applet.value !== 'kubelet')
    return opaque(
      link,
      `hyperkube is not asked to be the kubelet but ${applet ? `"${applet.value}"` : 'nothing'}`,
    );
  return { link, next: { ...launch, exe: 'kubelet', argv: launch.argv.slice(1) }, diagnostics: [] };
};
