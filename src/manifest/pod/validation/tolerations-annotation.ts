import { SourceText } from '../../../diagnostics/location.ts';
import { parseJson } from '../../../yaml/json/parse-json.ts';
import type { Node, ObjectNode } from '../../../yaml/tree.ts';
import { foldName } from '../../decode/fold-name.ts';
import type { Toleration } from '../types.ts';
import type { PodRule } from './scope.ts';
import { validateTolerations } from './tolerations.ts';

const TOLERATIONS_ANNOTATION = 'scheduler.alpha.kubernetes.io/tolerations';

/** The fields of the internal Toleration, which has no JSON names: encoding/json takes any case of them. */
const FIELDS: readonly (readonly [keyof Toleration, goName: string, goType: string])[] = [
  ['key', 'Key', 'string'],
  ['operator', 'Operator', 'core.TolerationOperator'],
  ['value', 'Value', 'string'],
  ['effect', 'Effect', 'core.TaintEffect'],
  ['tolerationSeconds', 'TolerationSeconds', 'int64'],
];

type Decoded = { readonly tolerations: readonly Toleration[] } | { readonly error: string };

/** GetTolerationsFromPodAnnotations (pkg/apis/core/helper/helpers.go). */
function decodeTolerations(text: string): Decoded {
  const { root, error } = parseJson(new SourceText('', text));
  if (!root) return { error: error?.message ?? '' };
  const problems: string[] = [];
  const mismatch = (node: Node, where: string, goType: string): void => {
    const found = node.kind === 'boolean' ? 'bool' : node.kind;
    problems.push(`json: cannot unmarshal ${found} into Go ${where} of type ${goType}`);
  };
  const decodeItem = (node: Node): Toleration => {
    if (node.kind === 'object') return decodeToleration(node, mismatch);
    if (node.kind !== 'null') mismatch(node, 'value', 'core.Toleration');
    return {};
  };
  if (root.kind !== 'array' && root.kind !== 'null') mismatch(root, 'value', '[]core.Toleration');
  const tolerations = root.kind === 'array' ? root.items.map(decodeItem) : [];
  return problems[0] === undefined ? { tolerations } : { error: problems[0] };
}

function decodeToleration(
  node: ObjectNode,
  mismatch: (node: Node, where: string, goType: string) => void,
): Toleration {
  const toleration: Record<string, string | number> = {};
  for (const { key, value } of node.members) {
    const field = FIELDS.find(([name]) => foldName(name) === foldName(key));
    if (!field || value.kind === 'null') continue;
    const [name, goName, goType] = field;
    const wanted = name === 'tolerationSeconds' ? 'number' : 'string';
    if (value.kind !== wanted) mismatch(value, `struct field Toleration.${goName}`, goType);
    else toleration[name] = value.kind === 'number' ? Number(value.text) : value.value;
  }
  return toleration;
}

/** ValidateTolerationsInPodAnnotations; the path is the annotations'. */
export const validateTolerationsInPodAnnotations: PodRule<ReadonlyMap<string, string>> = (
  annotations,
  path,
  scope,
) => {
  const text = annotations?.get(TOLERATIONS_ANNOTATION);
  if (!text) return;
  const decoded = decodeTolerations(text);
  if ('error' in decoded) {
    scope.errors.invalid(path.itsValue(TOLERATIONS_ANNOTATION), TOLERATIONS_ANNOTATION, decoded.error);
  } else validateTolerations(decoded.tolerations, path.child(TOLERATIONS_ANNOTATION), scope);
};
