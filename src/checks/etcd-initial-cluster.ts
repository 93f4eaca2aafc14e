import { dataDirectoryOf, holdsMember } from '../control-plane/etcd-data.ts';
import { configuredEtcdsOf, type Etcd, isDiscovering, settingOf } from '../control-plane/etcd-line.ts';
import {
  type ClusterEntry,
  type EtcdUrl,
  readCluster,
  readUrls,
  urlsOf,
} from '../control-plane/etcd-urls.ts';
import { isAddress } from '../control-plane/host-address.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { runningComponents } from './reading/running-components.ts';

export default defineCheck({
  id: 'etcd-initial-cluster',
  scope: 'directory',
  summary: '--initial-cluster does not hold this member as its other flags describe it',
  severity: 'warning',
  why: 'A new member looks itself up in --initial-cluster by its --name, and compares the URLs there with its --initial-advertise-peer-urls. They must be the same, and no URL may be there twice. A member that has its data already does not look there any more, so that the mistake shows when the data directory is replaced: after a restore, on a new node.',
  bad: '--name=cp-1 and --initial-cluster=master=https://10.0.0.5:2380',
  good: '--name=cp-1 and --initial-cluster=cp-1=https://10.0.0.5:2380',
  fix: 'Write NAME=URL for every member, with the name and the peer URLs of this one among them.',
  links: [
    'go.etcd.io/etcd/server/v3/config/config.go VerifyBootstrap, hasLocalMember, advertiseMatchesCluster',
    'go.etcd.io/etcd/client/pkg/v3/types/urlsmap.go NewURLsMap, parse',
    'go.etcd.io/etcd/server/v3/embed/util.go isMemberInitialized',
    'https://etcd.io/docs/v3.6/op-guide/clustering/',
  ],
  check: ({ host, files }) => {
    const etcds = configuredEtcdsOf(runningComponents(files));
    return etcds.length === 0
      ? NOTHING
      : etcds.flatMap((etcd) => {
          const problem = problemOf(etcd);
          if (!problem) return [];
          const directory = dataDirectoryOf(etcd);
          if (directory !== null && holdsMember(host, directory) === true) return [];
          const { message, help, flags } = problem;
          const { component, line } = etcd;
          const [first, ...others] = flags.flatMap((flag) => settingOf(line, flag).range ?? []);
          return [
            {
              message: `without data from before, etcd ends at once: ${message}`,
              location: component.source.locate(first ?? component.container.range),
              help,
              ...(others.length > 0 && {
                related: others.map((range) => ({
                  location: component.source.locate(range),
                  message: 'this does not fit',
                })),
              }),
            } satisfies Finding,
          ];
        });
  },
});

interface Problem {
  readonly message: string;
  readonly help: string;
  readonly flags: readonly string[];
}

function problemOf({ line }: Etcd): Problem | undefined {
  const [cluster, name] = [settingOf(line, 'initial-cluster'), settingOf(line, 'name')];
  // The default cluster is made of the name and of what is advertised.
  if (!cluster.range || cluster.text === null || name.text === null) return undefined;
  if (isDiscovering(line)) return undefined;
  const entries = readCluster(cluster.text);
  const malformed = entries.flatMap((entry) => malformedEntry(entry) ?? [])[0];
  if (malformed) return malformed;
  const own = entries.filter((entry) => entry.name === name.text);
  if (own.length === 0) return lacksName(entries, name.text, name.range !== null);
  const advertised = settingOf(line, 'initial-advertise-peer-urls').text;
  return (advertised === null ? undefined : differs(own, urlsOf(advertised), name.text)) ?? repeats(entries);
}

function malformedEntry({ name, url }: ClusterEntry): Problem | undefined {
  const read = readUrls(url)[0]!;
  if (read.kind !== 'refused') return undefined;
  const entry = url === '' ? name : `${name}=${url}`;
  return {
    message: `"${entry}" in --initial-cluster is no member: ${url === '' ? 'it must have the form "NAME=URL"' : read.why}`,
    help: 'write it as "cp-1=https://10.0.0.5:2380"',
    flags: ['initial-cluster'],
  };
}

function lacksName(entries: readonly ClusterEntry[], name: string, isWritten: boolean): Problem {
  const names = [...new Set(entries.map((entry) => entry.name))];
  const written = isWritten ? `"${name}"` : `"${name}", which it has without --name,`;
  const near = names.find((one) => one.trim() === name || one.toLowerCase() === name.toLowerCase());
  return {
    message: `its name ${written} is not in --initial-cluster, which has ${list(names)}`,
    help: near
      ? `write "${name}" there: ${near.trim() === name ? 'a space belongs to the name' : 'case counts'}`
      : names.length === 1 && names[0]
        ? `set --name=${names[0]}, or correct --initial-cluster`
        : `add "${name}=" with its peer URL, or correct --name`,
    flags: ['initial-cluster', 'name'],
  };
}

function list(names: readonly string[]): string {
  if (names.length === 0) return 'no member';
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ');
}

/** Names of hosts are resolved before they are compared: of those only scheme and port are known. */
function differs(
  own: readonly ClusterEntry[],
  advertised: readonly EtcdUrl[],
  name: string,
): Problem | undefined {
  const mine = own.flatMap(({ url }) => urlsOf(url));
  const isKnown = [...mine, ...advertised].every(({ host }) => isAddress(host));
  const keys = (urls: readonly EtcdUrl[]) =>
    urls.map(({ scheme, host, port }) => `${scheme}://${isKnown ? host : ''}:${port}`).sort();
  const advertisedOnce = isKnown ? [...new Set(keys(advertised))] : keys(advertised);
  if (keys(mine).join() === advertisedOnce.join()) return undefined;
  const show = (urls: readonly EtcdUrl[]) => urls.map(({ text }) => `"${text}"`).join(' and ');
  return {
    message: `--initial-cluster has ${show(mine)} for "${name}", and --initial-advertise-peer-urls ${show(advertised)}`,
    help: 'write the same peer URLs in both',
    flags: ['initial-cluster', 'initial-advertise-peer-urls'],
  };
}

/** CheckDuplicateURL. */
function repeats(entries: readonly ClusterEntry[]): Problem | undefined {
  const seen = new Map<string, string>();
  for (const { name, url } of entries) {
    const before = seen.get(url);
    if (before !== undefined) {
      return {
        message: `--initial-cluster has "${url}" for "${before}" and for "${name}"`,
        help: 'give every member its own peer URL',
        flags: ['initial-cluster'],
      };
    }
    seen.set(url, name);
  }
  return undefined;
}
