import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Location } from '../../diagnostics/location.ts';
import type { Host } from '../host/host.ts';
import { argumentAdvice } from './advice.ts';
import type { FilesOfStart } from './files-of-start.ts';
import { type FlagGroup, groupFlags, sameTexts } from './group-flags.ts';
import type { RunningKubelet } from './running-kubelet.ts';

/** Differences that are told one by one; a process of another kind may differ in thousands. */
const MAX_TOLD = 20;

/** Flags that decide where configuration and static pods are read. */
const PATH_FLAGS: readonly string[] = ['--config', '--config-dir', '--pod-manifest-path', '--manifest-url'];

/** The flags in which the process's command line differs from that of the files. */
export function compareArguments(
  host: Host,
  process: RunningKubelet,
  files: FilesOfStart,
): readonly Diagnostic[] {
  if (process.titleOverwritten && !process.embedded) return [titleOverwritten(process)];
  if (!process.flags || !files.argv) return [];
  const written = groupFlags(files.argv.slice(1).map(({ value }) => value));
  const running = groupFlags(process.flags);
  const unknown = new Set((files.unknownFlags ?? []).map((name) => `--${name}`));
  const differing = [...new Set([...written.keys(), ...running.keys()])].filter((name) => {
    const type = written.get(name)?.type ?? running.get(name)?.type;
    return (
      !unknown.has(name) && !sameTexts(type, written.get(name)?.texts ?? [], running.get(name)?.texts ?? [])
    );
  });
  if (differing.length === 0) return [];
  const help = argumentAdvice(host, process, files);
  const related = [{ location: commandLineOf(process), message: 'the running process' }];
  const told = differing.slice(0, MAX_TOLD).map((name): Diagnostic => {
    const location = locationOf(files, written.get(name));
    return {
      ruleId: PATH_FLAGS.includes(name) ? 'running-path-differs' : 'running-flag-differs',
      severity: 'warning',
      message: difference(process, written.get(name), running.get(name)),
      ...(location && { location }),
      help,
      related,
    };
  });
  return differing.length > MAX_TOLD ? [...told, more(process, differing.length - MAX_TOLD)] : told;
}

function difference(
  { pid }: RunningKubelet,
  written: FlagGroup | undefined,
  running: FlagGroup | undefined,
): string {
  const kubelet = `the running kubelet (process ${pid})`;
  if (!running) return `${kubelet} was started without ${shown(written!)}, which the files give`;
  if (!written) return `${kubelet} was started with ${shown(running)}, which the files don't give`;
  return `${kubelet} was started with ${shown(running)}, but the files say ${shown(written)}`;
}

/** As a word could be written; a flag without a value, and what is no flag, as they are. */
function shown({ name, texts, type }: FlagGroup): string {
  const values = texts.length > 1 && type === undefined ? texts : texts.slice(-1);
  const all = type !== undefined && texts.length > 1 && !sameTexts(type, texts, values) ? texts : values;
  const words = all.map((text) => (text === '' && type === undefined ? name : `${name}=${text}`)).join(' ');
  return `"${words.length > MAX_SHOWN ? `${words.slice(0, MAX_SHOWN)}…` : words}"`;
}

const MAX_SHOWN = 200;

/** The file's word; for a flag that only the process has, the command that lacks it. */
function locationOf({ argv }: FilesOfStart, group: FlagGroup | undefined): Location | undefined {
  const word = group ? argv?.[group.word + 1] : argv?.[0];
  return word?.origin.location;
}

function commandLineOf({ pid }: RunningKubelet): Location {
  return { file: `/proc/${pid}/cmdline` };
}

function more({ pid }: RunningKubelet, count: number): Diagnostic {
  return {
    ruleId: 'running-flag-differs',
    severity: 'warning',
    message: `the running kubelet (process ${pid}) differs from the files in ${count} more flags`,
    location: { file: `/proc/${pid}/cmdline` },
  };
}

function titleOverwritten(process: RunningKubelet): Diagnostic {
  return {
    ruleId: 'running-command-line-unknown',
    severity: 'info',
    message: `the running kubelet (process ${process.pid}) has overwritten its command line, so it can't be compared with the files`,
    location: commandLineOf(process),
  };
}
