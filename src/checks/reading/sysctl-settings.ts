import { compareBytes } from '../../bytes/text.ts';
import type { Location } from '../../diagnostics/location.ts';
import { wholeLine } from '../../diagnostics/whole-line.ts';
import type { Host } from '../../node/host/host.ts';
import { join } from '../../node/host/path.ts';
import { textOf } from './kubelet-on-node.ts';

/** A kernel setting as a file of sysctl.d sets it when the node boots. */
export interface Sysctl {
  readonly value: string;
  readonly location: Location;
}

/** First come first served, for files of one name (sysctl.d(5)). */
const DIRECTORIES = [
  '/etc/sysctl.d',
  '/run/sysctl.d',
  '/usr/local/lib/sysctl.d',
  '/usr/lib/sysctl.d',
  '/lib/sysctl.d',
];

/** More than any node has. */
const MAX_FILES = 500;

/** The kernel settings that the node's files make, by their dotted names: the last of a name in the order of files. */
export function sysctlSettings(host: Host): ReadonlyMap<string, Sysctl> {
  const files = new Map<string, string>();
  for (const directory of DIRECTORIES) {
    const names = host.readDir(directory);
    for (const name of names.ok ? names.value.slice(0, MAX_FILES) : [])
      if (name.endsWith('.conf') && !files.has(name)) files.set(name, join(directory, name));
  }
  const settings = new Map<string, Sysctl>();
  for (const [, file] of [...files].sort(([a], [b]) => compareBytes(a, b))) {
    for (const [index, line] of (textOf(host, file) ?? '').split('\n').entries()) {
      const equals = line.indexOf('=');
      const name = line.slice(0, Math.max(equals, 0)).trim().replace(/^-/, '').replaceAll('/', '.');
      if (/^[\w.-]+$/.test(name))
        settings.set(name, {
          value: line.slice(equals + 1).trim(),
          location: wholeLine(file, line, index + 1),
        });
    }
  }
  return settings;
}
