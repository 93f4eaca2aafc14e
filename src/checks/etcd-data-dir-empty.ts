import { componentsNamed } from '../control-plane/component.ts';
import { placeOf } from '../control-plane/container-path.ts';
import { dataDirectoryOf, dataPathOf, holdsMember } from '../control-plane/etcd-data.ts';
import { configuredEtcdsOf, type Etcd, isDiscovering, settingOf } from '../control-plane/etcd-line.ts';
import { isAsked } from '../control-plane/etcd-listeners.ts';
import { membersAskedBy } from '../control-plane/etcd-servers.ts';
import type { Host } from '../node/host/host.ts';
import { baseName, parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { controlPlaneOf, runningComponents } from './reading/running-components.ts';

export default defineCheck({
  id: 'etcd-data-dir-empty',
  scope: 'node',
  area: 'control-plane',
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
    if (etcds.length === 0) return NOTHING;
    const servers = componentsNamed(controlPlaneOf(files), 'kube-apiserver');
    const taken = new Set(etcds.map(dataDirectoryOf));
    return etcds.flatMap((etcd) => {
      // The data of Kubernetes are nothing to the etcd of another program.
      const isOurs = servers.length === 0 || servers.some((one) => isAsked(etcd, membersAskedBy(one)));
      return elsewhere(host, etcd, taken, isOurs) ?? [];
    });
  },
});

function elsewhere(
  host: Host,
  etcd: Etcd,
  taken: ReadonlySet<string | null>,
  isOurs: boolean,
): Finding | undefined {
  const { component, line } = etcd;
  // Who joins a cluster gets the data from its other members (server/etcdserver/bootstrap.go).
  if (settingOf(line, 'initial-cluster-state').text !== 'new' || isDiscovering(line)) return undefined;
  const directory = dataDirectoryOf(etcd);
  if (directory === null || holdsMember(host, directory) !== false) return undefined;
  const others = candidates(host, directory, isOurs).filter((path) => !taken.has(path));
  const isEmpty = host.live || host.readDir(directory).ok;
  const other =
    others.find((path) => !isPutAside(baseName(path)) && holdsMember(host, path)) ??
    // Beside a directory that is there and empty even what was put aside is the cluster of this node.
    (isEmpty ? others.find((path) => holdsMember(host, path)) : undefined);
  if (!other) return undefined;
  const place = placeOf(component, dataPathOf(etcd, 'data-dir') ?? '');
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

/** Directories below it, and above and beside it, which is where people restore to. */
function candidates(host: Host, directory: string, isOurs: boolean): string[] {
  const below = namesIn(host, directory).map((name) => `${directory}/${name}`);
  const parent = parentOf(directory);
  const beside = namesIn(host, parent)
    .filter((name) => /etcd|restore|backup|snapshot/i.test(name))
    .map((name) => `${parent === '/' ? '' : parent}/${name}`);
  const all = isOurs ? [...below, parent, ...beside, '/var/lib/etcd'] : below;
  return all.filter((path) => path !== directory);
}

/** `etcd.bak` and `etcd-2026-01-31`, but not `etcd-from-backup`: what somebody wants to be gone for now. */
function isPutAside(name: string): boolean {
  return (
    /(?:bak|back|backup|old|orig|save|saved|broken|corrupt|\d{4,}|~)\d{0,2}$|\d{4}-?\d\d/i.test(name) &&
    !/restor|from|new/i.test(name)
  );
}

function namesIn(host: Host, directory: string): readonly string[] {
  const names = host.readDir(directory);
  return names.ok ? names.value.slice(0, LOOKED_AT) : [];
}
