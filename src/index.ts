/**
 * The library: what a kubelet reads and what it makes of it, as data. Everything here is synchronous, takes bytes
 * and returns plain objects; nothing throws on what a user wrote. See schemas/ for the command line's JSON.
 */
export { checks } from './checks/index.ts';
export { judgeDirectory } from './directory/judge-directory.ts';
export { lint } from './lint/lint.ts';
export { judgeManifest } from './manifest/judge-manifest.ts';
export { memoryHost } from './node/host/memory-host.ts';
export { inspectNode } from './node/inspect-node.ts';
