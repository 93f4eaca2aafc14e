import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { ServiceUnit } from './service-unit.ts';

/** The type of a service, its default worked out (systemd core/service.c, service_add_extras). */
export function typeOf(service: ServiceUnit): string {
  if (service.type) return service.type.value;
  if (service.busName !== undefined) return 'dbus';
  return service.commands.ExecStart.length > 0 ? 'simple' : 'oneshot';
}

/** Why systemd refuses a service that was read well (service_verify): its first reason. */
export function verifyService(service: ServiceUnit): Diagnostic | undefined {
  const { ExecStart: start, ExecStop: stop } = service.commands;
  const oneshot = typeOf(service) === 'oneshot';
  if (start.length === 0 && stop.length === 0 && !service.successAction) {
    return refused(
      'unit-no-exec-start',
      'there is no "ExecStart="',
      service.emptyExecStart,
      service.emptyExecStart
        ? 'add the command to start below this empty "ExecStart=", which takes away those before it'
        : 'add the command to start in [Service]',
    );
  }
  if (!oneshot && start.length === 0) {
    return refused(
      'unit-no-exec-start',
      'there is no "ExecStart=", which only Type=oneshot may lack',
      service.emptyExecStart ?? service.type?.location,
    );
  }
  if (!service.remainAfterExit && start.length === 0 && !service.successAction) {
    return refused(
      'unit-no-exec-start',
      'there is no "ExecStart=", which only RemainAfterExit=yes makes up for',
      service.emptyExecStart,
    );
  }
  if (!oneshot && start.length > 1) return secondExecStart(service);
  if (oneshot && (service.restart?.value === 'always' || service.restart?.value === 'on-success')) {
    const problem = `"Restart=${service.restart.value}" is not allowed with Type=oneshot`;
    return refused('unit-bad-service', problem, service.restart.location);
  }
  const [forced] = service.restartForceExitStatus;
  if (oneshot && forced) {
    const problem = '"RestartForceExitStatus=" is not allowed with Type=oneshot';
    return refused('unit-bad-service', problem, forced.location);
  }
  if (oneshot && service.exitType?.value === 'cgroup') {
    return refused(
      'unit-bad-service',
      '"ExitType=cgroup" is not allowed with Type=oneshot',
      service.exitType.location,
    );
  }
  if (typeOf(service) === 'dbus' && service.busName === undefined) {
    return refused('unit-bad-service', 'Type=dbus needs a valid "BusName="', service.type?.location);
  }
  if (service.pamName !== undefined && /^(process|none)$/.test(service.killMode?.value ?? '')) {
    const problem = `"KillMode=${service.killMode?.value}" is not allowed with "PAMName="`;
    return refused('unit-bad-service', problem, service.killMode?.location);
  }
  return undefined;
}

function secondExecStart(service: ServiceUnit): Diagnostic {
  const [first, second] = service.commands.ExecStart;
  return {
    ...refused(
      'unit-second-exec-start',
      'this is a second "ExecStart=", and only Type=oneshot may have more than one',
      second!.location,
      'put an empty "ExecStart=" line above it to take away what was set before',
    ),
    related: [{ location: first!.location, message: 'the first "ExecStart=" stands here' }],
  };
}

function refused(ruleId: string, problem: string, location?: Location, help?: string): Diagnostic {
  return {
    ruleId,
    severity: 'error',
    message: `systemd refuses the unit: ${problem}`,
    ...(location && { location }),
    ...(help && { help }),
  };
}
