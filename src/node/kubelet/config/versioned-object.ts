import type { FeatureGates } from '../../../versions/feature-gates.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { Document, ObjectNode } from '../../../yaml/tree.ts';
import { type ConfigFile, textOf } from './config-file.ts';
import { type Decoded, decodeConfiguration, decodeStruct } from './decode.ts';
import { type DefaultingGates, gatesForDefaulting } from './defaults.ts';
import type { StructType } from './go-types.ts';
import { otherKind } from './other-kinds.ts';
import { gatesIn } from './settings.ts';
import {
  describeMeta,
  groupVersionOf,
  type InterpretedMeta,
  interpretMeta,
  type TypeMeta,
} from './type-meta.ts';

/** Group of the API; v1beta1 is its only version with a KubeletConfiguration. */
export const CONFIG_GROUP = 'kubelet.config.k8s.io';

/** What the scheme calls itself in errors: the place that made it. */
const SCHEME = 'k8s.io/kubernetes/pkg/kubelet/apis/config/scheme/scheme.go:33';

/** A file decoded as the versioned object that it says it is. */
export interface VersionedObject {
  /** Why the kubelet does not take it, in its words; null when it does. */
  readonly error: string | null;
  /** The defaulting panics. */
  readonly panic: string | null;
  /** What it logs: gates that defaulting sets, the strict decoding error when it then decodes leniently. */
  readonly log: readonly string[];
  readonly meta: InterpretedMeta;
  /** Written as the internal version, which knows no defaults. */
  readonly internal: boolean;
  /** The members; null when nothing of them can be known. Told with an error too, as if there were none. */
  readonly decoded: Decoded | null;
  /** Gates as defaulting sees them. */
  readonly gates: FeatureGates;
}

/**
 * DecodeKubeletConfiguration (pkg/kubelet/kubeletconfig/util/codec/codec.go): strictly, and leniently when only
 * strictness minds.
 */
export function decodeVersioned(file: ConfigFile, gates: FeatureGates): VersionedObject {
  const { document } = file;
  const { minor } = gates;
  const meta = interpretMeta(document);
  const refusal = meta.ok
    ? refuseMeta(meta.meta, document, minor)
    : refused(`failed to decode: ${meta.error}`);
  const internal = meta.ok && meta.meta.group === CONFIG_GROUP && meta.meta.version === '__internal';
  const root = membersOf(meta, document);
  const decoded =
    root &&
    decodeConfiguration(root, { minor, names: internal ? 'internal' : 'v1beta1', caseSensitive: true });
  const error = refusal?.error ?? (decoded?.error ? `failed to decode: ${decoded.error.message}` : null);
  const defaulting = internal
    ? { gates, panic: null, log: [] }
    : gatesForDefaulting(gates, decoded ? gatesIn(decoded.leaves) : new Map());
  const strict = error === null && decoded ? strictError(document, decoded) : null;
  return {
    error,
    panic: error === null ? defaulting.panic : null,
    log: refusal?.log ?? (error === null ? logOf(strict, defaulting) : []),
    meta,
    internal,
    decoded,
    gates: defaulting.gates,
  };
}

/** Why a file is no KubeletConfiguration, and what is logged before that is known. */
interface Refusal {
  readonly error: string;
  readonly log: readonly string[];
}

function refused(error: string, log: readonly string[] = []): Refusal {
  return { error, log };
}

/** Why this apiVersion and kind give no KubeletConfiguration. */
function refuseMeta(meta: TypeMeta, document: Document, minor: Minor): Refusal | null {
  if (meta.kind === '') return refused(`failed to decode: Object 'Kind' is missing in '${textOf(document)}'`);
  if (meta.version === '') {
    return refused(`failed to decode: Object 'apiVersion' is missing in '${textOf(document)}'`);
  }
  const version = groupVersionOf(meta);
  if (meta.group === CONFIG_GROUP) {
    const known = ['v1beta1', '__internal'].includes(meta.version);
    if (known && meta.kind === 'KubeletConfiguration') return null;
    const struct = otherKind(meta);
    if (struct) return refuseOther(meta, struct, document, minor);
  }
  return refused(
    `failed to decode: no kind "${meta.kind}" is registered for version "${version}" in scheme "${SCHEME}"`,
  );
}

/** An object of another kind of the group: what is wrong with it as such comes first. */
function refuseOther(meta: TypeMeta, struct: StructType, document: Document, minor: Minor): Refusal {
  const names = meta.version === '__internal' ? 'internal' : 'v1beta1';
  const decoded =
    document.root?.kind === 'object'
      ? decodeStruct(struct, document.root, { minor, names, caseSensitive: true })
      : null;
  if (decoded?.error) return refused(`failed to decode: ${decoded.error.message}`);
  const strict = decoded && strictError(document, decoded);
  // The lenient scheme has no version but v1beta1 and the internal one.
  if (strict !== null && meta.version === 'v1') return refused(`failed lenient decoding: ${strict}`);
  const error = `failed to cast object to KubeletConfiguration, unexpected type: ${describeMeta(meta)}`;
  return refused(error, strict === null ? [] : lenientLog(strict));
}

/** The strict and the lenient decoder each default what they decoded. */
function logOf(strict: string | null, { log, panic }: DefaultingGates): readonly string[] {
  return strict === null || panic !== null ? log : [...log, ...log, ...lenientLog(strict)];
}

/** The object to decode: also of a file that only forgot to say what it is. */
function membersOf(meta: InterpretedMeta, { root }: Document): ObjectNode | null {
  if (root?.kind !== 'object' || !meta.ok) return null;
  return meta.meta.kind === 'KubeletConfiguration' || meta.meta.kind === '' ? root : null;
}

/** The text of the strict decoding error, or null. */
function strictError(document: Document, decoded: Decoded): string | null {
  const errors = decoded.strict.map(({ kind, path }) => `${kind} field "${path}"`);
  if (document.format === 'yaml') errors.unshift(...[yamlDuplicates(document)].filter(Boolean));
  return errors.length === 0 ? null : `strict decoding error: ${errors.join(', ')}`;
}

/** The error of yaml.UnmarshalStrict: the keys that a mapping holds twice; empty when there are none. */
export function yamlDuplicates({ source, duplicates }: Document): string {
  const lines = duplicates
    .filter(({ inAnyOrder }) => !inAnyOrder)
    .map(({ key, value }) => `  line ${source.position(value.start).line}: key "${key}" already set in map`);
  return lines.length === 0 ? '' : ['yaml: unmarshal errors:', ...lines].join('\n');
}

/** klog.InfoS with an error: a text of several lines is set off by tabs. */
function lenientLog(error: string): string[] {
  const message = 'I "Using lenient decoding as strict decoding failed"';
  if (!error.includes('\n')) return [`${message} err=${JSON.stringify(error)}`];
  return [`${message} err=<`, ...error.split('\n').map((line) => `\t${line}`), ' >'];
}
