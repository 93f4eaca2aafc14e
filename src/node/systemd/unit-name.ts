import { decode, encode } from '../../bytes/text.ts';

/*
 * Unit names (systemd basic/unit-name.c): `prefix.suffix`, `prefix@.suffix` (a template),
 * `prefix@instance.suffix` (an instance of it).
 */

/** What a unit name is made of. `instance` is empty for a template and absent for a plain name. */
export interface UnitName {
  readonly full: string;
  readonly prefix: string;
  readonly instance?: string;
  /** Without the dot: `service`. */
  readonly suffix: string;
}

const SUFFIXES = /^(service|socket|target|device|mount|automount|swap|timer|path|slice|scope)$/;
/** UNIT_NAME_MAX, with the terminating NUL. */
const MAX_LENGTH = 256;

/** Takes a unit name apart; undefined when it is not one (unit_name_is_valid). */
export function parseUnitName(name: string): UnitName | undefined {
  if (name.length >= MAX_LENGTH) return undefined;
  const dot = name.lastIndexOf('.');
  const suffix = name.slice(dot + 1);
  if (dot <= 0 || !SUFFIXES.test(suffix)) return undefined;
  const stem = name.slice(0, dot);
  if (!/^[0-9A-Za-z:_.\\@-]+$/.test(stem)) return undefined;
  const at = stem.indexOf('@');
  if (at === 0) return undefined;
  if (at < 0) return { full: name, prefix: stem, suffix };
  return { full: name, prefix: stem.slice(0, at), instance: stem.slice(at + 1), suffix };
}

/** Whether the name is a template: `kubelet@.service`. */
export function isTemplate(name: UnitName): boolean {
  return name.instance === '';
}

/** Whether the name is an instance: `kubelet@one.service`. */
export function isInstance(name: UnitName): boolean {
  return name.instance !== undefined && name.instance !== '';
}

/** The template of an instance: `kubelet@.service`. */
export function templateOf(name: UnitName): string {
  return buildUnitName(name.prefix, '', name.suffix);
}

/** unit_name_build: plain without an instance, a template with an empty one. */
export function buildUnitName(prefix: string, instance: string | undefined, suffix: string): string {
  return instance === undefined ? `${prefix}.${suffix}` : `${prefix}@${instance}.${suffix}`;
}

/** unit_name_unescape: `-` is `/`, `\xHH` a byte; undefined when a backslash begins anything else. */
export function unescapeUnitName(text: string): string | undefined {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '-') out += '/';
    else if (char !== '\\') out += char;
    else {
      const hex = /^x([0-9a-fA-F]{2})/.exec(text.slice(i + 1, i + 4));
      if (!hex) return undefined;
      out += byte(Number.parseInt(hex[1]!, 16));
      i += 3;
    }
  }
  return decode(encode(out));
}

/** unit_name_path_unescape: the absolute path that an escaped name stands for. */
export function unescapePath(text: string): string | undefined {
  if (text === '') return undefined;
  if (text === '-') return '/';
  if (text.startsWith('-') || text.endsWith('-')) return undefined;
  const path = unescapeUnitName(text);
  if (path === undefined || /(^|\/)(\.{0,2})(\/|$)/.test(path)) return undefined;
  return `/${path}`;
}

/** A byte as src/bytes/text.ts writes one that is not a character of its own. */
export function byte(value: number): string {
  return String.fromCharCode(value < 0x80 ? value : 0xdc00 + value);
}
