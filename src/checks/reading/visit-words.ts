import { visitContainers } from '../../manifest/pod/containers-of.ts';
import type { PodSpec } from '../../manifest/pod/types.ts';
import { FieldPath } from '../../validation/field-path.ts';

const SPEC = FieldPath.of('spec');

/** The words of each container's command, and of its args; `path`: of the container. */
export function visitWords(
  spec: PodSpec,
  visit: (words: readonly string[], field: 'command' | 'args', path: FieldPath) => void,
): void {
  visitContainers(spec, SPEC, ({ command, args }, path) => {
    if (command) visit(command, 'command', path);
    if (args) visit(args, 'args', path);
  });
}
