import type { Location, Range } from '../../../diagnostics/location.ts';
import type { Origin } from '../../../diagnostics/origin.ts';
import { parseDocument } from '../../../yaml/parse-document.ts';
import type { Document, Node } from '../../../yaml/tree.ts';
import type { Host, LookFailure } from '../../host/host.ts';
import { MAX_FILE_SIZE } from '../../host/host.ts';

/** A KubeletConfiguration file, read and parsed. */
export interface ConfigFile {
  /** Absolute, as the kubelet opens it: its own path, while the document's locations name the node's. */
  readonly path: string;
  readonly kind: 'config' | 'dropin';
  readonly document: Document;
}

/** A file, or why the kubelet does not get one, in Go's words. */
export type ReadConfig =
  | { readonly ok: true; readonly file: ConfigFile }
  | { readonly ok: false; readonly error: string; readonly problem: LookFailure | 'empty' };

/** How configuration files are opened. */
export interface ConfigDoor {
  readonly host: Host;
  /** Where a path of the kubelet's lies on the node, for people. */
  readonly nodePath: (path: string) => string;
}

/** fsLoader reads a file (pkg/kubelet/kubeletconfig/configfiles/configfiles.go); `what` is how it calls it. */
export function readConfigFile(
  { host, nodePath }: ConfigDoor,
  path: string,
  kind: ConfigFile['kind'],
  what: 'kubelet config file' | 'drop-in kubelet config file' = 'kubelet config file',
): ReadConfig {
  const read = host.readFile(path, MAX_FILE_SIZE);
  if (!read.ok) {
    const error = `failed to read ${what} "${path}", error: ${pathError(read.failure, path)}`;
    return { ok: false, error, problem: read.failure };
  }
  if (read.value.length === 0) {
    return { ok: false, error: `kubelet config file "${path}" was empty`, problem: 'empty' };
  }
  return { ok: true, file: { path, kind, document: parseDocument(read.value, nodePath(path)) } };
}

/** The text of the os.PathError that opening and reading a file gives. */
export function pathError(failure: LookFailure, path: string, operation = 'open'): string {
  switch (failure.reason) {
    case 'absent':
      return `${operation} ${path}: no such file or directory`;
    case 'denied':
      return `${operation} ${path}: permission denied`;
    case 'isDirectory':
      return `read ${path}: is a directory`;
    case 'notDirectory':
      return `${operation} ${path}: not a directory`;
    case 'loop':
      return `${operation} ${path}: too many levels of symbolic links`;
    default:
      return `${operation} ${path}: ${failure.message}`;
  }
}

/** Where a node stands; for an alias, where the alias stands. */
export function locateNode(document: Document, node: Node): Location {
  return document.source.locate(node.alias ?? node.range);
}

/** Tells the origin of each node of a file: always the same object for the same place. */
export function originsIn(file: ConfigFile): (node: Node) => Origin {
  const known = new Map<Range, Origin>();
  return (node) => {
    const range = node.alias ?? node.range;
    const origin = known.get(range) ?? { kind: file.kind, location: file.document.source.locate(range) };
    known.set(range, origin);
    return origin;
  };
}

/** The text of the file, as Go's errors quote it. */
export function textOf(document: Document): string {
  return document.source.text;
}
