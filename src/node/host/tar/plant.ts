import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { type EntryPath, entryPath, IMPOSSIBLE, isTooLong } from './entry-path.ts';
import { type Complaint, type Findings, quoteName } from './findings.ts';
import { type Directory, type Growing, growingTree, MAX_NODES, newDirectory, split } from './growing-tree.ts';
import type { Content, Leaf, Member } from './member.ts';
import { below, topDirectory } from './top-directory.ts';

/** A member with its path. */
interface Entry {
  readonly path: EntryPath;
  readonly content: Content;
}

/**
 * The tree that an archive speaks of. An archive says what is on a node, in whatever order its names were
 * given, so all symlinks come first: a name below one of them, before or after it, is where it leads (inside
 * the tree, as in a chroot). Otherwise a later entry replaces an earlier one, as in extraction; what is in the
 * way of an entry without having its name stays.
 */
export function plant(members: Iterable<Member>, found: Findings): Directory {
  const all = entries(members, found);
  const top = topDirectory(all);
  if (top !== undefined) found.add(fromTop(top));
  const tree = growingTree();
  for (const { path, content } of linksFirst(all)) {
    if (tree.isFull()) break;
    const place = top === undefined ? path : below(top, path);
    const complaint = place === undefined ? undefined : put(tree, place, content, top);
    if (complaint) found.complain(complaint, path);
  }
  if (tree.isFull()) found.add(TOO_MANY);
  return tree.root;
}

function entries(members: Iterable<Member>, found: Findings): readonly Entry[] {
  const all: Entry[] = [];
  let isAbsolute = false;
  for (const { name, content } of members) {
    isAbsolute ||= name.startsWith('/');
    const path = entryPath(name);
    if (typeof path !== 'string') found.complain(path, name);
    else if (content.kind === 'symlink' && isTooLong(content.target)) found.complain(IMPOSSIBLE, name);
    else all.push({ path, content });
  }
  if (isAbsolute) found.add(ABSOLUTE);
  return all;
}

/** The last symlink of each path, those with the shortest paths first; then all else that is not replaced by one. */
function* linksFirst(all: readonly Entry[]): Generator<Entry> {
  const links = new Map<EntryPath, number>();
  for (const [i, { path, content }] of all.entries()) if (content.kind === 'symlink') links.set(path, i);
  const depths = Array.from(links, ([path, i]) => ({ i, depth: path.split('/').length }));
  for (const { i } of depths.sort((a, b) => a.depth - b.depth)) yield all[i]!;
  for (const [i, entry] of all.entries()) {
    if (entry.content.kind !== 'symlink' && (links.get(entry.path) ?? -1) < i) yield entry;
  }
}

/** Puts an entry to its place, or says why it can't be there. */
function put(
  tree: Growing,
  path: EntryPath,
  content: Content,
  top: string | undefined,
): Complaint | undefined {
  if (path === '') return putRoot(tree, content);
  const { directory, name } = split(path);
  const parent = tree.directoryAt(directory);
  if (!parent) return tree.isFull() ? undefined : IN_THE_WAY;
  const there = parent.names.get(name);
  if (content.kind === 'directory') {
    // An entry for a directory where a symlink is describes where that leads: both are names of it.
    const known = there?.kind === 'symlink' ? tree.directoryAt(path) : there;
    if (known?.kind === 'directory') known.info = content.info;
    else tree.set(parent, name, newDirectory(parent, content.info));
    return undefined;
  }
  if (there?.kind === 'directory' && there.names.size > 0) return IN_THE_WAY;
  if (content.kind !== 'hardLink') {
    tree.set(parent, name, content);
    return undefined;
  }
  const target = linked(tree, content.target, top);
  const why = 'a link to a file that is not in the archive';
  tree.set(parent, name, target ?? { kind: 'unread', info: content.info, why });
  return target ? undefined : WITHOUT_TARGET;
}

function putRoot(tree: Growing, content: Content): Complaint | undefined {
  if (content.kind !== 'directory') return IN_THE_WAY;
  tree.root.info = content.info;
  return undefined;
}

/** What a hard link is another name of: anything but a directory, from earlier in the archive. */
function linked(tree: Growing, target: string, top: string | undefined): Leaf | undefined {
  const path = entryPath(target);
  if (typeof path !== 'string') return undefined;
  const place = top === undefined ? path : below(top, path);
  const node = place === undefined ? undefined : tree.find(place);
  return node?.kind === 'directory' ? undefined : node;
}

const IN_THE_WAY: Complaint = {
  ruleId: 'archive-entry-misplaced',
  severity: 'warning',
  one: 'an entry is where something else is in the way, and was left out',
  many: 'entries are where something else is in the way, and were left out',
};
const WITHOUT_TARGET: Complaint = {
  ruleId: 'archive-link-without-target',
  severity: 'warning',
  one: 'a hard link is to a file that is not in the archive before it, so its content is not known',
  many: 'hard links are to files that are not in the archive before them, so their content is not known',
};

const ABSOLUTE: Diagnostic = {
  ruleId: 'archive-absolute-names',
  severity: 'info',
  message: 'names in the archive start with "/"; they are taken as names below the root of the node',
};
const TOO_MANY: Diagnostic = {
  ruleId: 'archive-too-many-entries',
  severity: 'error',
  message: `the archive has more than ${MAX_NODES} names, or leads through too many directories and links; the rest was not read`,
  help: 'make an archive of what matters only: /etc, /run, /usr/lib/systemd and the directories of the kubelet',
};

function fromTop(top: string): Diagnostic {
  return {
    ruleId: 'archive-top-directory',
    severity: 'info',
    message: `the archive holds the node in its directory ${quoteName(top)}, which is taken for the root`,
  };
}
