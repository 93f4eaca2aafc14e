import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fixOf, removeLine } from '../yaml/edits.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Document, DuplicateKey, Node } from '../yaml/tree.ts';
import { shorten, showValue } from './shown.ts';

/**
 * A key that stands twice: what is lost by it. A mapping's own key after the merge key `<<` is what merge keys are
 * for, and nothing to say of.
 */
export function diagnoseDuplicateKey(document: Document, duplicate: DuplicateKey): readonly Diagnostic[] {
  const { merge, mergeWins } = duplicate;
  if (merge && !mergeWins) return [];
  return [mergeWins ? wordMerge(document, duplicate) : wordTwice(document, duplicate)];
}

function wordTwice(document: Document, duplicate: DuplicateKey): Diagnostic {
  const { source, format } = document;
  const { key, first, second, lost, kept } = duplicate;
  const same = showScalar(lost) !== undefined && showScalar(lost) === showScalar(kept);
  const fate = same
    ? 'both times with the same value'
    : format === 'json'
      ? fateInJson(duplicate)
      : fateInYaml(duplicate);
  const line = { start: second.start, end: duplicate.value.end };
  const fix = same && format === 'yaml' ? removeLine(source, line) : undefined;
  return {
    ruleId: 'manifest-duplicate-key',
    severity: same ? 'info' : 'warning',
    message: `${showValue(key)} is given twice: ${fate}`,
    location: source.locate(second),
    related: [{ location: source.locate(first), message: 'first given here' }],
    help: lost.kind === 'array' || lost.kind === 'object' ? 'make one of the two' : 'keep one of the two',
    ...fixOf(fix),
  };
}

/** Which of two the kubelet takes that only JSON calls equal, is chance. */
function fateInYaml({ lost, kept, inAnyOrder }: DuplicateKey): string {
  if (inAnyOrder) return 'which of the two the kubelet takes is chance';
  const names = lostNames(lost, kept);
  return names.length === 0 ? 'the later one wins' : `the later one wins, and ${wordLost(names)} lost`;
}

/** encoding/json decodes into what is there already, items of a list one by one. */
function fateInJson(duplicate: DuplicateKey): string {
  const { lost, kept } = duplicate;
  if (lost.kind === 'object' && kept.kind === 'object')
    return 'in JSON the two are merged, and the later one wins';
  if (lost.kind !== 'array' || kept.kind !== 'array') return fateInYaml(duplicate);
  return 'in JSON the later list wins, and its items get from those of the first what they do not say';
}

/** A merge key that stands after the key which it should yield to. */
function wordMerge({ source }: Document, { key, first, value, lost, kept }: DuplicateKey): Diagnostic {
  const [own, merged] = [showScalar(lost), showScalar(kept)];
  const values = own === undefined || merged === undefined ? '' : `: ${merged}, and not ${own}`;
  return {
    ruleId: 'manifest-duplicate-key',
    severity: 'warning',
    message: `the merge key "<<" stands after ${showValue(key)} and replaces it${values}: for the kubelet the later of the two wins`,
    location: source.locate(first),
    related: [{ location: source.locate(value), message: 'merged here' }],
    help: 'put the "<<" line before the keys that shall win',
  };
}

/** More names than this are counted. */
const MOST_NAMES = 4;

/** What the first has and the later has not: items by their names, members by their keys, or a single value. */
function lostNames(lost: Node, kept: Node): readonly string[] {
  const scalar = showScalar(lost);
  if (scalar !== undefined) return [scalar];
  const still = new Set(namesIn(kept));
  return namesIn(lost)
    .filter((name) => !still.has(name))
    .map((name) => `"${shorten(name)}"`);
}

function wordLost(names: readonly string[]): string {
  if (names.length === 1) return `${names[0]} of the first is`;
  const rest = names.length - MOST_NAMES;
  const shown = rest > 0 ? [...names.slice(0, MOST_NAMES), `${rest} more`] : [...names];
  const last = shown.pop();
  return `${shown.join(', ')} and ${last} of the first are`;
}

/** The names of a list's items, or a mapping's keys. */
export function namesIn(node: Node): readonly string[] {
  if (node.kind === 'object') return node.members.map(({ key }) => key);
  return node.kind === 'array' ? node.items.flatMap((item) => nameOf(item) ?? []) : [];
}

function nameOf(item: Node): string | undefined {
  const name = item.kind === 'object' ? getMember(item, 'name') : item;
  return name?.kind === 'string' ? name.value : undefined;
}

function showScalar(node: Node): string | undefined {
  if (node.kind === 'string') return showValue(node.value);
  if (node.kind === 'number') return node.text;
  return node.kind === 'boolean' ? `${node.value}` : undefined;
}
