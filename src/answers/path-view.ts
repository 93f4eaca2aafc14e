import type { Host } from '../node/host/host.ts';

/** How the files of an answer are called: the house knows paths on the node, readers open paths of their machine. */
export interface PathView {
  /** The path to show for a path on the node. */
  readonly show: (nodePath: string) => string;
  /** Whether the path on the node is worth telling beside it. */
  readonly tellsNodePath: boolean;
}

/**
 * The view through a host: with a copy of a node the two differ. `copy` is where the copy lies, and how its
 * owner calls that place: what lies below is called likewise.
 */
export function viewOf(host: Host, copy?: { readonly path: string; readonly given: string }): PathView {
  const shownPaths = new Map<string, string>();
  return {
    tellsNodePath: !host.live,
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

/** A view that calls what lies below `path` by the name the user gave it. */
export function asGiven(view: PathView, path: string, given: string): PathView {
  return {
    ...view,
    show: (nodePath) => (isBelow(nodePath, path) ? renamed(nodePath, path, given) : view.show(nodePath)),
  };
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
}

function renamed(path: string, folder: string, given: string): string {
  if (path === folder || !isBelow(path, folder)) return path === folder ? given : path;
  const rest = path.slice(folder === '/' ? 1 : folder.length + 1);
  return given.endsWith('/') ? given + rest : `${given}/${rest}`;
}
