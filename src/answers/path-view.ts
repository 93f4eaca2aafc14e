import type { Host } from '../node/host/host.ts';
import { parentOf } from '../node/host/path.ts';

/** How the files of an answer are called: the house knows paths on the node, readers open paths of their machine. */
export interface PathView {
  /** The path to show for a path on the node. */
  readonly show: (nodePath: string) => string;
  /** Whether the path on the node is worth telling beside it. */
  readonly tellsNodePath: boolean;
}

/**
 * The view through a host: with a root other than this machine's the two differ. `copy` is where that lies, and
 * how its owner calls the place: what lies below is called likewise.
 */
export function viewOf(host: Host, copy?: { readonly path: string; readonly given: string }): PathView {
  const shownPaths = new Map<string, string>();
  return {
    tellsNodePath: !host.live || copy !== undefined,
    show: (nodePath) => {
      const known = shownPaths.get(nodePath);
      if (known !== undefined) return known;
      const here = host.hostPath(nodePath) ?? nodePath;
      const shown = copy ? renamed(here, copy.path, copy.given) : here;
      shownPaths.set(nodePath, shown);
      return shown;
    },
  };
}

/** A view that calls the paths that the user gave, and what lies below them, as they were given. */
export function asGiven(view: PathView, given: ReadonlyMap<string, string>): PathView {
  return {
    ...view,
    show: (nodePath) => {
      for (let folder = nodePath; ; folder = parentOf(folder)) {
        const name = given.get(folder);
        if (name !== undefined) return renamed(nodePath, folder, name);
        if (folder === '/' || folder === '') return view.show(nodePath);
      }
    },
  };
}

/** The path with `given` in place of `folder`, where it lies there. */
function renamed(path: string, folder: string, given: string): string {
  if (path === folder) return given;
  const prefix = folder === '/' ? folder : `${folder}/`;
  if (!path.startsWith(prefix)) return path;
  const rest = path.slice(prefix.length);
  return given.endsWith('/') ? given + rest : `${given}/${rest}`;
}
