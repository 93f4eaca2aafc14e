import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { decodeShape } from '../schema/decode-shape.ts';
import { FieldPath } from '../validation/field-path.ts';
import type { Document } from '../yaml/tree.ts';
import { duplicatesOfList, isPodList, itemsOf } from './decode/decode-list.ts';
import { diagnoseUnknownField } from './diagnose.ts';
import { diagnoseDuplicateKey } from './diagnose-duplicate-key.ts';
import { diagnoseIgnoredText } from './diagnose-ignored-text.ts';
import { judgeDocument } from './judge-manifest.ts';
import type { Facts, ManifestJudgement, UrlSource } from './judgement.ts';
import { locate } from './locate.ts';
import { comesBefore } from './stage.ts';
import { suggestFields } from './unknown-fields.ts';

/** What a kubelet makes of what its staticPodURL answered. */
export interface BodyJudgement<J extends ManifestJudgement = ManifestJudgement> {
  /** What it takes the answer for. */
  readonly as: 'pod' | 'list' | 'none';
  /** The pod, or the items of the list in their order; of what is neither, the document and why it is refused. */
  readonly parts: readonly BodyPart<J>[];
  /** Of the list as a whole. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A pod of an answer. */
export interface BodyPart<J extends ManifestJudgement = ManifestJudgement> {
  /** Its own verdict may be better than what becomes of it: a list is taken as a whole or not at all. */
  readonly verdict: 'runs' | 'refused' | 'shadowed';
  readonly document: Document;
  /** What it was judged by: the node's facts, and that it is a URL's. */
  readonly facts: Facts;
  readonly judgement: J;
  /** What is said of it, what becomes of it as a part of the list included. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * extractFromURL of pkg/kubelet/config/http.go for an answer that is not empty: tryDecodeSinglePod, else
 * tryDecodePodList (common.go), and then filterInvalidPods (config.go). `nameOf` names the item of a list, from 0.
 */
export function judgeBody<J extends ManifestJudgement = ManifestJudgement>(
  document: Document,
  facts: Facts,
  nameOf: (index: number) => string,
  judge: (document: Document, facts: Facts) => J = judgeDocument as (document: Document, facts: Facts) => J,
): BodyJudgement<J> {
  const partOf = (source: UrlSource) => {
    // One for all items: what a kubelet is by its facts is found out once.
    const by = { ...facts, source };
    return (one: Document): BodyPart<J> => {
      const judgement = judge(one, by);
      const { verdict, diagnostics } = judgement;
      return { verdict, document: one, facts: by, judgement, diagnostics };
    };
  };
  if (!isPodList(document, facts.version)) {
    const part = partOf('url')(document);
    return { as: comesBefore(part.judgement.stage, 'name') ? 'none' : 'pod', parts: [part], diagnostics: [] };
  }
  const judged = itemsOf(document, nameOf).map(partOf('urlItem'));
  const refused = judged.filter(({ verdict }) => verdict === 'refused');
  return {
    as: 'list',
    parts: refused.length > 0 ? judged.map(asRefused) : withoutRepeated(judged),
    diagnostics: [
      ...diagnoseList(document, facts),
      ...(refused.length > 0 ? [diagnoseRefusedList(document, refused[0]!, judged.length)] : []),
      ...(judged.length === 0 ? [diagnoseEmptyList(document)] : []),
    ],
  };
}

function asRefused<P extends BodyPart>(part: P): P {
  return { ...part, verdict: 'refused' };
}

/** filterInvalidPods: of one namespace and name the first counts, otherwise than among files. */
function withoutRepeated<P extends BodyPart>(parts: readonly P[]): readonly P[] {
  const first = new Map<string, P>();
  return parts.map((part) => {
    const { namespace, name } = part.judgement.pod!;
    const key = `${namespace}/${name}`;
    const other = first.get(key);
    if (!other) {
      first.set(key, part);
      return part;
    }
    return { ...part, verdict: 'shadowed', diagnostics: [...part.diagnostics, repeated(part, other)] };
  });
}

const NAME = FieldPath.of('metadata').child('name');

function repeated({ document }: BodyPart, first: BodyPart): Diagnostic {
  return {
    ruleId: 'pod-list-repeats-pod',
    severity: 'warning',
    message: 'an item above this one has the same namespace and name, and the kubelet takes only the first',
    location: locate(document, NAME),
    help: 'give each pod of the list a name of its own',
    related: [{ location: locate(first.document, NAME), message: 'this one is taken' }],
  };
}

function diagnoseRefusedList(list: Document, { document }: BodyPart, count: number): Diagnostic {
  const { file, line } = locate(document, NAME);
  const which = line === undefined ? `"${file}"` : `"${file}", line ${line},`;
  const all = count === 1 ? 'its pod' : `all ${count} pods`;
  return {
    ruleId: 'pod-list-refused',
    severity: 'error',
    message: `the kubelet takes a list as a whole or not at all: for ${which} it passes over ${all}, and what an earlier answer brought runs on`,
    location: { file: list.source.file },
    help: 'correct the item, or take it out of the list',
  };
}

function diagnoseEmptyList({ source }: Document): Diagnostic {
  return {
    ruleId: 'pod-list-empty',
    severity: 'info',
    message: 'the list holds no pod: none runs from this URL, and those of an earlier answer are stopped',
    location: { file: source.file },
  };
}

/** What the kubelet passes over outside of the items. */
function diagnoseList(list: Document, { version }: Facts): readonly Diagnostic[] {
  const { unknown } = decodeShape(list, 'PodList', version);
  const own = unknown.filter(({ path }) => !path.startsWith('items['));
  const { ignored } = list;
  return [
    ...suggestFields(own, list, version).map((field) => diagnoseUnknownField(list, field, version)),
    ...duplicatesOfList(list).flatMap((duplicate) => diagnoseDuplicateKey(list, duplicate)),
    ...(ignored ? [diagnoseIgnoredText(list, ignored, 'url')] : []),
  ];
}
