import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../rules/rule.ts';
import { nearestName } from '../schema/suggest.ts';
import { type RemarkUse, useKey } from './apply-remarks.ts';
import type { Remark } from './remark.ts';

/** What remarks are held against. */
export interface KnownRules {
  readonly rules: readonly Rule[];
  readonly ruleOf: (id: string) => Rule | undefined;
}

const EXTENTS: readonly Extent[] = ['part', 'file', 'directory', 'node'];

type Words = Pick<Diagnostic, 'ruleId' | 'message' | 'help'>;

/**
 * How far was looked for what a remark may be about: `part`: not everywhere, so that nobody knows of one without use
 * whether it has any; `file`: at the file alone; `directory`: also at all that the kubelet reads beside it; `node`: at
 * everything.
 */
export type Extent = 'part' | Rule['scope'];

/** What is wrong with a remark. */
export function complaints(
  remark: Remark,
  use: RemarkUse,
  known: KnownRules,
  extent: Extent,
): readonly Diagnostic[] {
  const words = complaintAboutForm(remark);
  const said = words
    ? [words]
    : (remark.rules.length === 0 ? [undefined] : [...new Set(remark.rules)]).flatMap(
        (rule) => complaintAbout(remark, rule, use, known, extent) ?? [],
      );
  return said.map((one) => ({ ...one, severity: 'warning', location: remark.location }));
}

function complaintAboutForm({ word, rules, reason, beforeContent, partOf }: Remark): Words | undefined {
  if (partOf !== undefined) {
    return invalid(
      `this is no comment here: systemd takes it for a part of the ${partOf}`,
      'put it on a line of its own above, which begins with "#"',
    );
  }
  if (word !== 'spctl-ignore' && word !== 'spctl-ignore-file') {
    return invalid(
      `"${word}" is no comment of spctl, so it suppresses nothing`,
      'write spctl-ignore for the line or the line below, or spctl-ignore-file',
    );
  }
  if (word === 'spctl-ignore' && rules.length === 0) {
    return invalid(
      'this comment names no rule, so it suppresses nothing',
      'write the rule and the reason: spctl-ignore RULE: REASON',
    );
  }
  if (reason === '') {
    return invalid(
      'this comment gives no reason, so it suppresses nothing',
      `write why after a colon: ${[word, rules.slice(0, 1).join(', ')].filter(Boolean).join(' ')}: REASON`,
    );
  }
  if (word === 'spctl-ignore-file' && !beforeContent) {
    return invalid(
      '"spctl-ignore-file" does not stand before the content of the file, so it suppresses nothing',
      'put it on a line of its own at the top of the file, or write spctl-ignore for one line',
    );
  }
  return undefined;
}

function complaintAbout(
  remark: Remark,
  rule: string | undefined,
  { used, refused }: RemarkUse,
  { rules, ruleOf }: KnownRules,
  extent: Extent,
): Words | undefined {
  const key = useKey(remark, rule);
  if (refused.has(key)) {
    return invalid(
      rule === undefined
        ? "errors can't be suppressed: what is refused stays refused"
        : `"${rule}" is an error here, which no comment can suppress: what is refused stays refused`,
      'mend what the error is about, or leave the file out with "exclude" in the settings',
    );
  }
  if (used.has(key)) return undefined;
  const known = rule === undefined ? undefined : ruleOf(rule);
  if (rule !== undefined && !known) {
    const near = nearestName(
      rule,
      rules.map(({ id }) => id),
    );
    return invalid(
      `there is no rule "${rule}", so this suppresses nothing`,
      near ? `did you mean "${near}"?` : 'every finding names its rule in brackets',
    );
  }
  // Whether anything is found beside other files, or on a node, depends on what else is looked at. One for all rules
  // may be meant for those of a directory too; for those of a node nobody writes one into a manifest.
  if (EXTENTS.indexOf(extent) < EXTENTS.indexOf(known?.scope ?? 'directory')) return undefined;
  return {
    ruleId: 'suppression-unused',
    message: rule === undefined ? 'this comment suppresses nothing' : `"${rule}" suppresses nothing here`,
    help: 'take it away: what it was written for is gone, or stands on another line',
  };
}

function invalid(message: string, help: string): Words {
  return { ruleId: 'suppression-invalid', message, help };
}
