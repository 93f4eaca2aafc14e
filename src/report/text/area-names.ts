import type { Area } from '../../checks/areas.ts';

/** How the parts of a node are called. */
export const AREA_NAMES: Readonly<Record<Area, string>> = {
  look: 'the look itself',
  unit: 'unit',
  'command-line': 'command line',
  configuration: 'configuration',
  credentials: 'credentials',
  machine: 'machine',
  runtime: 'container runtime',
  'static-pods': 'static pod path',
  manifests: 'manifests',
  'control-plane': 'control plane',
  'api-server': 'way to the API server',
  kubelet: 'running kubelet',
};
