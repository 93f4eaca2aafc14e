import type { Location } from '../diagnostics/location.ts';
import { wordOfCommand } from '../diagnostics/shell-word.ts';
import { wholeLine } from '../diagnostics/whole-line.ts';
import type { Host } from '../node/host/host.ts';
import { baseName, join } from '../node/host/path.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { parseUnitName } from '../node/systemd/unit-name.ts';
import { defineCheck, NOTHING } from './define-check.ts';
import { settingOf, startOnNode, textOf } from './reading/kubelet-on-node.ts';
import { someUnitSays } from './reading/units-that-name.ts';

const FSTAB = '/etc/fstab';

export default defineCheck({
  id: 'swap-on',
  scope: 'node',
  area: 'machine',
  stopsKubelet: true,
  summary: 'the node turns swap on at boot, and the kubelet does not start with it',
  severity: 'warning',
  why: 'With failSwapOn, which is the default, the kubelet ends when it finds swap in /proc/swaps: "running with swap on is not supported". "swapoff -a" lasts until the next boot.',
  bad: '/swapfile none swap sw 0 0',
  good: '#/swapfile none swap sw 0 0',
  fix: 'Comment the line out and run "swapoff -a", or set failSwapOn: false.',
  links: ['pkg/kubelet/cm/container_manager_linux.go NewContainerManager', 'fstab(5)'],
  check: ({ host, report }) => {
    const start = startOnNode(report);
    const fail = start && settingOf(start, 'failSwapOn');
    if (fail?.value !== true) return NOTHING;
    const swap = ofTable(host) ?? ofUnit(host) ?? ofMemory(host);
    if (!swap || isMasked(host) || isTurnedOff(host, report)) return NOTHING;
    return [
      {
        message: `${swap.what} turns swap on when the node boots, and with "failSwapOn" the kubelet ends when swap is on`,
        location: swap.location,
        help: `${swap.help} and run "swapoff -a", or set "failSwapOn: false" in the kubelet configuration`,
        ...(fail.location && { related: [{ location: fail.location, message: '"failSwapOn" is set here' }] }),
      },
    ];
  },
});

/** What turns swap on, and how it is stopped. */
interface Swap {
  readonly what: string;
  readonly location: Location;
  readonly help: string;
}

function ofTable(host: Host): Swap | undefined {
  const lines = textOf(host, FSTAB)?.split('\n') ?? [];
  const at = lines.findIndex(isSwap);
  if (at < 0) return undefined;
  return { what: 'this line', location: wholeLine(FSTAB, lines[at]!, at + 1), help: 'comment it out' };
}

/** A unit that something which starts with the node wants (systemd.swap(5)). */
function ofUnit(host: Host): Swap | undefined {
  const wanted = WANTS.flatMap((directory) => {
    const names = host.readDir(directory);
    return (names.ok ? names.value : []).map((name) => join(directory, name));
  });
  const file = wanted.find(
    (path) =>
      parseUnitName(baseName(path))?.suffix === 'swap' &&
      /^[ \t]*What[ \t]*=/m.test(textOf(host, path) ?? ''),
  );
  if (file === undefined) return undefined;
  const unit = wordOfCommand(baseName(file));
  const help = unit === undefined ? 'disable it' : `run "systemctl disable ${unit}"`;
  return { what: 'this unit', location: { file }, help };
}

const WANTS = ['swap.target', 'multi-user.target', 'local-fs.target'].map(
  (target) => `/etc/systemd/system/${target}.wants`,
);

/** Swap in compressed memory: zram-generator(8), of which the first file counts. */
function ofMemory(host: Host): Swap | undefined {
  const file = ZRAM.find((path) => host.stat(path).ok);
  const text = file === undefined ? undefined : textOf(host, file);
  if (
    file === undefined ||
    text === undefined ||
    BOOT.some((boot) => /\bsystemd\.zram=0\b/.test(textOf(host, boot) ?? ''))
  )
    return undefined;
  // Each part of the split text is one section, with its first line without the "[".
  const isSwapDevice = (section: string) =>
    /^zram\d+\]/.test(section) &&
    !/^[ \t]*(?:mount-point|fs-type)[ \t]*=|^[ \t]*zram-size[ \t]*=[ \t]*0[ \t]*$/m.test(section);
  if (!text.split(/^\[/m).some(isSwapDevice)) return undefined;
  const lines = text.split('\n');
  const at = lines.findIndex((one) => /^\[zram\d+\]/.test(one));
  const off = file.startsWith('/etc/') ? 'empty it' : 'run "touch /etc/systemd/zram-generator.conf"';
  return { what: 'this file', location: wholeLine(file, lines[at]!, at + 1), help: off };
}

const ZRAM = ['/run', '/etc', '/usr/local/lib', '/usr/lib'].map(
  (root) => `${root}/systemd/zram-generator.conf`,
);

function isSwap(line: string): boolean {
  const [device = '#', , type, options = ''] = line.trim().split(/\s+/);
  return !device.startsWith('#') && type === 'swap' && !options.split(',').includes('noauto');
}

/** Whether systemd acts upon no line for swap, or somebody has masked the unit of one: systemd-fstab-generator(8). */
function isMasked(host: Host): boolean {
  if (BOOT.some((file) => /\bsystemd\.swap=(?:0|no|false|off)\b/.test(textOf(host, file) ?? ''))) return true;
  return ['/etc/systemd/system', '/run/systemd/system'].some((directory) => {
    const names = host.readDir(directory);
    return (names.ok ? names.value : []).some((name) => {
      if (!name.endsWith('.swap') && name !== 'swap.target') return false;
      const link = host.readLink(join(directory, name));
      const file = host.stat(join(directory, name));
      return link.ok ? link.value === '/dev/null' : file.ok && file.value.size === 0;
    });
  });
}

/** Where the kernel's command line is, and what it is made of. */
const BOOT = ['/proc/cmdline', '/etc/kernel/cmdline', '/etc/default/grub', '/boot/cmdline.txt'];

/** Whether something runs swapoff when the node boots. */
function isTurnedOff(host: Host, { found }: NodeReport): boolean {
  const before = found?.service.preCommands ?? [];
  if (before.some((words) => words.some(({ value }) => value.includes('swapoff')))) return true;
  const jobs = host.readDir('/etc/cron.d');
  const files = [...SCRIPTS, ...(jobs.ok ? jobs.value : []).map((name) => `/etc/cron.d/${name}`)];
  const says = (text: string | undefined) => /^[^#\n]*\bswapoff\b/m.test(text ?? '');
  return files.some((file) => says(textOf(host, file))) || someUnitSays(host, says);
}

const SCRIPTS = [
  '/etc/crontab',
  '/etc/rc.local',
  '/etc/rc.d/rc.local',
  '/var/spool/cron/root',
  '/var/spool/cron/crontabs/root',
  '/var/spool/cron/tabs/root',
];
