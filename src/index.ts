/**
 * The library: what a kubelet reads and what it makes of it, as data. What `spctl lint` says of a node is `lintNode`,
 * and `checkNode` with its files; of paths, `lint`; what `spctl doctor` says of a node's files is `diagnose`. Settings
 * and comments in files are the command line's. What looks and judges is synchronous, takes bytes and returns plain
 * objects, runs in a browser as it is (where nothing is said of certificates), and throws on nothing that a user wrote.
 * The doors to a real machine, which need Node.js, are `spctl/hosts`. schemas/ describes the command line's JSON.
 */
export type { Check, Finding, NodeSubject } from './checks/define-check.ts';
export { checkNode, checks } from './checks/index.ts';
export type { Diagnostic, Fix, KubeletError, Severity } from './diagnostics/diagnostic.ts';
export type { Location } from './diagnostics/location.ts';
export type { Origin, Sourced } from './diagnostics/origin.ts';
export {
  type DirectoryReport,
  type FileReport,
  judgeDirectory,
  type ManifestJudge,
} from './directory/judge-directory.ts';
export { type DiagnoseWish, type Diagnosis, diagnose } from './doctor/diagnose.ts';
export type { Problem } from './doctor/problem.ts';
export type { FileKind } from './lint/classify.ts';
export { type LintRequest, type LintResult, lint } from './lint/lint.ts';
export { lintNode } from './lint/lint-node.ts';
export { judgeManifest } from './manifest/judge-manifest.ts';
export type { Facts, ManifestJudgement, Verdict } from './manifest/judgement.ts';
export type { ManifestStage } from './manifest/stage.ts';
export type { FileInfo, Host, Looked, LookFailure } from './node/host/host.ts';
export { type FileSpec, memoryHost } from './node/host/memory-host.ts';
export { type InspectOptions, inspectNode, type NodeReport } from './node/inspect-node.ts';
export { loadRules } from './rules/load-rules.ts';
export type { Rule } from './rules/rule.ts';
