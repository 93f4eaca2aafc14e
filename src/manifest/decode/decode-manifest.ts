import type { Range } from '../../diagnostics/location.ts';
import { decodeShape } from '../../schema/decode-shape.ts';
import type { DecodedShape, DecodeProblem } from '../../schema/decoder.ts';
import { describeFound } from '../../schema/self-decoding.ts';
import { findStruct } from '../../schema/types.ts';
import type { Minor } from '../../versions/minor.ts';
import type { Document, Node } from '../../yaml/tree.ts';
import type { Pod } from '../pod/types.ts';
import { parseGroupVersion } from './group-version.ts';
import { internalPod } from './internal-pod.ts';
import { registrationOf } from './registered-kinds.ts';
import { findTypeMeta, type TypeMeta, type TypeMetaProblem } from './type-meta.ts';
import { type Decoding, type Leaf, scalarLeaf, typedValue } from './typed-value.ts';

/** A manifest decoded: a Pod before any default, or the stage at which it was refused. */
export type DecodedManifest =
  | {
      readonly stage: 'decoded';
      readonly meta: TypeMeta;
      readonly pod: Pod;
      readonly unknown: DecodedShape['unknown'];
      /** The v1 defaults apply: not to a document that claims to be an internal object. */
      readonly versioned: boolean;
    }
  | RefusedManifest;

/** Why decoding ended. `message` is the kubelet's, but for yaml. */
export interface RefusedManifest {
  readonly stage: 'yaml' | 'missingkind' | 'missingversion' | 'unregistered' | 'decode' | 'notpod';
  readonly message: string;
  readonly range?: Range;
  readonly meta?: TypeMeta;
  /** For a wrong type: what was asked for and what stood there. */
  readonly problem?: DecodeProblem;
  /** For a Pod whose shape is wrong: what else in it is not known. */
  readonly unknown?: DecodedShape['unknown'];
}

/**
 * runtime.Decode with legacyscheme's UniversalDecoder, as tryDecodeSinglePod calls it
 * (pkg/kubelet/config/common.go).
 */
export function decodeManifest(document: Document, minor: Minor): DecodedManifest {
  const { root } = document;
  if (!root) return refuseSyntax(document);
  const meta = findTypeMeta(root);
  if ('message' in meta) return refuseTypeMeta(meta);

  const { kind, apiVersion, kindNode, apiVersionNode } = meta;
  const version = parseGroupVersion(apiVersion);
  if (!version)
    return refuse('decode', `unexpected GroupVersion string: ${apiVersion}`, apiVersionNode, meta);
  if (kind === '') return refuse('missingkind', "Object 'Kind' is missing", apiVersionNode ?? root, meta);
  if (version.version === '') {
    return refuse('missingversion', "Object 'apiVersion' is missing", apiVersionNode ?? kindNode, meta);
  }
  const registration = registrationOf(version.group, version.version, kind, minor);
  if (!registration) {
    return refuse(
      'unregistered',
      `no kind "${kind}" is registered for version "${apiVersion}"`,
      kindNode,
      meta,
    );
  }
  if (kind === 'Pod' && registration === 'converted' && document.format === 'yaml') {
    // In one pass, as long as there is nothing to explain.
    const pod = evidentPod(root, minor);
    if (pod) return { stage: 'decoded', meta, pod, unknown: [], versioned: true };
  }
  // The fields of an internal object go by Go's names, so that none of them can be of the wrong type.
  const { error, unknown } = registration === 'internal' ? SOUND : decodeShape(document, kind, minor);
  if (error) return { ...refuse('decode', error.message, error.node, meta), problem: error, unknown };
  if (registration === 'versioned-only') {
    const message = `no kind "${kind}" is registered for the internal version of group ""`;
    return refuse('unregistered', message, kindNode, meta);
  }
  if (kind !== 'Pod') return refuse('notpod', `invalid pod: a ${kind}`, kindNode, meta);
  const versioned = registration !== 'internal';
  const pod = versioned ? podOf(root, minor) : internalPod(root, minor);
  return { stage: 'decoded', meta, pod, unknown, versioned };
}

const NO_TYPE_META = "couldn't get version/kind; json parse error";
const SOUND: DecodedShape = { error: null, unknown: [] };

/** The Pod of a document whose shape is right, before any default. */
export function podOf(root: Node, minor: Minor, leaf: Leaf = scalarLeaf): Pod {
  return decodePod(root, { minor, leaf, repeats: true, doubtful: false });
}

/** The Pod of a YAML document whose shape is evidently right, with no field that is not known. */
function evidentPod(root: Node, minor: Minor): Pod | undefined {
  const decoding: Decoding = { minor, leaf: scalarLeaf, repeats: false, doubtful: false };
  const pod = decodePod(root, decoding);
  return decoding.doubtful ? undefined : pod;
}

function decodePod(root: Node, decoding: Decoding): Pod {
  const { goType, name } = findStruct('Pod')!;
  return typedValue(root, { kind: 'struct', goType, name }, decoding) as Pod;
}

/** JSON is passed on unchecked, so that it is broken shows only when it is decoded. */
function refuseSyntax({ format, error }: Document): RefusedManifest {
  const message = error?.message ?? '';
  const range = error?.range && { range: error.range };
  return format === 'json'
    ? { stage: 'decode', message: `${NO_TYPE_META}: ${message}`, ...range }
    : { stage: 'yaml', message, ...range };
}

function refuseTypeMeta({ message, node, field }: TypeMetaProblem): RefusedManifest {
  const refusal = refuse('decode', `${NO_TYPE_META}: ${message}`, node);
  if (!field) return refusal;
  const problem = { message, path: field, node, goType: 'string', found: describeFound(node) };
  return { ...refusal, problem };
}

function refuse(
  stage: RefusedManifest['stage'],
  message: string,
  node: Node | undefined,
  meta?: TypeMeta,
): RefusedManifest {
  return { stage, message, ...(node && { range: node.range }), ...(meta && { meta }) };
}
