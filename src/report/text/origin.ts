import type { Origin } from '../../diagnostics/origin.ts';
import { printable } from './escape.ts';
import { type Naming, place } from './finding.ts';

/** The chain of an origin, nearest first: the value's own place, then what led there. */
export function chainOf(origin: Origin): readonly Origin[] {
  return [origin, ...(origin.via ?? []).flatMap(chainOf)];
}

/** One link of a chain in words: what it is, and where it stands. */
export function describeOrigin(origin: Origin, naming: Naming): string {
  const at = origin.location ? ` at ${place(origin.location, naming)}` : '';
  switch (origin.kind) {
    case 'flag':
      return `flag ${printable(origin.flag ?? '')}${throughVariable(origin)}${at}`;
    case 'config':
      return `configuration file${at}`;
    case 'dropin':
      return `configuration drop-in${at}`;
    case 'environment':
      return `variable ${printable(origin.variable ?? '')}${at}`;
    case 'unit':
      return `ExecStart=${at}`;
    case 'file':
      return `read${at}`;
    case 'process':
      return 'the running process';
    case 'assumed':
      return 'assumed: a default of the distribution';
    case 'settings':
      return `settings${at}`;
    case 'default':
      return 'the default';
  }
}

function throughVariable({ variable }: Origin): string {
  return variable === undefined ? '' : ` out of $${printable(variable)}`;
}
