import type { FoundKubelet } from '../node/find-kubelet.ts';
import { type InspectOptions, type NodeReport, unknownNode } from '../node/inspect-node.ts';
import { knownStart } from '../node/version/soften.ts';
import type { Header } from './header.ts';

/** The header of an answer about a node. */
export function nodeHeader(report: NodeReport): Header {
  const { version, found, process, start, source, unread, diagnostics } = report;
  const head = noNodeHeader(report);
  if (unread.length > 0) return { ...head, error: firstError(diagnostics) };
  // A process that runs has been started, whatever its unit says now.
  const unitStarts = process !== null || !found || found.service.started || isStartedElsewhere(found);
  const known = start ? knownStart(start, version) : { starts: null, stage: null, error: null };
  if (!unitStarts)
    return { ...head, starts: false, stage: known.stage, error: firstError(diagnostics) ?? known.error };
  const error = known.error ?? (source.kind === 'unknown' ? firstError(diagnostics) : null);
  return { ...head, starts: known.starts, stage: known.stage, error };
}

/** Not by a unit, but by the distribution itself. */
function isStartedElsewhere({ service, command }: FoundKubelet): boolean {
  return command !== null && service.described === null;
}

/**
 * The node that given files are for, and its header: a copy's own; this machine's only where it has a kubelet, for
 * without one it has nothing to say of them.
 */
export function nodeOfFiles(report: NodeReport, isCopy: boolean, options: InspectOptions) {
  if (isCopy || report.command !== null) return { node: report, header: nodeHeader(report) };
  const node = unknownNode(options);
  return { node, header: noNodeHeader(node) };
}

/** The header where files are judged and no node was looked at. */
function noNodeHeader({ version, nodeName }: Pick<NodeReport, 'version' | 'nodeName'>): Header {
  return {
    schemaVersion: 1,
    kubeletVersion: version.text,
    kubeletVersionOrigin: version.origin,
    nodeName: nodeName.display,
    starts: null,
    stage: null,
    error: null,
    approximate: version.approximate,
  };
}

function firstError(diagnostics: readonly { severity: string; message: string }[]): string | null {
  return diagnostics.find(({ severity }) => severity === 'error')?.message ?? null;
}
