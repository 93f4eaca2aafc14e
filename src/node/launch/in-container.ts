import { absolute } from '../host/path.ts';
import type { Word } from '../systemd/service-start.ts';
import type { Launch } from './launch.ts';
import { type Mount, mountsOf, pathThrough } from './mounts.ts';
import { isKnown } from './words.ts';

/** What a container runtime is told beside the program. */
interface Container {
  readonly directory: Word | undefined;
  readonly environment: Pick<Launch, 'environment' | 'unknownVariables'>;
  /** Undefined for one that can't be known. */
  readonly mounts: readonly (Mount | undefined)[];
}

/** A program in a container on the node, which a launch starts. */
export function inContainer(
  launch: Launch,
  program: Pick<Launch, 'exe' | 'argv'>,
  { directory, environment, mounts }: Container,
): Launch {
  return {
    ...program,
    unknownFlags: launch.unknownFlags,
    cwd: isKnown(directory) ? absolute(directory.value, '/') : '/',
    // Else it is what the image says.
    cwdUnknown: !isKnown(directory),
    ...environment,
    nodePath: pathThrough(launch, mountsOf(mounts)),
  };
}
