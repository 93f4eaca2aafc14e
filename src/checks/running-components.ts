import type { Component } from '../control-plane/component.ts';
import type { FileReport } from '../directory/judge-directory.ts';

/** The programs of a control plane that run out of these files: not those of a shadowed or a refused pod. */
export function runningComponents(files: readonly FileReport[]): readonly Component[] {
  return files.flatMap(({ verdict, outline }) =>
    verdict === 'runs' && outline?.isStarted ? outline.components : [],
  );
}
