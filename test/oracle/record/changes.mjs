import { sameJson } from '../recordings.mjs';

const WIDTH = 400;

/** Collects what a new recording says otherwise than the old one. */
export function newChanges(name) {
  const lines = [];
  return {
    name,
    lines,
    /** Verdicts before and after; a minor that was not recorded is held against the one before it. */
    compare(id, minor, before, after, previous) {
      const known = before ?? previous;
      if (known !== undefined && sameJson(known, after)) return;
      const against = before === undefined && previous !== undefined ? ` (1.${minor - 1})` : '';
      lines.push(
        `${id} 1.${minor}\n  before${against}: ${differing(known, after)}\n  after: ${differing(after, known)}`,
      );
    },
  };
}

/** Those members of a verdict that the other has otherwise; of a list, the items. */
function differing(verdict, other) {
  if (verdict === undefined) return 'nothing';
  const members = Object.entries(verdict).filter(([name, value]) => !sameJson(value, other?.[name]));
  const shown = members.map(([name, value]) => [
    name,
    Array.isArray(value) ? itemsMissing(value, other?.[name]) : value,
  ]);
  return JSON.stringify(Object.fromEntries(shown)).slice(0, WIDTH);
}

function itemsMissing(list, other = []) {
  const missing = list.filter((item) => !other.some((one) => sameJson(item, one)));
  return missing.length > 0 ? missing : `${list.length} items in another order or number`;
}
