import type { Container } from '../manifest/pod/types.ts';
import { baseName } from '../node/host/path.ts';
import { COMPONENT_NAMES } from './component.ts';
import { imageName } from './image-name.ts';

/** Whether a container certainly runs a program of the control plane: its command names it, else its image. */
export function runsComponent({ command = [], image = '' }: Container): boolean {
  const [program] = command;
  const name = program === undefined ? imageName(image) : baseName(program.split(' ', 1)[0]!);
  return (COMPONENT_NAMES as readonly string[]).includes(name);
}
