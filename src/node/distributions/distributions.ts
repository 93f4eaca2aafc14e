import type { Opener } from '../launch/launch.ts';
import { k0sOpener } from './k0s.ts';
import { k3sOpener } from './k3s/k3s.ts';
import { openshiftNodeOpener, openshiftOpener } from './openshift/openshift.ts';
import { snapOpener } from './snap/snap.ts';

/** Distributions that start the kubelet in a way of their own. They know more than a generic wrapper: ask them first. */
export const distributionOpeners: readonly Opener[] = [
  k3sOpener,
  k0sOpener,
  snapOpener,
  openshiftOpener,
  openshiftNodeOpener,
];
