// Trees as texts: JSON, and YAML in several styles.
import { isObject } from './tree.mjs';

export function writeJson(tree, indent = '') {
  return json(tree, indent, '\n');
}

function json(tree, indent, line) {
  if (Array.isArray(tree))
    return enclosed(
      '[',
      tree.map((item) => json(item, indent, line + indent)),
      ']',
      indent,
      line,
    );
  if (isObject(tree)) {
    const members = tree.members.map(
      ([key, value]) => `${JSON.stringify(key)}:${indent && ' '}${json(value, indent, line + indent)}`,
    );
    return enclosed('{', members, '}', indent, line);
  }
  return scalar(tree);
}

function enclosed(open, items, close, indent, line) {
  if (!indent || items.length === 0) return open + items.join(',') + close;
  return `${open}${line}${indent}${items.join(`,${line}${indent}`)}${line}${close}`;
}

function scalar(tree) {
  if (typeof tree === 'object' && tree !== null) return tree.raw;
  return typeof tree === 'bigint' ? String(tree) : JSON.stringify(tree);
}

/** YAML: blocks, here and there flows, texts in any quotes or none. */
export function writeYaml(tree, random) {
  return `${block(tree, '', random)}\n`;
}

function block(tree, indent, random) {
  const small = random.chance(0.1);
  if (small || !(Array.isArray(tree) ? tree.length : isObject(tree) && tree.members.length))
    return flow(tree, random);
  const lines = Array.isArray(tree)
    ? tree.map((item) => `- ${block(item, `${indent}  `, random)}`)
    : tree.members.map(([key, value]) => `${text(key, random)}:${below(value, indent, random)}`);
  return lines.join(`\n${indent}`);
}

/** A member's value: on the same line, or on lines of its own. */
function below(value, indent, random) {
  const written = block(value, `${indent}  `, random);
  const isBlock = (Array.isArray(value) || isObject(value)) && !/^[[{]/.test(written);
  return isBlock ? `\n${indent}  ${written}` : ` ${written}`;
}

function flow(tree, random) {
  if (Array.isArray(tree)) return `[${tree.map((item) => flow(item, random)).join(', ')}]`;
  if (isObject(tree))
    return `{${tree.members.map(([key, value]) => `${text(key, random)}: ${flow(value, random)}`).join(', ')}}`;
  return typeof tree === 'string' ? text(tree, random) : scalar(tree);
}

/** Plain only where no other reading is possible, or the other reading is as good a test. */
const PLAIN = /^[A-Za-z0-9/.][A-Za-z0-9/._-]*$/;

function text(value, random) {
  if (PLAIN.test(value) && random.chance(0.7)) return value;
  if (/^[ -~]*$/.test(value) && random.chance(0.4)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value);
}

/** A tree in a form chosen at random. */
export function write(tree, random) {
  return random.weighted([
    [40, () => writeJson(tree)],
    [10, () => writeJson(tree, '  ')],
    [50, () => writeYaml(tree, random)],
  ])();
}

/** A text with some of its lines or characters changed. */
export function garble(whole, random) {
  const lines = whole.split('\n');
  const at = random.below(lines.length);
  const line = lines[at];
  const column = random.below(line.length + 1);
  random.weighted([
    [3, () => lines.splice(at, 1)],
    [3, () => lines.splice(random.below(lines.length), 0, line)],
    [2, () => (lines[at] = ` ${line}`)],
    [2, () => (lines[at] = line.replace(/^ {1,2}/, ''))],
    [4, () => (lines[at] = line.slice(0, column) + line.slice(column + 1))],
    [4, () => (lines[at] = line.slice(0, column) + random.pick(SIGNS) + line.slice(column))],
    [
      1,
      () =>
        lines.splice(
          at,
          0,
          random.pick(['---', '...', '# c', '', '%YAML 1.2', '\t', '- ', '? a', '<<: {a: 1}']),
        ),
    ],
    [
      1,
      () =>
        (lines[at] = line.replace(
          /: /,
          random.pick([': !!str ', ': &x ', ': *x ', ': |\n', ': >-\n', ':\t', ':']),
        )),
    ],
  ])();
  return lines.join('\n');
}

const SIGNS = [
  ...' \t:-?#&*!|>\'"%@`{}[],~=<\\/0a.\u00e9\u0085\u2028\ufeff\u0000\u007f',
  '\r',
  '\r\n',
  ': ',
  '- ',
  ' #',
];
