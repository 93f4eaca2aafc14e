import { placeOf } from '../control-plane/container-path.ts';
import { dataDirectoryOf, holdsMember } from '../control-plane/etcd-data.ts';
import { configuredEtcdsOf, type Etcd, settingOf } from '../control-plane/etcd-line.ts';
import type { Host } from '../node/host/host.ts';
import { parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { runningComponents } from './running-components.ts';

export default defineCheck({
  id: 'etcd-data-dir-empty',
  scope: 'node',
  summary: 'etcd starts without data, while another directory of the node has them',
  severity: 'warning',
  why: 'In an empty data directory etcd begins a new cluster without objects, and says nothing of it. After a restore the data lie in another directory than the one that is mounted, or one level deeper: the member/ directory must lie right in --data-dir.',
  bad: 'a hostPath /var/lib/etcd-new without member/, beside /var/lib/etcd-restored/member',
  good: 'a hostPath /var/lib/etcd-restored, which holds member/',
  fix: 'Point the hostPath of the volume at the directory that holds member/.',
  links: [
    'go.etcd.io/etcd/server/v3/embed/util.go isMemberInitialized',
    'https://etcd.io/docs/v3.6/op-guide/recovery/',
    'https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#restoring-an-etcd-cluster',
  ],
  check: ({ host, files }) => {
    const etcds = configuredEtcdsOf(runningComponents(files));
    return etcds.length === 0 ? NOTHING : etcds.flatMap((etcd) => elsewhere(host, etcd, etcds) ?? []);
  },
});

function elsewhere(host: Host, etcd: Etcd, etcds: readonly Etcd[]): Finding | undefined {
  const { component, line } = etcd;
  const directory = dataDirectoryOf(etcd);
  if (directory === null || holdsMember(host, directory) !== false) return undefined;
  const taken = new Set(etcds.map(dataDirectoryOf));
  const other = candidates(host, directory).find((path) => !taken.has(path) && holdsMember(host, path));
  if (!other) return undefined;
  const place = placeOf(component, settingOf(line, 'data-dir').text ?? '');
  const hostPath = place.kind === 'node' ? place.mount.hostPath : null;
  return {
    message: `etcd starts a new, empty cluster in "${directory}", which holds no member, while "${other}" holds one`,
    location: component.source.locate(hostPath?.range ?? component.container.range),
    help: `if that is the data that you mean, let the hostPath be "${other}"`,
    related: [
      {
        location: component.source.locate(settingOf(line, 'data-dir').range ?? component.container.range),
        message: 'this is the directory in the container',
      },
    ],
  };
}

/** At most so many names of a directory are looked at. */
const LOOKED_AT = 64;

/** Directories below it, above it and beside it, which is where people restore to. */
function candidates(host: Host, directory: string): string[] {
  const parent = parentOf(directory);
  const below = namesIn(host, directory).map((name) => `${directory}/${name}`);
  const beside = namesIn(host, parent)
    .filter((name) => /etcd|restore|backup|snapshot/i.test(name))
    .map((name) => `${parent === '/' ? '' : parent}/${name}`);
  return [...below, parent, ...beside, '/var/lib/etcd'].filter((path) => path !== directory);
}

function namesIn(host: Host, directory: string): readonly string[] {
  const names = host.readDir(directory);
  return names.ok ? names.value.slice(0, LOOKED_AT) : [];
}
