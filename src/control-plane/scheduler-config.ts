import type { Host } from '../node/host/host.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document } from '../yaml/tree.ts';
import { type CommandLine, commandLineOf, lastUse } from './command-line.ts';
import type { Component } from './component.ts';
import { placeOf } from './container-path.ts';
import { isOpen } from './read-line.ts';

/** A kube-scheduler with the file that its --config names, as this node has it. */
export interface ConfiguredScheduler {
  readonly scheduler: Component;
  readonly line: CommandLine;
  readonly document: Document;
}

/** The configuration file of a scheduler; null where it has none, or none can be read here. */
export function readSchedulerConfig(host: Host, scheduler: Component): ConfiguredScheduler | null {
  const line = commandLineOf(scheduler);
  if (line?.program !== 'kube-scheduler') return null;
  const config = lastUse(line, 'config');
  if (!config || isOpen(config.value)) return null;
  const place = placeOf(scheduler, config.value);
  const content = place.kind === 'node' ? host.readFile(place.path) : null;
  if (place.kind !== 'node' || !content?.ok) return null;
  return { scheduler, line, document: parseDocument(content.value, place.path) };
}
