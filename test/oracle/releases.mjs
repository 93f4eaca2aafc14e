/**
 * The releases whose code is asked, one a minor: the newest patch release of each that the Go module proxy has
 * with all its staging modules. Add the newest, drop the oldest.
 */
export const RELEASES = [
  '1.28.15',
  '1.29.9',
  '1.30.14',
  '1.31.4',
  '1.32.5',
  '1.33.13',
  '1.34.10',
  '1.35.8',
  '1.36.3',
  '1.37.1',
];

/** Staging modules that the proxy lacks of a release, and the version that is near: only the control plane needs them. */
export const STAGING_INSTEAD = {
  '1.29.9': { 'k8s.io/endpointslice': 'v0.29.0', 'k8s.io/kube-controller-manager': 'v0.29.0' },
};

export const minorOf = (release) => Number(release.split('.')[1]);

export const MINORS = RELEASES.map(minorOf);
