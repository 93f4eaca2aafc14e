import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../host/host.ts';
import type { ServiceUnit } from './service-unit.ts';

/** What keeps standard input and output from being opened (systemd core/execute.c, setup_input, setup_output). */
export function checkStreams(host: Host, service: ServiceUnit): readonly Diagnostic[] {
  const { standardInput, standardOutput, standardError } = service;
  const streams = [standardInput?.value, standardOutput, standardError];
  if (streams.some((one) => /^(socket|fd)(:|$)/.test(one ?? ''))) {
    return [broken('a stream is to be a socket, but no socket unit starts this one')];
  }
  const path = standardInput?.value.startsWith('file:')
    ? standardInput.value.slice('file:'.length)
    : undefined;
  if (path === undefined || host.stat(path).ok) return [];
  return [{ ...broken(`there is no "${path}" to read from`), location: standardInput!.location }];
}

/** The files that the service's output goes to. */
export function outputFiles({ standardOutput, standardError }: ServiceUnit): readonly string[] {
  const files = [standardOutput, standardError].flatMap(
    (stream) => /^(?:file|append|truncate):(\/.*)$/s.exec(stream ?? '')?.[1] ?? [],
  );
  return [...new Set(files)];
}

function broken(problem: string): Diagnostic {
  return { ruleId: 'unit-bad-stream', severity: 'error', message: `the unit does not start: ${problem}` };
}
