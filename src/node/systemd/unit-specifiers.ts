import { parentOf } from '../host/path.ts';
import type { NodeFacts } from './node-facts.ts';
import type { SpecifierTable } from './specifiers.ts';
import type { SystemdRules } from './systemd-version.ts';
import { type UnitName, unescapePath, unescapeUnitName } from './unit-name.ts';

/** The unit whose file is being read. */
export interface SpecifierUnit {
  readonly name: UnitName;
  /** The unit file, symlinks resolved. */
  readonly realPath: string;
  /** Slice= as far as it has been read. */
  readonly slice: () => string | undefined;
}

/** What `%` letters mean in a unit of the system manager (systemd core/unit-printf.c, unit_full_printf). */
export function unitSpecifiers(unit: SpecifierUnit, facts: NodeFacts, rules: SystemdRules): SpecifierTable {
  const system = systemSpecifiers(facts, rules);
  const { name } = unit;
  const last = name.prefix.slice(name.prefix.lastIndexOf('-') + 1);
  return (letter) => {
    switch (letter) {
      case 'n':
        return name.full;
      case 'N':
        return name.full.slice(0, name.full.lastIndexOf('.'));
      case 'p':
        return name.prefix;
      case 'P':
        return unescapeUnitName(name.prefix) ?? null;
      case 'i':
        return name.instance ?? '';
      case 'I':
        return unescapeUnitName(name.instance ?? '') ?? null;
      case 'j':
        return last;
      case 'J':
        return unescapeUnitName(last) ?? null;
      case 'f':
        return unescapePath(name.instance ?? name.prefix) ?? null;
      case 'c':
        return `${slicePath(unit.slice())}/${name.full}`;
      case 'r':
        return unit.slice() === undefined ? '' : `/${unit.slice()}`;
      case 'R':
        return '';
      case 't':
        return '/run';
      case 'E':
        return '/etc';
      case 'S':
        return '/var/lib';
      case 'C':
        return '/var/cache';
      case 'L':
        return '/var/log';
      case 'h':
        return '/root';
      case 's':
        return rules.rootShell;
      case 'u':
      case 'g':
        return 'root';
      case 'U':
      case 'G':
        return '0';
      case 'y':
      case 'Y':
      case 'd':
      case 'D':
        return rules.newerSpecifiers.includes(letter) ? newer(letter, unit) : undefined;
      default:
        return system(letter);
    }
  };
}

function newer(letter: 'y' | 'Y' | 'd' | 'D', unit: SpecifierUnit): string {
  switch (letter) {
    case 'y':
      return unit.realPath;
    case 'Y':
      return parentOf(unit.realPath);
    case 'd':
      return `/run/credentials/${unit.name.full}`;
    case 'D':
      return '/usr/share';
  }
}

/** `foo-bar.slice` is the control group `/foo.slice/foo-bar.slice` (cg_slice_to_path). */
function slicePath(slice: string | undefined): string {
  if (slice === undefined || slice === '-.slice') return '';
  const names = slice.slice(0, -'.slice'.length).split('-');
  return names.map((_, i) => `/${names.slice(0, i + 1).join('-')}.slice`).join('');
}

/** What `%` letters mean in system.conf: those of the machine only (COMMON_SYSTEM_SPECIFIERS, COMMON_TMP_SPECIFIERS). */
export function systemSpecifiers(facts: NodeFacts, rules: SystemdRules): SpecifierTable {
  return (letter) => {
    switch (letter) {
      case 'H':
        return facts.hostName();
      case 'l':
        return facts.hostName().split('.')[0]!;
      case 'm':
        return facts.machineId();
      case 'b':
        return facts.bootId();
      case 'v':
        return facts.kernelRelease();
      case 'a':
        return facts.architecture();
      case 'T':
        return '/tmp';
      case 'V':
        return '/var/tmp';
      case 'o':
        return osRelease(facts, 'ID');
      case 'w':
        return osRelease(facts, 'VERSION_ID');
      case 'q':
        return rules.newerSpecifiers.includes(letter) ? facts.prettyHostName() : undefined;
      case 'A':
      case 'B':
      case 'M':
      case 'W':
        return rules.newerSpecifiers.includes(letter)
          ? osRelease(facts, OS_RELEASE_FIELDS[letter])
          : undefined;
      default:
        return undefined;
    }
  };
}

const OS_RELEASE_FIELDS = { A: 'IMAGE_VERSION', B: 'BUILD_ID', M: 'IMAGE_ID', W: 'VARIANT_ID' } as const;

/** A field that os-release lacks is empty; a machine without os-release can't tell any (EUNATCH). */
function osRelease(facts: NodeFacts, field: string): string | null {
  const fields = facts.osRelease();
  return fields ? (fields.get(field) ?? '') : null;
}
