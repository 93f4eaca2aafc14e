import { checkNode } from '../../src/checks/index.ts';
import { compareDiagnostics, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { lintNode } from '../../src/lint/lint-node.ts';
import { memoryHost } from '../../src/node/host/memory-host.ts';
import { inspectNode } from '../../src/node/inspect-node.ts';
import { NOW } from '../checks/support.ts';
import type { NodeFiles } from './control-plane-node.ts';

/** What `spctl lint` says of a node beyond info, in the order in which it says it: file by file, then the node. */
export function lintedNode(files: NodeFiles, version?: number): readonly Diagnostic[] {
  const host = memoryHost(files);
  const report = inspectNode(host, version === undefined ? {} : { kubeletVersion: version });
  const result = lintNode(host, report);
  const ofNode = [...report.diagnostics, ...checkNode({ host, report, files: result.files, now: NOW })];
  return [
    ...result.files.flatMap(({ diagnostics }) => [...diagnostics].sort(compareDiagnostics)),
    ...[...ofNode, ...result.diagnostics].sort(compareDiagnostics),
  ].filter(({ severity }) => severity !== 'info');
}
