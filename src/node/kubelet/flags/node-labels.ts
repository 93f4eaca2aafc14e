import { compareBytes } from '../../../bytes/text.ts';
import { isLabelValue, isQualifiedName } from '../../../validation/names.ts';
import type { Minor } from '../../../versions/minor.ts';

/** Label namespaces and labels that a kubelet may set on its node (k8s.io/kubelet/pkg/apis). */
const NAMESPACES = ['kubelet.kubernetes.io', 'node.kubernetes.io'];
const LABELS = [
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/instance-type',
  'beta.kubernetes.io/os',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'kubernetes.io/arch',
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
];

/**
 * ValidateKubeletFlags (cmd/kubelet/app/options/options.go): why the kubelet refuses its `--node-labels`, in its
 * words; undefined when it does not.
 */
export function validateNodeLabels(
  labels: Readonly<Record<string, string>>,
  minor: Minor,
): string | undefined {
  const keys = Object.keys(labels).sort(compareBytes);
  const unknown = keys.filter((key) => isKubernetesLabel(key) && !isKubeletLabel(key));
  if (unknown.length > 0) {
    return (
      `unknown 'kubernetes.io' or 'k8s.io' labels specified with --node-labels: [${unknown.join(' ')}]\n` +
      `--node-labels in the 'kubernetes.io' namespace must begin with an allowed prefix (${NAMESPACES.join(', ')}) ` +
      `or be in the specifically allowed set (${LABELS.join(', ')})`
    );
  }
  const errors = new Map<string, string[]>();
  const add = (subject: string, messages: readonly string[]) => {
    if (messages.length > 0) errors.set(subject, [...(errors.get(subject) ?? []), ...messages]);
  };
  for (const key of keys) {
    add(key, isQualifiedName(key, minor));
    add(labels[key]!, isLabelValue(labels[key]!, minor));
  }
  if (errors.size === 0) return undefined;
  const texts = [...errors].map(([subject, messages]) => `'${subject}' - ${messages.join(', ')}`);
  return `invalid node labels: ${texts.join('; ')}`;
}

function isKubernetesLabel(key: string): boolean {
  return /(?:^|\.)(?:kubernetes|k8s)\.io$/.test(labelNamespace(key));
}

function isKubeletLabel(key: string): boolean {
  const namespace = labelNamespace(key);
  return LABELS.includes(key) || NAMESPACES.some((allowed) => `.${namespace}`.endsWith(`.${allowed}`));
}

function labelNamespace(key: string): string {
  return key.slice(0, Math.max(key.indexOf('/'), 0));
}
