// The smallest manifest that still differs.
import { clone, isObject, treeOf } from './tree.mjs';
import { writeJson } from './write.mjs';

/**
 * Shrinks a text for which `differing(texts)` promises, for each, whether it still shows the difference: as a
 * tree where its JSON shows it too, else by lines.
 */
export async function shrink(text, parse, differing) {
  const { root } = parse(text);
  if (root) {
    const tree = treeOf(root);
    const [holds] = await differing([writeJson(tree)]);
    if (holds)
      return writeJson(
        await smallest(tree, smallerTrees, (trees) => differing(trees.map((one) => writeJson(one)))),
      );
  }
  return (
    await smallest(text.split('\n'), fewerLines, (texts) => differing(texts.map((lines) => lines.join('\n'))))
  ).join('\n');
}

async function smallest(start, smaller, differing) {
  let best = start;
  for (;;) {
    const candidates = smaller(best);
    const holds = await differing(candidates);
    const at = holds.indexOf(true);
    if (at < 0) return best;
    best = candidates[at];
  }
}

function fewerLines(lines) {
  return lines.length < 2 ? [] : lines.map((_, i) => lines.toSpliced(i, 1));
}

/** A tree without one of its parts each, larger parts first; long texts halved. */
function smallerTrees(tree) {
  const paths = [];
  const walk = (at, path) => {
    if (Array.isArray(at)) at.forEach((item, i) => walk(item, [...path, i]));
    else if (isObject(at)) at.members.forEach(([, value], i) => walk(value, [...path, i]));
    if (path.length > 0) paths.push({ path, size: writeJson(at).length });
  };
  walk(tree, []);
  paths.sort((a, b) => b.size - a.size);
  return [
    ...paths.map(({ path }) => without(tree, path)),
    ...paths.flatMap(({ path }) => halved(tree, path)),
  ];
}

const partsOf = (tree) => (Array.isArray(tree) ? tree : tree.members);

function parentOf(tree, path) {
  return path.slice(0, -1).reduce((at, i) => (Array.isArray(at) ? at[i] : at.members[i][1]), tree);
}

function without(tree, path) {
  const copy = clone(tree);
  partsOf(parentOf(copy, path)).splice(path.at(-1), 1);
  return copy;
}

function halved(tree, path) {
  const copy = clone(tree);
  const parent = parentOf(copy, path);
  const value = Array.isArray(parent) ? parent[path.at(-1)] : parent.members[path.at(-1)][1];
  if (typeof value !== 'string' || value.length < 8) return [];
  const shorter = value.slice(value.length >> 1);
  if (Array.isArray(parent)) parent[path.at(-1)] = shorter;
  else parent.members[path.at(-1)][1] = shorter;
  return [copy];
}
