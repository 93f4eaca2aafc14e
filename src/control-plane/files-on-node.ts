import type { Component } from './component.ts';
import { type Place, placeOf } from './container-path.ts';
import { type FileFlag, fileFlagsOf } from './file-flags.ts';

/** A file that a component reads when it starts, and where on the node it must lie. */
export interface FileOnNode extends FileFlag {
  readonly component: Component;
  readonly place: Extract<Place, { readonly kind: 'node' }>;
}

/** The files of the node that components read when they start; what comes from elsewhere is not among them. */
export function filesOnNode(components: readonly Component[]): FileOnNode[] {
  return components.flatMap((component) =>
    fileFlagsOf(component).flatMap((one) => {
      const place = placeOf(component, one.path);
      return place.kind === 'node' ? [{ ...one, component, place }] : [];
    }),
  );
}
