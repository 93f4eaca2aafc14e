import { compareBytes } from '../../bytes/text.ts';
import type { Host } from '../host/host.ts';
import { isEmpty } from './config-file.ts';
import { simplifyPath } from './paths.ts';
import type { SystemdRules } from './systemd-version.ts';
import { unitDirectories } from './unit-directories.ts';
import {
  buildUnitName,
  isInstance,
  isTemplate,
  parseUnitName,
  templateOf,
  type UnitName,
} from './unit-name.ts';

/** A symlink among the units that systemd does not take for a unit. */
export interface RejectedLink {
  readonly path: string;
  readonly target: string;
  /** Why, to be read after "the link is not taken for a unit:". */
  readonly reason: string;
}

/** The units of one type that there are (systemd shared/unit-file.c, unit_file_build_name_map). */
export interface UnitMap {
  /** From a name to its file (an absolute path), or to the name that it is an alias of. */
  readonly entries: ReadonlyMap<string, string>;
  readonly rejected: ReadonlyMap<string, RejectedLink>;
}

/** FOLLOW_MAX: how many aliases of aliases are followed. */
const MAX_ALIASES = 8;

/** Looks through the unit directories for units of one type. */
export function unitMap(host: Host, suffix: string, rules: SystemdRules): UnitMap {
  const directories = unitDirectories(rules);
  const entries = new Map<string, string>();
  const rejected = new Map<string, RejectedLink>();
  for (const directory of directories) {
    const names = host.readDir(directory);
    for (const name of names.ok ? names.value : []) {
      if (parseUnitName(name)?.suffix !== suffix || entries.has(name)) continue;
      const path = `${directory}/${name}`;
      const info = host.lstat(path);
      if (!info.ok) continue;
      if (info.value.type === 'symlink') {
        const link = resolveLink(host, directories, directory, name);
        if (typeof link === 'string') entries.set(name, link);
        else if (link) rejected.set(name, link);
      } else if (
        info.value.type === 'file' ||
        (info.value.type === 'directory' && !rules.skipsUnitDirectories)
      ) {
        entries.set(name, path);
      }
    }
  }
  return { entries, rejected };
}

/**
 * What a symlink among the units is: the link itself for one that leads out of the unit directories (a linked
 * unit, a mask), the name of the unit it is an alias of, nothing for one to a namesake (unit_file_resolve_symlink).
 */
function resolveLink(
  host: Host,
  directories: readonly string[],
  directory: string,
  name: string,
): string | RejectedLink | undefined {
  const path = `${directory}/${name}`;
  const link = host.readLink(path);
  if (!link.ok) return undefined;
  const target = chaseParent(host, link.value.startsWith('/') ? link.value : `${directory}/${link.value}`);
  if (target === undefined) return undefined;
  if (!directories.some((one) => target.startsWith(`${one}/`))) return path;
  const alias = target.slice(target.lastIndexOf('/') + 1);
  const reason = aliasProblem(name, alias);
  if (reason !== undefined) return { path, target: link.value, reason };
  return alias === name ? undefined : alias;
}

/** The path with the symlinks of its directories resolved, its last component as it is; what is missing may be. */
function chaseParent(host: Host, path: string): string | undefined {
  const names = simplifyPath(path).split('/').slice(1);
  for (let known = names.length - 1; known >= 0; known--) {
    const real = host.realPath(`/${names.slice(0, known).join('/')}`);
    if (!real.ok) continue;
    const rest = names.slice(known);
    if (rest.includes('..')) return undefined;
    return `${real.value === '/' ? '' : real.value}/${rest.join('/')}`;
  }
  return undefined;
}

/** Why a name can't be an alias of another (unit_validate_alias_symlink_or_warn). */
function aliasProblem(from: string, to: string): string | undefined {
  const alias = parseUnitName(from);
  const target = parseUnitName(to);
  if (!alias || !target) return `"${to}" is not the name of a unit`;
  if (alias.suffix !== target.suffix) return `"${to}" is another type of unit`;
  const sameKind = isTemplate(alias) === isTemplate(target) && isInstance(alias) === isInstance(target);
  if (!sameKind && !(isInstance(alias) && isTemplate(target))) {
    return `"${to}" and "${from}" are not both plain, both templates or both instances`;
  }
  if (isInstance(target) && alias.instance !== target.instance) return `"${to}" is another instance`;
  return undefined;
}

/** The file of a name, aliases followed; undefined when there is none, `loop` when aliases go round. */
function fileOf(map: UnitMap, name: string): string | undefined | 'loop' {
  let at = name;
  for (let i = 0; i < MAX_ALIASES; i++) {
    let next = map.entries.get(at);
    if (next === undefined && i > 0) {
      const parsed = parseUnitName(at);
      if (parsed?.instance !== undefined) next = map.entries.get(templateOf(parsed));
    }
    if (next === undefined || next.startsWith('/')) return next;
    at = next;
  }
  return 'loop';
}

/** A unit that was looked up: its file, and all names it goes by. */
export interface FoundUnit {
  readonly fragment: string;
  /** The name it has once it is loaded; an alias is not its own name. */
  readonly id: UnitName;
  /** Other names whose drop-ins apply too, sorted. */
  readonly aliases: readonly string[];
}

/** Looks up a unit (unit_file_find_fragment); undefined when there is none. */
export function findUnit(host: Host, map: UnitMap, name: UnitName): FoundUnit | undefined {
  let fragment = fileOf(map, name.full);
  if (fragment === undefined && isInstance(name)) fragment = fileOf(map, templateOf(name));
  if (fragment === undefined || fragment === 'loop') return undefined;
  const base = fragment.slice(fragment.lastIndexOf('/') + 1);
  const names = new Set<string>();
  addNames(host, map, name, name.full, undefined, names);
  if (base !== name.full) addNames(host, map, name, base, base, names);
  const own = parseUnitName(base);
  const preferred = own && isTemplate(own) ? withInstance(own, name) : base;
  const id = names.has(preferred) ? parseUnitName(preferred)! : name;
  names.delete(id.full);
  return { fragment, id, aliases: [...names].sort(compareBytes) };
}

/** Adds a name, and those that are aliases of it (add_names). */
function addNames(
  host: Host,
  map: UnitMap,
  wanted: UnitName,
  name: string,
  fragmentBase: string | undefined,
  names: Set<string>,
): void {
  const parsed = parseUnitName(name);
  if (parsed && !isTemplate(parsed)) names.add(name);
  else if (parsed) names.add(withInstance(parsed, wanted));
  for (const alias of map.entries.keys()) {
    if (realNameOf(map, alias) !== name || isEmpty(host, fileOf(map, alias)!)) continue;
    const parsedAlias = parseUnitName(alias)!;
    if (!isTemplate(parsedAlias) || !isInstance(wanted)) {
      names.add(alias);
      continue;
    }
    const instance = withInstance(parsedAlias, wanted);
    const file = fileOf(map, instance);
    // An instance of the alias may have a file of its own, and is another unit then.
    const elsewhere = file !== undefined && fragmentBase !== undefined && !file.endsWith(`/${fragmentBase}`);
    if (!elsewhere) names.add(instance);
  }
}

/** The name of the file that a name leads to, with the name's instance where the file is a template. */
function realNameOf(map: UnitMap, name: string): string | undefined {
  const file = fileOf(map, name);
  if (file === undefined || file === 'loop') return undefined;
  const base = parseUnitName(file.slice(file.lastIndexOf('/') + 1));
  const parsed = parseUnitName(name);
  if (!base || !parsed) return undefined;
  return isTemplate(base) && isInstance(parsed) ? withInstance(base, parsed) : base.full;
}

function withInstance(template: UnitName, instance: UnitName): string {
  return buildUnitName(template.prefix, instance.instance ?? '', template.suffix);
}
