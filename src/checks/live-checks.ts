import apiServerNotReady from './api-server-not-ready.ts';
import apiServerUnreachable from './api-server-unreachable.ts';
import type { Check } from './define-check.ts';
import diskFull from './disk-full.ts';
import kubeletEnds from './kubelet-ends.ts';
import kubeletPortTaken from './kubelet-port-taken.ts';
import kubeletRequestsFail from './kubelet-requests-fail.ts';
import kubeletStopped from './kubelet-stopped.ts';
import kubeletUnitFails from './kubelet-unit-fails.ts';
import nodeCordoned from './node-cordoned.ts';
import nodeNotReady from './node-not-ready.ts';
import nodeNotRegistered from './node-not-registered.ts';
import nodeResourcesExhausted from './node-resources-exhausted.ts';
import podDoesNotRun from './pod-does-not-run.ts';
import podNotAdmitted from './pod-not-admitted.ts';
import portTaken from './port-taken.ts';
import registeredNodeDiffers from './registered-node-differs.ts';
import runtimeFails from './runtime-fails.ts';
import runtimeNotListening from './runtime-not-listening.ts';
import swapIsOn from './swap-is-on.ts';
import unitChangedOnDisk from './unit-changed-on-disk.ts';

/** Those of a node that runs. */
export const LIVE_CHECKS: readonly Check<'live'>[] = [
  apiServerNotReady,
  apiServerUnreachable,
  diskFull,
  kubeletEnds,
  kubeletPortTaken,
  kubeletRequestsFail,
  kubeletStopped,
  kubeletUnitFails,
  nodeCordoned,
  nodeNotReady,
  nodeNotRegistered,
  nodeResourcesExhausted,
  podDoesNotRun,
  podNotAdmitted,
  portTaken,
  registeredNodeDiffers,
  runtimeFails,
  runtimeNotListening,
  swapIsOn,
  unitChangedOnDisk,
];
