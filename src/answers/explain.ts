import type { Explanation } from '../explain/explanation.ts';
import type { PodField, PodMember } from '../explain/pod-field.ts';
import type { StaticPodNote } from '../explain/static-pod-fields.ts';
import type { Topic } from '../explain/topics.ts';
import { formatMinor, type Minor } from '../versions/minor.ts';
import { type ShownRule, shownRule } from './rules.ts';

/** What `spctl explain` answers: one of the three, by `kind`. */
export type ExplainAnswer =
  | { readonly schemaVersion: 1; readonly kind: 'rule'; readonly rule: ShownRule }
  | { readonly schemaVersion: 1; readonly kind: 'topic'; readonly topic: Topic }
  | { readonly schemaVersion: 1; readonly kind: 'field'; readonly field: ShownField };

/** A field with its versions in words. */
export interface ShownField
  extends Omit<PodField, keyof ShownLifetime | 'members' | 'staticPod'>,
    ShownLifetime {
  readonly staticPod: (Omit<StaticPodNote, 'since'> & { readonly since: string | null }) | null;
  readonly members: readonly (Omit<PodMember, keyof ShownLifetime> & ShownLifetime)[];
}

/** The kubelets that know a field; null where that goes beyond those that are known here. */
interface ShownLifetime {
  readonly since: string | null;
  readonly until: string | null;
}

/** The answer of `spctl explain`. */
export function explainAnswer(explanation: Explanation): ExplainAnswer {
  switch (explanation.kind) {
    case 'rule':
      return { schemaVersion: 1, kind: 'rule', rule: shownRule(explanation.rule) };
    case 'topic':
      return { schemaVersion: 1, kind: 'topic', topic: explanation.topic };
    case 'field':
      return { schemaVersion: 1, kind: 'field', field: shownField(explanation.field) };
  }
}

function shownField({ path, type, goType, staticPod, members, ...lifetime }: PodField): ShownField {
  return {
    path,
    type,
    goType,
    ...shownLifetime(lifetime),
    staticPod: staticPod && { ...staticPod, since: minorText(staticPod.since ?? null) },
    members: members.map(({ name, type, ...of }) => ({ name, type, ...shownLifetime(of) })),
  };
}

function shownLifetime({ since, until }: Pick<PodField, 'since' | 'until'>): ShownLifetime {
  return { since: minorText(since), until: minorText(until) };
}

function minorText(minor: Minor | null): string | null {
  return minor === null ? null : formatMinor(minor);
}
