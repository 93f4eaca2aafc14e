import { knownUnits } from '../node/distributions/known-units.ts';
import type { Host } from '../node/host/host.ts';
import { join } from '../node/host/path.ts';
import type { NodeReport } from '../node/inspect-node.ts';
import { rulesOf } from '../node/systemd/systemd-version.ts';
import { unitDirectories } from '../node/systemd/unit-directories.ts';
import { editDistance } from '../schema/suggest.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { SET_ASIDE, textOf } from './reading/kubelet-on-node.ts';

/** What a drop-in has and a note does not. */
const UNIT_TEXT = /^[ \t]*(?:\[(?:Unit|Service|Install)\]|(?:Environment|EnvironmentFile|ExecStart)[ \t]*=)/m;

export default defineCheck({
  id: 'unit-drop-in-unread',
  scope: 'node',
  area: 'unit',
  summary: "a drop-in for the kubelet's unit that systemd does not read",
  severity: 'warning',
  why: 'systemd reads files that end in ".conf", in a directory called as the whole unit with ".d" behind it, in the directories of units. Everything else is passed over without a word, and the flags in it never reach the kubelet.',
  bad: '/etc/systemd/system/kubelet.d/20-extra.conf',
  good: '/etc/systemd/system/kubelet.service.d/20-extra.conf',
  fix: 'Rename the file or its directory, and run "systemctl daemon-reload".',
  links: ['systemd.unit(5)', 'systemd src/shared/dropin.c unit_file_find_dropin_paths'],
  check: ({ host, report }) => {
    const service = report.found?.service;
    if (service?.state !== 'loaded') return NOTHING;
    const { id, name } = service.unit;
    const directories = unitDirectories(rulesOf({}));
    return ['/etc/systemd', ...directories.filter((path) => !path.startsWith('/run/'))].flatMap(
      (directory) => {
        const names = host.readDir(directory);
        return (names.ok ? names.value : []).flatMap((entry) => {
          if (!entry.endsWith('.d')) return [];
          const path = join(directory, entry);
          if (entry === `${id}.d` || entry === `${name}.d`) {
            return directory === '/etc/systemd'
              ? inWrongPlace(host, path, id)
              : namedWrong(host, path, isAlone(report));
          }
          return isMeantFor(entry, id) && !hasUnit(host, directories, entry)
            ? inWrongPlace(host, path, id)
            : [];
        });
      },
    );
  },
});

/** A directory that is called nearly as the unit's, or as a kubelet's unit that is not here. */
function isMeantFor(entry: string, id: string): boolean {
  const unit = entry.slice(0, -'.d'.length);
  if (
    unit.includes('@') ||
    /\.(?:path|timer|socket|slice|target|mount)$/.test(unit) ||
    unit.endsWith('-.service')
  )
    return false;
  const stem = id.replace(/\.service$/, '');
  if (unit === stem || unit === `${stem}.conf` || knownUnits.includes(unit)) return true;
  return unit.endsWith('.service') && unit.length <= 64 && editDistance(unit, id) <= 2;
}

function hasUnit(host: Host, directories: readonly string[], entry: string): boolean {
  return directories.some((directory) => host.lstat(join(directory, entry.slice(0, -'.d'.length))).ok);
}

function inWrongPlace(host: Host, directory: string, id: string): Finding[] {
  return textsIn(host, directory)
    .filter((path) => path.endsWith('.conf'))
    .map((path) => ({
      message: `systemd does not read this drop-in: "${directory}" is not a directory of ${id}`,
      location: { file: path },
      help: `move it to "/etc/systemd/system/${id}.d"`,
    }));
}

/** A kubelet that is told of no kubeconfig. */
function isAlone({ start }: NodeReport): boolean {
  return start?.starts === true && start.flags.kubeconfig === '';
}

/**
 * Files in the right directory that do not end in `.conf`; what was set aside was meant not to be read, unless it
 * has what the kubelet lacks, and nothing stands in its place.
 */
function namedWrong(host: Host, directory: string, alone: boolean): Finding[] {
  const isLacking = (path: string) =>
    alone && !host.stat(path.replace(SET_ASIDE, '')).ok && /--kubeconfig[= ]/.test(textOf(host, path) ?? '');
  return textsIn(host, directory)
    .filter(
      (path) =>
        (!path.endsWith('.conf') || path.includes('/.')) && (!SET_ASIDE.test(path) || isLacking(path)),
    )
    .map((path) => ({
      message: path.endsWith('.conf')
        ? 'systemd does not read this drop-in: its name begins with a dot'
        : 'systemd does not read this drop-in: its name does not end in ".conf"',
      location: { file: path },
      help: 'rename it, and run "systemctl daemon-reload"',
    }));
}

function textsIn(host: Host, directory: string): readonly string[] {
  const names = host.readDir(directory);
  return (names.ok ? names.value : [])
    .map((name) => join(directory, name))
    .filter((path) => UNIT_TEXT.test(textOf(host, path) ?? ''));
}
