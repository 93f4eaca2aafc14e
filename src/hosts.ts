/** The doors to a machine that need Node.js: this machine, and a directory that holds a copy of a node. */
export { machineHost } from './node/host/machine-host.ts';
export { rootHost } from './node/host/root-host.ts';
