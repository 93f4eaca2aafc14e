import type { SystemdRules } from './systemd-version.ts';

/** Where the system manager looks for units, first come first served (systemd-analyze unit-paths). */
export function unitDirectories({ version }: SystemdRules): readonly string[] {
  return [
    '/etc/systemd/system.control',
    '/run/systemd/system.control',
    '/run/systemd/transient',
    '/run/systemd/generator.early',
    '/etc/systemd/system',
    '/etc/systemd/system.attached',
    '/run/systemd/system',
    '/run/systemd/system.attached',
    '/run/systemd/generator',
    '/usr/local/lib/systemd/system',
    ...(version <= 252 ? ['/lib/systemd/system'] : []),
    '/usr/lib/systemd/system',
    '/run/systemd/generator.late',
  ];
}
