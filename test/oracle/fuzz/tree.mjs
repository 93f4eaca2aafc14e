// Manifests as trees: scalars are JavaScript values or {raw: text}, lists are arrays, and objects are
// {members: [[key, value], …]}, which may hold a key twice.

export const object = (members) => ({ members });

export const isObject = (tree) => Array.isArray(tree?.members);

/** A tree from a document's node (src/yaml/tree.ts). */
export function treeOf(node) {
  switch (node.kind) {
    case 'null':
      return null;
    case 'number':
      return { raw: node.text };
    case 'array':
      return node.items.map(treeOf);
    case 'object':
      return object(node.members.map(({ key, value }) => [key, treeOf(value)]));
    default:
      return node.value;
  }
}

export function clone(tree) {
  if (Array.isArray(tree)) return tree.map(clone);
  return isObject(tree) ? object(tree.members.map(([key, value]) => [key, clone(value)])) : tree;
}

export const member = (tree, key) => tree?.members?.find(([name]) => name === key)?.[1];

export function setMember(tree, key, value) {
  const known = tree.members.find(([name]) => name === key);
  if (known) known[1] = value;
  else tree.members.push([key, value]);
}

/** All strings in a tree, keys too. */
export function stringsIn(tree, found = []) {
  if (typeof tree === 'string') found.push(tree);
  else if (Array.isArray(tree)) for (const item of tree) stringsIn(item, found);
  else if (isObject(tree)) {
    for (const [key, value] of tree.members) {
      found.push(key);
      stringsIn(value, found);
    }
  }
  return found;
}
