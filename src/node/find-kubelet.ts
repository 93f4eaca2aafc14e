import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Minor } from '../versions/minor.ts';
import { distributionOpeners } from './distributions/distributions.ts';
import { findUnitless } from './distributions/unitless.ts';
import type { Host } from './host/host.ts';
import { kubeletUnit } from './kubelet-unit.ts';
import type { Launch, Link } from './launch/launch.ts';
import { unwrap } from './launch/unwrap.ts';
import { wrapperOpeners } from './launch/wrapper-openers.ts';
import type { ServiceStart } from './systemd/service-start.ts';

/** The kubelet's command line on a node, however it is started. */
export interface FoundKubelet {
  readonly service: ServiceStart;
  /** Null where nothing is started, or what is started is not known to be a kubelet. */
  readonly command: Launch | null;
  /** What stands between systemd and the kubelet, outermost first; empty when systemd starts it itself. */
  readonly via: readonly Link[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the kubelet that a systemd unit starts, or that a distribution starts without one; `version` is its own,
 * where the caller knows it.
 */
export function findKubelet(host: Host, named?: string, version?: Minor): FoundKubelet {
  const { service, others, enabled } = kubeletUnit(host, named);
  const said = [
    ...service.diagnostics,
    ...others.map((name) => anotherUnit(service, name)),
    ...(enabled === undefined ? [] : [enabledInstead(service, enabled)]),
  ];
  const { described } = service;
  if (!described) {
    const opened = service.state === 'not-found' && named === undefined ? findUnitless(host) : undefined;
    if (!opened) return { service, command: null, via: [], diagnostics: said };
    const { link, next, diagnostics } = opened;
    return {
      service,
      command: next,
      via: [link],
      diagnostics: next ? diagnostics : [...said, ...diagnostics],
    };
  }
  const { exe, argv, environment, isPartial } = described;
  const launch: Launch = {
    exe,
    argv,
    cwd: service.workingDirectory,
    environment: new Map([...environment].map(([name, { value }]) => [name, value])),
    ...(isPartial && { unknownVariables: 'any' }),
    // The file of a unit of which only drop-ins are known may set it.
    cwdUnknown: service.state === 'not-found',
    unknownFlags: [],
  };
  const openers = [...distributionOpeners, ...wrapperOpeners];
  const { links, command, diagnostics } = unwrap(host, launch, openers, service.preCommands, version);
  return { service, command, via: links, diagnostics: [...said, ...diagnostics] };
}

function enabledInstead({ unit }: ServiceStart, name: string): Diagnostic {
  return {
    ruleId: 'another-kubelet-unit',
    severity: 'warning',
    message: `${name} is enabled and starts a kubelet too, and ${unit.name}, which this is about, is not enabled`,
    help: `ask for the other with --unit ${name}`,
  };
}

function anotherUnit({ unit }: ServiceStart, name: string): Diagnostic {
  return {
    ruleId: 'another-kubelet-unit',
    severity: 'info',
    message: `${name} could start a kubelet too; this is about ${unit.name}`,
    help: `ask for the other with --unit ${name}`,
  };
}
