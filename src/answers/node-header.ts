import type { NodeReport } from '../node/inspect-node.ts';
import type { Header } from './header.ts';

/** The header of an answer about a node. */
export function nodeHeader({ version, nodeName, found, start, unread, diagnostics }: NodeReport): Header {
  const head = noNodeHeader({ version, nodeName });
  if (unread.length > 0) return { ...head, error: firstError(diagnostics) };
  const unitStarts = found ? found.service.started : true;
  return {
    ...head,
    starts: start ? start.starts && unitStarts : unitStarts ? null : false,
    stage: start?.stage ?? null,
    error: start?.error ?? (unitStarts ? null : firstError(diagnostics)),
  };
}

/** The header where files are judged and no node was looked at. */
export function noNodeHeader({ version, nodeName }: Pick<NodeReport, 'version' | 'nodeName'>): Header {
  return {
    schemaVersion: 1,
    kubeletVersion: version.text,
    kubeletVersionOrigin: version.origin,
    nodeName: nodeName.display,
    starts: null,
    stage: null,
    error: null,
  };
}

function firstError(diagnostics: readonly { severity: string; message: string }[]): string | null {
  return diagnostics.find(({ severity }) => severity === 'error')?.message ?? null;
}
