/** The doors to a machine that need Node.js: this machine, and a copy of a node in a directory or an archive. */
export { machineHost } from './node/host/machine-host.ts';
export { rootHost } from './node/host/root-host.ts';
export { type OpenedArchive, readArchive, tarHost } from './node/host/tar-host.ts';
