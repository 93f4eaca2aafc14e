// What is compared, and what the kubelet itself says now so, now so.

/** Our judgement in the words of the oracle; `decoding` is the error of a manifest that does not decode. */
export function verdictOf({ stage, pod, diagnostics }, decoding) {
  const reference = diagnostics.find(({ ruleId }) => ruleId === 'manifest-api-reference');
  return comparable({
    stage,
    fields: diagnostics.flatMap(({ kubelet }) =>
      kubelet ? [[kubelet.type, kubelet.field, kubelet.detail]] : [],
    ),
    error: decoding ?? reference?.message.replace(/^"[^"]*": /, ''),
    ...pod,
  });
}

/** Text that is no JSON: the rest of the error is in our words. */
const NO_JSON = "couldn't get version/kind; json parse error: ";

/** Stage, ordered fields, namespace and name; the words about a wrong type and about a reference. */
export function comparable({ stage, fields = [], error, namespace, name }) {
  return {
    stage,
    ...(stage === 'validate' && { fields: fields.map((field) => field.join(' | ')) }),
    ...(stage === 'reference' && { error }),
    ...(stage === 'decode' && { error: error.startsWith(NO_JSON) ? NO_JSON : error }),
    ...(stage === 'ok' && { namespace, name }),
  };
}

export const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Two entries of a map change places in one of eight walks over it. */
const TIMES = 150;

/**
 * Whether Go's order of maps decides about this answer: asked again, the oracle says something else, and what we
 * say has the same errors as one of its answers.
 */
export async function isChance(oracle, request, ours) {
  const answers = (await oracle.ask(Array(TIMES).fill(request))).map((answer) => comparable(answer));
  const variants = new Set(answers.map((answer) => JSON.stringify(answer)));
  return variants.size > 1 && answers.some((answer) => isSame(sorted(answer), sorted(ours)));
}

const sorted = ({ fields, ...rest }) => ({ ...rest, fields: fields && [...fields].sort() });

/** By what differences are told apart: what is too much or missing, without names and numbers. */
export function signatureOf(ours, theirs) {
  if (isSame(ours, theirs)) return undefined;
  if (ours.stage !== theirs.stage)
    return `stage ${ours.stage} instead of ${theirs.stage}: ${first(ours)} ${first(theirs)}`;
  const extra = difference(ours.fields, theirs.fields);
  const missing = difference(theirs.fields, ours.fields);
  if (extra.length + missing.length === 0)
    return `order of ${generalised(theirs.fields?.[firstDifference(ours, theirs)] ?? theirs.error ?? theirs.name)}`;
  return `said ${extra[0] ?? '-'}, not ${missing[0] ?? '-'}`;
}

const first = ({ fields }) => generalised(fields?.[0] ?? '');

const firstDifference = (a, b) => a.fields?.findIndex((field, i) => field !== b.fields[i]);

function difference(some = [], others = []) {
  const left = [...others];
  return some
    .filter((one) => {
      const at = left.indexOf(one);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    })
    .map(generalised);
}

function generalised(text) {
  return text
    .replaceAll(/\[[^\]]*\]/g, '[]')
    .replaceAll(/\d+/g, 'N')
    .replaceAll(/"[^"]*"/g, '"…"')
    .replaceAll(/(annotations|labels)\.[^ ]*/g, '$1.…')
    .slice(0, 220);
}
