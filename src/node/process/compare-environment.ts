import { compareBytes } from '../../bytes/text.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { DROPIN_VARIABLE } from '../kubelet/config/steps.ts';
import type { EnvironmentVariable } from '../systemd/service-start.ts';
import { restartAdvice } from './advice.ts';
import type { FilesOfStart } from './files-of-start.ts';
import { groupFlags } from './group-flags.ts';
import type { RunningKubelet } from './running-kubelet.ts';

/**
 * What the files needn't tell: what systemd sets for each start (systemd.exec(5)) and has from its own start, and
 * what shells keep up for themselves.
 */
const SET_BY_ITSELF =
  /^(INVOCATION_ID|JOURNAL_STREAM|SYSTEMD_.*|MANAGERPID|MAINPID|NOTIFY_SOCKET|WATCHDOG_.*|LISTEN_.*|MEMORY_PRESSURE_.*|FDSTORE|.*_DIRECTORY|LANG|LANGUAGE|LC_.*|PATH|TERM|HOME|USER|LOGNAME|SHELL|SHLVL|PWD|OLDPWD|_)$/;

/** Names that are told at most. */
const MAX_NAMES = 8;

/** The names in the process's environment against those of the files. Values are nobody's business. */
export function compareEnvironment(process: RunningKubelet, files: FilesOfStart): readonly Diagnostic[] {
  const { environmentNames } = process;
  const { environment } = files;
  if (!environmentNames || !environment || process.embedded) return [];
  const extra = environmentNames.filter((name) => !environment.has(name));
  const running = new Set(environmentNames);
  const missing = [...environment.keys()].filter((name) => !running.has(name)).sort(compareBytes);
  const decides = [...extra, ...missing].includes(DROPIN_VARIABLE) && usesDropIns(process, files);
  return [
    ...(decides ? [dropInVariable(process, environment.get(DROPIN_VARIABLE), files.unit)] : []),
    // What starts the kubelet in the unit's place sets what it likes.
    ...(files.wrapped ? [] : otherNames(process, worthTelling(extra), worthTelling(missing))),
  ];
}

function usesDropIns({ flags }: RunningKubelet, { argv }: FilesOfStart): boolean {
  return [flags ?? [], argv?.slice(1).map(({ value }) => value) ?? []].some((words) =>
    groupFlags(words).has('--config-dir'),
  );
}

function dropInVariable(
  { pid }: RunningKubelet,
  written: EnvironmentVariable | undefined,
  unit: string | null,
): Diagnostic {
  const kubelet = `the running kubelet (process ${pid})`;
  const location = written?.origin?.location;
  return {
    ruleId: 'running-environment-differs',
    severity: 'warning',
    message: written
      ? `${kubelet} was started without ${DROPIN_VARIABLE}, which the files give and --config-dir needed before 1.30`
      : `${kubelet} was started with ${DROPIN_VARIABLE}, which --config-dir needed before 1.30 and the files don't give`,
    ...(location && { location }),
    help: restartAdvice(unit, true),
  };
}

function worthTelling(names: readonly string[]): readonly string[] {
  return names.filter((name) => name !== DROPIN_VARIABLE && !SET_BY_ITSELF.test(name));
}

function otherNames(
  { pid }: RunningKubelet,
  extra: readonly string[],
  missing: readonly string[],
): readonly Diagnostic[] {
  if (extra.length === 0 && missing.length === 0) return [];
  const parts = [
    ...(extra.length > 0 ? [`has ${listOf(extra)}, which the files don't give`] : []),
    ...(missing.length > 0 ? [`lacks ${listOf(missing)}, which the files give`] : []),
  ];
  return [
    {
      ruleId: 'running-environment-differs',
      severity: 'info',
      message: `the environment of the running kubelet (process ${pid}) ${parts.join(' and ')}`,
      location: { file: `/proc/${pid}/environ` },
    },
  ];
}

function listOf(names: readonly string[]): string {
  const told = names.slice(0, MAX_NAMES).map(shortened);
  return names.length > MAX_NAMES
    ? `${told.join(', ')} and ${names.length - MAX_NAMES} more`
    : told.join(', ');
}

function shortened(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…` : name;
}
