/**
 * The library: what a kubelet reads and what it makes of it, as data. Everything here is synchronous, takes bytes
 * and returns plain objects, runs in a browser as it is, and throws on nothing that a user wrote. The doors to a
 * real machine, which need Node.js, are `spctl/hosts`. schemas/ describes the command line's JSON.
 */
export { checks } from './checks/index.ts';
export type { Diagnostic, KubeletError, Severity } from './diagnostics/diagnostic.ts';
export type { Location } from './diagnostics/location.ts';
export type { Origin, Sourced } from './diagnostics/origin.ts';
export { type DirectoryReport, type FileReport, judgeDirectory } from './directory/judge-directory.ts';
export { type LintRequest, type LintResult, lint } from './lint/lint.ts';
export { judgeManifest } from './manifest/judge-manifest.ts';
export type { Facts, ManifestJudgement, ManifestStage, Verdict } from './manifest/judgement.ts';
export type { FileInfo, Host, Looked, LookFailure } from './node/host/host.ts';
export { type FileSpec, memoryHost } from './node/host/memory-host.ts';
export { type InspectOptions, inspectNode, type NodeReport } from './node/inspect-node.ts';
