import { bashScript } from './bash.ts';
import type { CommandDefinition } from './definitions.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

export { commandDefinitions } from './definitions.ts';

/** A shell's completion script for commands of programs that are the same, by the shell's name. */
export const completionScript: Readonly<
  Record<string, (programs: readonly string[], commands: readonly CommandDefinition[]) => string>
> = { bash: bashScript, zsh: zshScript, fish: fishScript };
