import { visitContainers } from '../containers-of.ts';
import type { PodSpec, Volume } from '../types.ts';
import type { PodRule } from './scope.ts';

/** validateFileKeyRefVolumes, since 1.34: files with variables lie in emptyDirs; the path is spec's. */
export const validateFileKeyRefVolumes: PodRule<PodSpec> = (spec = {}, path, scope) => {
  let volumes: ReadonlyMap<string, Volume> | undefined;
  visitContainers(spec, path, (container, at) => {
    for (const [i, variable] of (container.env ?? []).entries()) {
      const reference = variable.valueFrom?.fileKeyRef;
      if (!reference) continue;
      // The last of a name counts, broken or not.
      volumes ??= new Map((spec.volumes ?? []).map((volume) => [volume.name ?? '', volume]));
      const name = reference.volumeName ?? '';
      const volume = volumes.get(name);
      const field = at.child('env').index(i).child('valueFrom').child('fileKeyRef').child('volumeName');
      if (!volume) scope.errors.notFound(field, name);
      else if (!volume.emptyDir) {
        scope.errors.invalid(field, name, 'referenced volume must be of type emptyDir');
      }
    }
  });
};
