/**
 * For each rule about flags, configuration and manifests, whether what it says depends on the kubelet's
 * version: on the tables of flags, gates and fields, on validation, on the shape of drop-ins. What does not is
 * true of every kubelet: a text that is no YAML, a file that is not there, a document that is no Pod.
 *
 * A rule says one thing or the other as a whole; one that says both depends on the version.
 */
export const RULES: Readonly<Record<string, 'version' | 'always'>> = {
  'kubelet-argument': 'version',
  'kubelet-config-denied': 'always',
  'kubelet-config-duplicate-key': 'version',
  'kubelet-config-empty': 'always',
  'kubelet-config-invalid': 'version',
  'kubelet-config-kind': 'version',
  'kubelet-config-missing': 'always',
  'kubelet-config-overridden': 'version',
  'kubelet-config-second-document': 'always',
  'kubelet-config-syntax': 'always',
  'kubelet-config-type': 'version',
  'kubelet-config-unknown-field': 'version',
  'kubelet-config-unreadable': 'always',
  'kubelet-drop-in-link': 'version',
  'kubelet-drop-in-relative-path': 'version',
  'kubelet-drop-in-reset': 'version',
  'kubelet-drop-in-skipped': 'version',
  'kubelet-drop-in-variable': 'version',
  'kubelet-feature-gate': 'version',
  'kubelet-feature-gate-going': 'version',
  'kubelet-file-check-frequency': 'version',
  'kubelet-flag-deprecated': 'version',
  'kubelet-flag-ends': 'always',
  'kubelet-flag-going': 'version',
  'kubelet-flag-invalid': 'version',
  'kubelet-flag-removed': 'version',
  'kubelet-flag-second-parse': 'version',
  'kubelet-flag-swallowed': 'version',
  'kubelet-flag-unknown': 'version',
  'kubelet-node-labels': 'version',
  'manifest-api-reference': 'version',
  'manifest-duplicate-key': 'always',
  'manifest-fifo': 'always',
  'manifest-ignored-documents': 'always',
  'manifest-kind-missing': 'always',
  'manifest-link-broken': 'always',
  'manifest-not-a-pod': 'always',
  'manifest-not-regular': 'always',
  'manifest-shadowed': 'always',
  'manifest-subdirectory': 'always',
  'manifest-syntax': 'always',
  'manifest-too-large': 'version',
  'manifest-type': 'version',
  'manifest-unreadable': 'always',
  'manifest-version-missing': 'always',
  'pod-duplicate': 'version',
  'pod-forbidden-field': 'version',
  'pod-invalid-value': 'version',
  'pod-name-missing': 'version',
  'pod-not-found': 'version',
  'pod-required-field': 'version',
  'pod-too-long': 'version',
  'pod-too-many': 'version',
  'pod-unknown-field': 'version',
  'pod-unsupported-value': 'version',
  'static-pod-path-dot-dot': 'always',
  'static-pod-path-pattern': 'always',
};

/** Whether a finding of this rule may be otherwise for a kubelet of another version. */
export function dependsOnVersion(ruleId: string): boolean {
  return Object.hasOwn(RULES, ruleId) && RULES[ruleId] === 'version';
}
