import type { NodeReport } from '../node/inspect-node.ts';
import type { Header } from './header.ts';

/** The header of an answer about a node. */
export function nodeHeader({ version, nodeName, found, start }: NodeReport): Header {
  const service = found?.service;
  const unitStarts = service ? service.started : true;
  return {
    schemaVersion: 1,
    kubeletVersion: version.text,
    kubeletVersionOrigin: version.origin,
    nodeName: nodeName.display,
    starts: start ? start.starts && unitStarts : service?.started ? null : false,
    stage: start?.stage ?? null,
    error: start?.error ?? (unitStarts ? null : firstError(service?.diagnostics ?? [])),
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
