/** Rules whose findings break nothing today: a later version will, or somebody else may. */
export const ADVICE: ReadonlySet<string> = new Set([
  'component-flag-deprecated',
  'etcd-even-members',
  'etcd-flag-going',
  'kubelet-flag-going',
  'kubelet-upgrade-refused',
  'manifest-near-size-limit',
  'manifest-writable',
  'upgrade-refused',
]);
