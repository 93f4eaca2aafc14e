import type { Rule } from '../rules/rule.ts';
import type { RuleBook } from '../rules/rule-book.ts';
import { nearestName } from '../schema/suggest.ts';
import { fieldsOf } from '../schema/types.ts';
import { NEWEST_MINOR } from '../versions/minor.ts';
import { findPodField, type PodField, topPodFields } from './pod-field.ts';
import { TOPICS, type Topic } from './topics.ts';

/** What there is to tell about a word. */
export type Explanation =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'topic'; readonly topic: Topic }
  | { readonly kind: 'field'; readonly field: PodField };

/** An explanation, or why there is none, in a sentence without a full stop. */
export type Explained =
  | { readonly ok: true; readonly explanation: Explanation }
  | { readonly ok: false; readonly reason: string };

/** Explains a rule, a topic, or a field of a Pod by its path; case does not matter. */
export function explain(word: string, { rules }: RuleBook): Explained {
  const asked = word.trim().toLowerCase();
  const topic = TOPICS.find(({ id }) => id === asked);
  if (topic) return { ok: true, explanation: { kind: 'topic', topic } };
  const rule = rules.find(({ id }) => id === asked);
  if (rule) return { ok: true, explanation: { kind: 'rule', rule } };
  const found = findPodField(word.trim());
  if (found.ok) return { ok: true, explanation: { kind: 'field', field: found.field } };
  const member = kubeletMember(word.trim());
  if (member !== undefined && found.owner === '') {
    return {
      ok: false,
      reason: `"${member}" is a member of the KubeletConfiguration: spctl config ${member}`,
    };
  }
  if (looksLikePath(word)) return { ok: false, reason: noField(found.owner, found.name, found.meant) };
  const ids = [...TOPICS.map(({ id }) => id), ...rules.map(({ id }) => id)];
  const near = nearestName(asked, ids);
  const meant = near === undefined ? found.meant : [near];
  return { ok: false, reason: `there is no rule, field or topic "${word}"${didYouMean(meant)}` };
}

/** The words that can be explained, of a Pod's fields those of the first two levels. */
export function wordsToExplain({ rules }: RuleBook): readonly string[] {
  return [...TOPICS.map(({ id }) => id), ...rules.map(({ id }) => id), ...topPodFields()];
}

/** What `spctl config` knows: the member that a word or a path begins with. */
function kubeletMember(word: string): string | undefined {
  const [name = ''] = word.toLowerCase().split('.', 1);
  if (['apiversion', 'kind'].includes(name)) return undefined;
  return fieldsOf('KubeletConfiguration', NEWEST_MINOR).find((field) => field.name.toLowerCase() === name)
    ?.name;
}

function looksLikePath(word: string): boolean {
  return word.includes('.') || /^(spec|metadata|status)$/i.test(word);
}

function noField(owner: string, name: string, meant: readonly string[]): string {
  const where = owner === '' ? 'a Pod' : `"${owner}"`;
  return `${where} has no field "${name}"${didYouMean(meant)}`;
}

function didYouMean(meant: readonly string[]): string {
  if (meant.length === 0) return '';
  return `; did you mean ${meant.map((one) => `"${one}"`).join(' or ')}?`;
}
