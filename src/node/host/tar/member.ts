import type { FileInfo } from '../host.ts';

/** What an archive says of one name. */
export interface Member {
  /** As the archive spells it. */
  readonly name: string;
  readonly content: Content;
}

/** A file, or what else a name may stand for. */
export type Content =
  | Leaf
  | { readonly kind: 'directory'; readonly info: FileInfo }
  /** Another name, `target`, of the same file; `info` is said again. */
  | { readonly kind: 'hardLink'; readonly info: FileInfo; readonly target: string };

/** What has no names below it. */
export type Leaf =
  /** `start`: where in the archive the content is. */
  | { readonly kind: 'file'; readonly info: FileInfo; readonly start: number }
  /** A file that is on the node, but whose content is not to be had. */
  | { readonly kind: 'unread'; readonly info: FileInfo; readonly why: string }
  | { readonly kind: 'symlink'; readonly info: FileInfo; readonly target: string }
  /** A fifo, a device, or something unknown: never read. */
  | { readonly kind: 'special'; readonly info: FileInfo };
