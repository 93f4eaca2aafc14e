import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { SourceText } from '../../diagnostics/location.ts';
import { readEnvironmentFile } from './load-environment-files.ts';
import { readServiceFile } from './load-service.ts';
import { UNKNOWN_FACTS } from './node-facts.ts';
import { parseConfig } from './parse-config.ts';
import { emptyService } from './service-unit.ts';
import { rulesOf, type SystemdOptions } from './systemd-version.ts';
import { parseUnitName, type UnitName } from './unit-name.ts';
import { unitSpecifiers } from './unit-specifiers.ts';
import { verifyService } from './verify-service.ts';

/**
 * What systemd says about one unit file or drop-in by itself. What only the whole unit tells, such as a missing
 * ExecStart= that a drop-in may bring, is not said.
 */
export function lintUnitFile(source: SourceText, options: SystemdOptions = {}): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const { name, dropIn } = unitOf(source.file);
  const fatal = dropIn ? 'warning' : 'error';
  if (name.suffix !== 'service') {
    const own = name.suffix[0]!.toUpperCase() + name.suffix.slice(1);
    parseConfig(source, { sections: ['Unit', own, 'Install'], fatal, assign: () => true }, diagnostics);
    return diagnostics;
  }
  const rules = rulesOf(options);
  const service = emptyService();
  const unit = { name, realPath: source.file, slice: () => service.slice };
  const specifiers = unitSpecifiers(unit, UNKNOWN_FACTS, rules);
  const whole = readServiceFile(source, { service, specifiers, rules, fatal, diagnostics });
  const refusal = whole && !dropIn ? verifyService(service) : undefined;
  if (refusal && refusal.ruleId !== 'unit-no-exec-start') diagnostics.push(refusal);
  return diagnostics;
}

/** What systemd says about one environment file. */
export function lintEnvironmentFile(source: SourceText, options: SystemdOptions = {}): readonly Diagnostic[] {
  const read = readEnvironmentFile(source, rulesOf(options));
  if (read.ok) return read.diagnostics;
  return [
    {
      ruleId: 'environment-file-unusable',
      severity: 'error',
      message: `systemd does not use this environment file: ${read.problem}`,
      location: { file: source.file },
      help: 'a unit that needs it does not start',
    },
  ];
}

/** The unit that a file belongs to by its place: `NAME`, or `NAME.d/ANY.conf` for a drop-in. */
function unitOf(path: string): { name: UnitName; dropIn: boolean } {
  const [file = '', directory = ''] = path.split('/').reverse();
  const dropIn = file.endsWith('.conf');
  const owner = dropIn ? directory.replace(/\.d$/, '') : file;
  const fallback = { full: 'kubelet.service', prefix: 'kubelet', suffix: 'service' };
  return { name: parseUnitName(owner) ?? fallback, dropIn };
}
