import { dirname, isAbsolute, relative, resolve } from 'node:path';
import * as Flags from '@oclif/core/flags';
import type { PathView } from '../answers/path-view.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../node/host/host.ts';
import { machineHost } from '../node/host/machine-host.ts';
import { printable } from '../report/text/escape.ts';
import { finding, type Surroundings } from '../report/text/finding.ts';
import { SETTINGS_NAME, settingsSearch } from '../settings/find-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { wrongUsage } from './flags.ts';
import { writeErr } from './streams.ts';

/** The flags of a command that goes by settings. */
export const SETTINGS_FLAGS = {
  settings: Flags.string({
    summary: 'the settings (the nearest .spctl.yaml at or above each PATH, within its repository)',
    helpValue: 'FILE',
    exclusive: ['no-settings'],
  }),
  'no-settings': Flags.boolean({ summary: 'go by no settings file' }),
};

/** What {@link openSettings} goes by. */
export interface SettingsFlags {
  readonly root?: string | undefined;
  readonly settings?: string | undefined;
  readonly 'no-settings': boolean;
  readonly 'stdin-name'?: string | undefined;
  readonly quiet: boolean;
}

/** A settings file that was read, and the room that knows what to do with it. */
export interface OpenedSettings {
  /** As people call it: as given, else from the working directory. */
  readonly name: string;
  readonly settings: Settings;
  /** What is wrong with it; then it is not to be used. */
  readonly diagnostics: readonly Diagnostic[];
  readonly room: typeof import('../settings/load-settings.ts');
  /** How to speak of the file, which is on this machine whatever is linted. */
  readonly host: Host;
  readonly view: PathView;
}

/** A settings file is some lines; what is much larger is none. */
const MAX_SIZE = 1024 * 1024;

/** Reads the settings that hold for some paths; null where there are none. */
export async function openSettings(
  flags: SettingsFlags,
  paths: readonly string[],
): Promise<OpenedSettings | null> {
  const file = flags['no-settings'] ? null : fileOf(flags, paths);
  if (file === null) return null;
  const name = flags.settings ?? (relative(process.cwd(), file) || file);
  const here = settingsDoor();
  const content = here.host.readFile(file, MAX_SIZE);
  if (!content.ok) {
    const { reason, message } = content.failure;
    const isNamed = flags.settings !== undefined;
    if (isNamed && reason === 'absent') throw wrongUsage(`there are no settings at "${printable(name)}"`);
    if (isNamed && reason === 'isDirectory')
      throw wrongUsage(`the settings "${printable(name)}" are a directory; name a file in it`);
    const why = reason === 'absent' ? 'this is a symlink that leads nowhere' : message;
    throw new Error(`the settings "${printable(name)}" can't be read: ${why}`);
  }
  // Loaded only here: most runs have no settings.
  const room = await import('../settings/load-settings.ts');
  const read = room.loadSettings({ name, directory: dirname(file), bytes: content.value });
  return { name, ...read, room, ...here };
}

/** This machine, with paths as they come, also from the working directory on. */
export function settingsDoor(): { readonly host: Host; readonly view: PathView } {
  const host: Host = { ...machineHost(), hostPath: (path) => resolve(path) };
  return { host, view: { show: (path) => path, tellsNodePath: false } };
}

/** What is wrong with a settings file. */
export function settingsProblems({ diagnostics }: OpenedSettings, around: Surroundings): string[] {
  return diagnostics.flatMap((diagnostic) => finding(diagnostic, around));
}

/** The one file that is named, or that holds for each of the paths. */
function fileOf(flags: SettingsFlags, paths: readonly string[]): string | null {
  if (flags.settings === '') throw wrongUsage('--settings is empty');
  if (flags.settings !== undefined) return resolve(flags.settings);
  const search = settingsSearch(machineHost(), flags.quiet ? undefined : sayMisnamed);
  const [first, ...more] = startsOf(flags, paths).map((start) => ({ start, file: search(start) }));
  const other = more.find(({ file }) => file !== first?.file);
  if (!first || !other) return first?.file ?? null;
  const [one, two] = [first, other].map(
    ({ start, file }) => `${shown(start)} has ${file === null ? 'none' : shown(file)}`,
  );
  const how = 'lint each in a run of its own, or name one for all with --settings FILE';
  throw wrongUsage(`these paths have not the same settings: ${one}, ${two}; ${how}`);
}

function sayMisnamed(path: string): void {
  writeErr(`warning: ${shown(path)} is not read: the settings are called ${SETTINGS_NAME}\n`);
}

/**
 * Where the search begins: at each path of this machine, else at the working directory. What lies in the copy of a
 * node is the node's, and says nothing about this run.
 */
function startsOf(flags: SettingsFlags, paths: readonly string[]): readonly string[] {
  const { root, 'stdin-name': stdinName } = flags;
  if (root === undefined && paths.length > 0) {
    return paths.map((path) => resolve(path === '-' ? (stdinName ?? '.') : path));
  }
  const here = process.cwd();
  const copy = root === undefined || root === '-' ? null : machineHost().realPath(resolve(root));
  if (!copy?.ok || !isBelow(here, copy.value)) return [here];
  return copy.value === '/' ? [] : [dirname(copy.value)];
}

function isBelow(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return !isAbsolute(way) && way.split('/')[0] !== '..';
}

function shown(path: string): string {
  return printable(relative(process.cwd(), path) || '.');
}
