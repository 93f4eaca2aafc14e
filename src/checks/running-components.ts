import type { Component } from '../control-plane/component.ts';
import type { FileReport } from '../directory/judge-directory.ts';

/** The programs of a control plane that run out of these files: not those of a shadowed or a refused pod. */
export function runningComponents(files: readonly FileReport[]): readonly Component[] {
  return files.flatMap(({ verdict, outline }) =>
    verdict === 'runs' && outline?.isStarted ? outline.components : [],
  );
}

/** More programs of one name are no control plane: they ask for the same ports, which another check says. */
const FEW = 4;

/** The control plane in these files, for who holds its programs against each other: a few of each name. */
export function controlPlaneOf(files: readonly FileReport[]): readonly Component[] {
  const counts = new Map<string, number>();
  return runningComponents(files).filter(({ name }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count <= FEW;
  });
}
