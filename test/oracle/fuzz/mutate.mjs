// New manifests out of recorded ones.
import { elementOf, fieldsOf, fits, isList, isMap, ROOT, visit } from './shapes.mjs';
import { clone, isObject, member, object, setMember, stringsIn } from './tree.mjs';
import { newWords } from './words.mjs';

const MAX_KEPT = 400;

/**
 * Makes pods: recorded ones with a few changes, and ones that grew out of a minimal pod. Values come from what
 * was recorded at the same place, from the words of validation, and from elsewhere in the same pod.
 */
export function newMutator(random, recorded) {
  const words = newWords(random);
  const kept = keep(recorded);

  function value(place, depth, pod) {
    if (random.chance(0.45)) {
      const known = kept.get(place.name);
      if (known) return clone(random.pick(known));
    }
    if (random.chance(0.02)) return wrong(pod);
    return fresh(place, depth, pod);
  }

  function fresh(place, depth, pod) {
    const { schema } = place;
    const fields = fieldsOf(place);
    if (fields) {
      if (depth > 6) return object([]);
      const made = object([]);
      for (let count = 1 + random.few(4); count > 0; count--) {
        const [name, field] = random.pick(fields);
        setMember(made, name, value(field, depth + 1, pod));
      }
      return made;
    }
    if (isList(place))
      return Array.from({ length: random.few(4) }, () => value(elementOf(place), depth + 1, pod));
    if (isMap(place)) {
      const keys = Array.from({ length: random.few(4) }, () => textFor(place, pod));
      return object([...new Set(keys)].map((key) => [key, value(elementOf(place), depth + 1, pod)]));
    }
    return scalar(place, pod);
  }

  function scalar({ schema, name }, pod) {
    switch (schema.format) {
      case 'quantity':
        return random.chance(0.8)
          ? words.quantity()
          : random.chance(0.7)
            ? words.integer()
            : words.spelling();
      case 'int-or-string':
        return random.chance(0.5) ? words.integer() : words.text();
    }
    const [type] = [schema.type ?? []].flat();
    if (type === 'boolean') return random.chance(0.5);
    if (type === 'integer' || type === 'number')
      return random.chance(0.97) ? words.integer(schema) : words.spelling();
    if (type === 'string') return textFor({ name }, pod);
    return random.pick([object([]), 'a', 1, null]);
  }

  /** Texts that meet: what stands elsewhere in the pod is a reference, or a duplicate. */
  function textFor({ name }, pod) {
    if (random.chance(0.25)) return random.pick(stringsIn(pod));
    const known = kept.get(name)?.filter((one) => typeof one === 'string');
    return known?.length > 0 && random.chance(0.3) ? random.pick(known) : words.text();
  }

  /** What has no business where it is put. */
  function wrong(pod) {
    return random.pick([
      () => null,
      () => true,
      () => words.integer(),
      () => words.spelling(),
      () => words.text(),
      () => [],
      () => object([]),
      () => [[words.text()]],
      () => object([[words.text(), words.text()]]),
      () => clone(pod),
    ])();
  }

  function change(pod) {
    const sites = [];
    visit(pod, ROOT, undefined, (tree, place, parent) => {
      if (parent) sites.push({ tree, place, parent });
    });
    const spec = sites.filter(({ place }) => place && !/^v1\.(TypeMeta|Pod)\b/.test(place.name));
    if (spec.length === 0) return;
    const { tree, place, parent } = random.pick(random.chance(0.97) ? spec : sites);
    random.weighted([
      [30, () => put(parent, place ? value(place, 2, pod) : wrong(pod))],
      [25, () => grow(tree, place, pod)],
      [10, () => drop(parent)],
      [8, () => repeat(tree, parent)],
      [3, () => again(place, parent, pod)],
      [3, () => put(parent, wrong(pod))],
      [2, () => rename(parent)],
      [2, () => put(parent, null)],
      [3, () => shuffle(tree)],
      [2, () => put(parent, clone(random.pick(sites).tree))],
    ])();
  }

  function put({ list, index, entry }, tree) {
    if (entry) entry[1] = tree;
    else list[index] = tree;
  }

  /** Adds to an object or a list; a scalar is changed. */
  function grow(tree, place, pod) {
    const fields = isObject(tree) && place && fieldsOf(place);
    if (fields) {
      const [name, field] = random.pick(fields);
      const one = value(field, 2, pod);
      const there = member(tree, name);
      if (Array.isArray(there) && Array.isArray(one)) there.push(...one);
      else setMember(tree, name, one);
    } else if (Array.isArray(tree) && place && elementOf(place)) tree.push(value(elementOf(place), 2, pod));
    else if (isObject(tree) && place && isMap(place))
      setMember(tree, textFor(place, pod), value(elementOf(place), 2, pod));
  }

  function drop({ list, index, object: parent, entry }) {
    if (entry) parent.members = parent.members.filter((one) => one !== entry);
    else list.splice(index, 1);
  }

  /** An element, or all elements, twice. */
  function repeat(tree, { list, index }) {
    if (list) list.splice(index + random.below(2), 0, clone(tree));
    else if (Array.isArray(tree)) tree.push(...clone(tree));
  }

  /** A member of that name once more, before or behind: to JSON the two merge. */
  function again(place, { object: parent, entry }, pod) {
    if (!entry) return;
    const other = random.chance(0.2) || !place ? null : value(place, 2, pod);
    parent.members.splice(random.below(parent.members.length + 1), 0, [entry[0], other]);
  }

  function rename({ object: parent, entry }) {
    if (!entry) return;
    const [key] = entry;
    entry[0] = random.pick([
      key.toUpperCase(),
      key[0]?.toUpperCase() + key.slice(1),
      `${key}s`,
      words.text(),
      random.pick(parent.members)[0],
    ]);
  }

  function shuffle(tree) {
    const list = isObject(tree) ? tree.members : tree;
    if (Array.isArray(list)) list.push(...list.splice(0, random.below(list.length + 1)));
  }

  /** A minimal pod, and what came to it. */
  function grown() {
    const container = object([
      ['name', 'c'],
      ['image', 'i'],
    ]);
    const spec = object([['containers', [container]]]);
    const pod = object([
      ['apiVersion', 'v1'],
      ['kind', 'Pod'],
      ['metadata', object([['name', 'p']])],
      ['spec', spec],
    ]);
    const [, podSpec] = fieldsOf(ROOT).find(([name]) => name === 'spec');
    const ofContainer = elementOf(fieldsOf(podSpec).find(([name]) => name === 'containers')[1]);
    for (let count = 1 + random.few(6); count > 0; count--) grow(spec, podSpec, pod);
    for (let count = random.few(6); count > 0; count--) grow(container, ofContainer, pod);
    return pod;
  }

  return {
    pod() {
      const pod = random.chance(0.4) ? grown() : clone(random.pick(recorded));
      for (let count = random.few(6); count > 0; count--) change(pod);
      return pod;
    },
  };
}

/** What was recorded at each place and is of the right type. */
function keep(recorded) {
  const kept = new Map();
  for (const pod of recorded) {
    visit(pod, ROOT, undefined, (tree, place) => {
      if (!place || !fits(tree, place)) return;
      let values = kept.get(place.name);
      if (!values) kept.set(place.name, (values = []));
      if (values.length < MAX_KEPT) values.push(tree);
    });
  }
  return kept;
}
