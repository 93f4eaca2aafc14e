import { type EtcdLine, etcdsOf } from '../control-plane/etcd-line.ts';
import type { Fault } from '../control-plane/read-line.ts';
import { nearestName } from '../schema/suggest.ts';
import {
  type EtcdRelease,
  etcdFlag,
  etcdFlagNames,
  etcdHasFlag,
  NEWEST_ETCD_MINOR,
  OLDEST_ETCD_MINOR,
} from '../versions/etcd-flags.ts';
import { defineCheck, type Finding } from './define-check.ts';

export default defineCheck({
  id: 'etcd-flag-unknown',
  scope: 'file',
  summary: 'etcd is given a flag that its version does not have',
  severity: 'warning',
  programs: ['etcd'],
  why: 'etcd ends at once at a flag that it does not know: "flag provided but not defined". Flags come and go with its versions: 3.7 has none of the --experimental-… ones any more, 3.5 no --feature-gates.',
  bad: '--experimental-initial-corrupt-check=true with registry.k8s.io/etcd:3.7.0-0',
  good: '--feature-gates=InitialCorruptCheck=true with registry.k8s.io/etcd:3.7.0-0',
  fix: 'Use the flag that took its place, correct its name, or remove it.',
  links: ['go.etcd.io/etcd/server/v3/etcdmain/config.go newConfig, parse', 'Go: flag.go FlagSet.parseOne'],
  check: ({ components }) => {
    const etcds = etcdsOf(components);
    return etcds.flatMap(({ component, line }) =>
      line.faults.slice(0, SHOWN).flatMap((fault) => {
        const told = fault.problem === 'unknown' ? explain(fault, line) : undefined;
        return told ? [{ ...told, location: component.source.locate(fault.word.range) }] : [];
      }),
    );
  },
});

/** etcd itself names one. */
const SHOWN = 100;
const ENDS = 'etcd ends at once, and the kubelet restarts it for ever';

function explain({ name = '', word }: Fault, { release }: EtcdLine): Finding | undefined {
  if (name.includes('$(') || (release !== null && !isRecorded(release))) return undefined;
  const known = etcdFlag(name);
  const version = release
    ? `etcd 3.${release.minor}`
    : `no etcd from 3.${OLDEST_ETCD_MINOR} to 3.${NEWEST_ETCD_MINOR}`;
  const history =
    known?.until !== undefined && release && release.minor > known.until
      ? `: it is gone since 3.${known.until + 1}`
      : known?.since !== undefined
        ? `: it came with ${known.since}`
        : '';
  return {
    message: `${ENDS}: ${version} has ${release ? 'no' : 'a'} flag "--${name}"${history}`,
    help: known ? helpWithKnown(name, word.text) : helpWithMistake(name, word.text, release),
  };
}

/** Of others it is not known which flags they have. */
function isRecorded({ minor }: EtcdRelease): boolean {
  return minor >= OLDEST_ETCD_MINOR && minor <= NEWEST_ETCD_MINOR;
}

function helpWithKnown(name: string, word: string): string {
  const instead = etcdFlag(name)?.instead;
  if (instead === undefined) return 'remove it';
  const value = word.includes('=') ? word.slice(word.indexOf('=') + 1) : '';
  return `use "${instead}${instead.endsWith('=') ? value || 'true' : ''}"`;
}

function helpWithMistake(name: string, word: string, release: EtcdRelease | null): string {
  const has = (flag: string) =>
    etcdFlag(flag) !== undefined && (!release || etcdHasFlag(flag, release) !== false);
  const space = name.search(/\s/);
  if (space > 0 && has(name.slice(0, space))) {
    const value = word.slice(word.indexOf(name) + space).trim();
    return `write "--${name.slice(0, space)}=${value}": flag and value in one item are joined by "="`;
  }
  if (has(name.replaceAll('_', '-').toLowerCase())) {
    return `write "--${name.replaceAll('_', '-').toLowerCase()}": etcd takes names as they are`;
  }
  const near = nearestName(name, etcdFlagNames().filter(has));
  return near === undefined ? 'remove it' : `did you mean "--${near}"?`;
}
