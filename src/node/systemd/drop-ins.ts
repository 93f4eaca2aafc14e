import { compareBytes } from '../../bytes/text.ts';
import type { Host } from '../host/host.ts';
import type { SystemdRules } from './systemd-version.ts';
import { unitDirectories } from './unit-directories.ts';
import { buildUnitName, isInstance, parseUnitName, templateOf, type UnitName } from './unit-name.ts';

/**
 * The drop-ins of a unit in the order in which they apply, masks among them (systemd shared/dropin.c,
 * unit_file_find_dropin_paths). Own directories come first, then those of aliases, then those of the type; of
 * files with the same name the first one found hides the others, whatever it is.
 */
export function findDropIns(
  host: Host,
  id: UnitName,
  aliases: readonly string[],
  rules: SystemdRules,
): readonly string[] {
  const directories = unitDirectories(rules);
  const names = [id, ...aliases.map((alias) => parseUnitName(alias)!)];
  const candidates = names.flatMap((name) => {
    const dropInNames = dropInNamesOf(name);
    return directories.flatMap((directory) => dropInNames.map((one) => `${directory}/${one}.d`));
  });
  candidates.push(...directories.map((directory) => `${directory}/${id.suffix}.d`));
  return configFilesIn(host, candidates);
}

/**
 * The `*.conf` files of several directories, in the order of their names; a name that an earlier directory has is
 * taken from there (systemd basic/conf-files.c, conf_files_list_strv).
 */
export function configFilesIn(host: Host, directories: readonly string[]): readonly string[] {
  const files = new Map<string, string>();
  for (const directory of directories) {
    const names = host.readDir(directory);
    for (const name of names.ok ? names.value : []) {
      if (name.startsWith('.') || !name.endsWith('.conf') || files.has(name)) continue;
      files.set(name, `${directory}/${name}`);
    }
  }
  return [...files].sort(([a], [b]) => compareBytes(a, b)).map(([, path]) => path);
}

/**
 * The names whose `.d` directories belong to a unit, most specific first: its own, its template's, and for
 * `a-b-c.service` those of the prefixes `a-b-.service` and `a-.service` (unit_file_find_dirs).
 */
function dropInNamesOf(name: UnitName): readonly string[] {
  const found = [name.full];
  if (isInstance(name)) found.push(...dropInNamesOf(parseUnitName(templateOf(name))!));
  const prefix = shorterPrefix(name.prefix);
  if (prefix !== undefined) {
    // An instance keeps its instance, a template loses its "@".
    const shorter = buildUnitName(prefix, name.instance || undefined, name.suffix);
    found.push(...dropInNamesOf(parseUnitName(shorter)!));
  }
  return found;
}

/** The prefix up to the last dash, `a-b-` for `a-b-c` and `a-` for `a-b-`; undefined when there is none. */
function shorterPrefix(prefix: string): string | undefined {
  const dash = prefix.lastIndexOf('-', prefix.endsWith('-') ? prefix.length - 2 : undefined);
  return dash <= 0 ? undefined : prefix.slice(0, dash + 1);
}
