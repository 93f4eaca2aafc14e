import type { Component } from '../../control-plane/component.ts';
import { rememberLatest } from '../../control-plane/latest.ts';
import type { FileReport } from '../../directory/judge-directory.ts';

type OfFiles = (files: readonly FileReport[]) => readonly Component[];

/** The programs of a control plane that run out of these files: not those of a shadowed or a refused pod. */
export const runningComponents: OfFiles = rememberLatest((files) => {
  const found: Component[] = [];
  for (const { verdict, outline } of files) {
    if (verdict === 'runs' && outline?.isStarted) found.push(...outline.components);
  }
  return found;
});

/** More programs of one name are no control plane: they ask for the same ports, which another check says. */
const FEW = 4;

/** The control plane in these files, for who holds its programs against each other: a few of each name. */
export const controlPlaneOf: OfFiles = rememberLatest((files) => {
  const counts = new Map<string, number>();
  return runningComponents(files).filter(({ name }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count <= FEW;
  });
});
