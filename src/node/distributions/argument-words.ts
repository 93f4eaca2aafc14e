import type { Location } from '../../diagnostics/location.ts';
import type { Launch } from '../launch/launch.ts';
import type { Word } from '../systemd/service-start.ts';

/** A word that a distribution's own code makes, and no file of the node shows. */
export function assumedWord(value: string): Word {
  return { value, origin: { kind: 'assumed' } };
}

/** A word that a file of the distribution holds. */
export function fileWord(value: string, location: Location): Word {
  return { value, origin: { kind: 'file', location } };
}

/**
 * The kubelet that a launch leads to: where it works and what else it gets is the launch's, unless `more` says so.
 * Flags of the launch whose value is not known were the distribution's own, not the kubelet's.
 */
export function kubeletOf(
  launch: Launch,
  words: readonly Word[],
  more: Partial<Pick<Launch, 'exe' | 'environment' | 'unknownFlags' | 'nodePath'>> = {},
): Launch {
  const exe = more.exe ?? 'kubelet';
  return { ...launch, unknownFlags: [], ...more, exe, argv: [assumedWord(exe), ...words] };
}
