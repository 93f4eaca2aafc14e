import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { defaultFeatureGates, setFeatureGates } from '../versions/feature-gates.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document } from '../yaml/tree.ts';
import { decodeItem } from './decode/decode-list.ts';
import { type DecodedManifest, decodeManifest } from './decode/decode-manifest.ts';
import { diagnoseMissingName, diagnoseReference, diagnoseUnknownField } from './diagnose.ts';
import { diagnoseDuplicateKey } from './diagnose-duplicate-key.ts';
import { diagnoseFieldError } from './diagnose-field-error.ts';
import { diagnoseIgnoredText } from './diagnose-ignored-text.ts';
import { diagnoseRefusal } from './diagnose-refusal.ts';
import type { Facts, ManifestJudgement } from './judgement.ts';
import { remarksOn } from './logged/index.ts';
import { setPodDefaults } from './pod/defaults.ts';
import { applyDefaults } from './pod/naming.ts';
import { podDefaultingOptions, podValidationOptions } from './pod/options.ts';
import { validatePodCreate } from './pod/validation/validate-pod.ts';
import { findApiReference, referencePolicy } from './references.ts';
import { type MisspeltField, misspellings, suggestFields } from './unknown-fields.ts';

/** A file that may hold a manifest. */
export interface ManifestFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * What a kubelet makes of one manifest: extractFromFile and tryDecodeSinglePod (pkg/kubelet/config/file.go,
 * common.go).
 */
export function judgeManifest(file: ManifestFile, facts: Facts): ManifestJudgement {
  return judgeDocument(parseDocument(file.bytes, file.path), facts);
}

/**
 * The same for a document that is parsed already: a file is parsed once and judged for as many versions as
 * asked.
 */
export function judgeDocument(document: Document, facts: Facts): ManifestJudgement {
  const kubelet = kubeletOf(facts);
  const { source } = facts;
  const decoded = (source === 'urlItem' ? decodeItem : decodeManifest)(document, facts.version);
  const isPod = decoded.meta?.kind === 'Pod';
  const unknown = suggestFields(isPod ? (decoded.unknown ?? []) : [], document, facts.version);
  const judge = judgementOf(document, decoded, unknown, facts);
  if (decoded.stage !== 'decoded') return judge(decoded.stage, [diagnoseRefusal(document, decoded, source)]);

  const { pod, versioned } = decoded;
  const name = pod.metadata?.name ?? '';
  if (name === '' && facts.version >= 29) {
    return judge('name', [diagnoseMissingName(document, misspellings(unknown))]);
  }
  if (versioned) setPodDefaults(pod, kubelet.defaulting);
  applyDefaults(pod, facts.nodeName, source);

  const named = { namespace: pod.metadata?.namespace ?? '', name: pod.metadata?.name ?? '' };
  const errors = validatePodCreate(pod, facts.version, kubelet.validation);
  if (errors.length > 0) {
    const manifest = { document, name, defaulted: versioned, misspellings: misspellings(unknown) };
    const diagnostics = errors.map((error, i) => diagnoseFieldError(manifest, error, i));
    return judge('validate', diagnostics, named);
  }
  const reference = findApiReference(pod, kubelet.references);
  if (reference) return judge('reference', [diagnoseReference(document, reference)], named);
  return judge('ok', remarksOn({ pod, spec: pod.spec ?? {}, document, facts, gates: kubelet.gates }), named);
}

type Judge = (
  stage: ManifestJudgement['stage'],
  found: readonly Diagnostic[],
  pod?: { readonly namespace: string; readonly name: string },
) => ManifestJudgement;

/** What all judgements of a document have: what it says it is, and what the kubelet silently passes over. */
function judgementOf(
  document: Document,
  decoded: DecodedManifest,
  unknown: readonly MisspeltField[],
  facts: Facts,
): Judge {
  const { kind = '', apiVersion = '' } = decoded.meta ?? {};
  const { ignored, duplicates } = document;
  const warnings = [
    ...unknown.map((field) => diagnoseUnknownField(document, field, facts.version)),
    ...duplicates.flatMap((duplicate) => diagnoseDuplicateKey(document, duplicate)),
    ...(ignored ? [diagnoseIgnoredText(document, ignored, facts.source)] : []),
  ];
  return (stage, found, pod) => ({
    verdict: stage === 'ok' ? 'runs' : 'refused',
    stage,
    ...(pod && { pod }),
    ...(kind && { kind }),
    ...(apiVersion && { apiVersion }),
    document,
    ...(decoded.stage === 'decoded' && { decodedPod: decoded.pod }),
    diagnostics: [...found, ...warnings],
  });
}

/** A kubelet's gates and options are the same for all files that it is asked about. */
const kubelets = new WeakMap<Facts, ReturnType<typeof prepareKubelet>>();

function kubeletOf(facts: Facts): ReturnType<typeof prepareKubelet> {
  let kubelet = kubelets.get(facts);
  if (!kubelet) {
    kubelet = prepareKubelet(facts);
    kubelets.set(facts, kubelet);
  }
  return kubelet;
}

function prepareKubelet(facts: Facts) {
  const { gates } = setFeatureGates(defaultFeatureGates(facts.version), facts.gates);
  return {
    gates,
    defaulting: podDefaultingOptions(gates),
    validation: podValidationOptions(gates),
    references: referencePolicy(gates, facts.source),
  };
}
