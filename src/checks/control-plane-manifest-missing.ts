import type { FileReport } from '../directory/judge-directory.ts';
import type { Host } from '../node/host/host.ts';
import { baseName, join, parentOf } from '../node/host/path.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { textOf } from './reading/kubelet-on-node.ts';
import { someUnitRuns } from './reading/units-that-name.ts';

/** What kubeadm runs as static pods, and the kubeconfig that it writes for each. */
const COMPONENTS = [
  { name: 'kube-apiserver', kubeconfig: 'admin.conf' },
  { name: 'kube-controller-manager', kubeconfig: 'controller-manager.conf' },
  { name: 'kube-scheduler', kubeconfig: 'scheduler.conf' },
  { name: 'etcd', kubeconfig: null },
] as const;

type Component = (typeof COMPONENTS)[number];

export default defineCheck({
  id: 'control-plane-manifest-missing',
  scope: 'node',
  area: 'control-plane',
  summary: 'a component of the control plane has no manifest where the kubelet reads it',
  severity: 'warning',
  why: 'Moving a manifest away is the way to stop a static pod, and it is easily forgotten to move it back. The node then has no scheduler (pods stay Pending) or no etcd (the API server fails).',
  bad: '/etc/kubernetes/kube-scheduler.yaml, and none in /etc/kubernetes/manifests',
  good: '/etc/kubernetes/manifests/kube-scheduler.yaml',
  fix: 'Move the manifest back; "kubeadm init phase control-plane" writes a new one.',
  links: ['cmd/kubeadm/app/phases/controlplane/manifests.go', 'cmd/kubeadm/app/constants/constants.go'],
  check: ({ host, report, files }) => {
    const { source } = report;
    if (source.resolvedPath === null || !['directory', 'missing'].includes(source.kind)) return NOTHING;
    const directory = source.resolvedPath;
    const gone = COMPONENTS.filter(
      (component) => !files.some((file) => isOf(file, component)) && !isElsewhere(host, component, files),
    );
    const left = COMPONENTS.filter((component) => files.some((file) => isOf(file, component))).length;
    if (gone.length === 0) return NOTHING;
    const places = strayPlaces(host, directory);
    const found = gone.flatMap((component) => {
      const stray = places
        .flatMap((place) => straysIn(host, place, component))
        .find((path) => !isServed(host, path, directory, files));
      return [{ component, stray }];
    });
    if (gone.length === COMPONENTS.length && found.every(({ stray }) => stray === undefined))
      return wasControlPlane(host) &&
        !isWhereKubeadmPuts(host) &&
        !COMPONENTS.some((one) => isService(host, one))
        ? [allGone(host, directory)]
        : NOTHING;
    // That the kubelet looks elsewhere is said of its configuration.
    if (source.kind === 'missing') return NOTHING;
    return found
      .flatMap(({ component, stray }) => {
        if (stray !== undefined && (left > 0 || isControlPlane(host)))
          return [{ component, finding: moved(component, stray, directory) }];
        return left >= 2 && isExpected(host, component)
          ? [{ component, finding: absent(component, directory) }]
          : [];
      })
      .flatMap(({ component, finding }) => (isService(host, component) ? NOTHING : finding));
  },
});

/** By the program, by the pod, and by the file's name where no pod came of it; a dot file is not read. */
function isOf({ path, judgement, outline, verdict }: FileReport, { name }: Component): boolean {
  if (verdict === 'ignored') return false;
  if (outline?.components.some((component) => component.name === name)) return true;
  const pod = judgement?.pod?.name ?? '';
  return pod === name || pod.startsWith(`${name}-`) || isNamed(baseName(path), name);
}

function isNamed(file: string, component: string): boolean {
  if (!file.includes(component)) return false;
  return new RegExp(`^\\.?${component}(?:[._-][^/]*)?\\.(?:ya?ml|json|manifest)(?:[._~-].*|~)?$`).test(file);
}

function moved({ name }: Component, stray: string, directory: string): Finding {
  return {
    message: `the kubelet does not run ${name}: its manifest lies here, and not in "${directory}"`,
    location: { file: stray },
    help: `move it back to "${join(directory, `${name}.yaml`)}", if it was not meant to stop for good`,
  };
}

function absent({ name }: Component, directory: string): Finding {
  return {
    message: `the kubelet does not run ${name}: "${directory}" has the other manifests of a control plane, and none of it`,
    location: { file: directory },
    help:
      name === 'etcd'
        ? 'look for it where it was moved to, and move it back, unless etcd is started in another way'
        : `look for it where it was moved to; "kubeadm init phase control-plane ${name.replace('kube-', '')}" writes a new one`,
  };
}

/** kubeadm's phases write manifests alone: certificates and data stay (cmd/kubeadm/app/cmd/phases/init). */
function allGone(host: Host, directory: string): Finding {
  const hasData = host.stat(ETCD_DATA).ok;
  const hasEtcd = hasData || host.stat('/etc/kubernetes/pki/etcd/server.crt').ok;
  const etcd = hasEtcd
    ? ` and "kubeadm init phase etcd local"${hasData ? '' : ', with the data of etcd put back before,'}`
    : '';
  const data = hasData ? ` and etcd's data` : '';
  return {
    message: `the control plane of this node does not run: its certificates${data} are here, and "${directory}" has none of its manifests`,
    location: { file: directory },
    help: `put the manifests back; else "kubeadm init phase control-plane all"${etcd} write new ones and keep the rest: give --config with what the cluster was made with`,
  };
}

const ETCD_DATA = '/var/lib/etcd/member';

/** Whether the manifests are where kubeadm writes them, and it is the kubelet that looks elsewhere. */
function isWhereKubeadmPuts(host: Host): boolean {
  return host.stat('/etc/kubernetes/manifests/kube-apiserver.yaml').ok;
}

/** By what kubeadm writes on such a node only, and removes when it resets it. */
function wasControlPlane(host: Host): boolean {
  const isThere = (path: string) => host.stat(path).ok;
  return (
    isThere('/etc/kubernetes/pki/apiserver.crt') && [ETCD_DATA, ...KUBECONFIGS].some((path) => isThere(path))
  );
}

const KUBECONFIGS = ['admin.conf', 'controller-manager.conf', 'scheduler.conf'].map(
  (name) => `/etc/kubernetes/${name}`,
);

/** Whether the rest of the node counts on it: its own kubeconfig is there, or etcd's certificates of kubeadm. */
function isExpected(host: Host, { kubeconfig }: Component): boolean {
  if (kubeconfig !== null) return host.stat(`/etc/kubernetes/${kubeconfig}`).ok;
  return host.stat('/etc/kubernetes/pki/etcd').ok;
}

/** Whether the API server looks for its etcd on another node. */
function isElsewhere(host: Host, { name }: Component, files: readonly FileReport[]): boolean {
  if (name !== 'etcd') return false;
  const server = files.find((file) => isOf(file, COMPONENTS[0]));
  const servers = /--etcd-servers=(\S+)/.exec((server && textOf(host, server.path)) ?? '')?.[1];
  return server !== undefined && !/\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/,]/.test(`${servers}/`);
}

/** Whether systemd runs it: a second one would ask for the same ports, and etcd for the same data. */
function isService(host: Host, { name }: Component): boolean {
  return someUnitRuns(host, name) || (name !== 'etcd' && someUnitRuns(host, 'hyperkube'));
}

function isControlPlane(host: Host): boolean {
  return ['admin.conf', 'scheduler.conf', 'controller-manager.conf', 'pki/ca.key', 'pki/apiserver.crt'].some(
    (name) => host.stat(`/etc/kubernetes/${name}`).ok,
  );
}

/** Where people put a manifest that they move away, the likeliest first. */
function strayPlaces(host: Host, directory: string): readonly string[] {
  const above = parentOf(directory);
  const within = (path: string) => {
    const names = host.readDir(path);
    return (names.ok ? names.value.slice(0, MAX_NAMES) : []).map((name) => join(path, name));
  };
  return [
    directory,
    above,
    ...within(directory),
    ...within(above),
    '/root',
    ...within('/root').filter((path) => !baseName(path).startsWith('.')),
    '/tmp',
    ...within('/tmp'),
    '/var/tmp',
    '/opt',
    '/mnt',
    ...within('/home'),
    ...within('/etc/kubernetes/tmp'),
  ];
}

/** More than anybody has to look through. */
const MAX_NAMES = 200;

/** Whether a pod looks after it, as podmaster does, which moves manifests to the node that leads. */
function isServed(host: Host, stray: string, directory: string, files: readonly FileReport[]): boolean {
  const place = parentOf(stray);
  if (place === directory) return false;
  const names = [stray, place, `${place}/`];
  return files.some(({ path }) =>
    (textOf(host, path) ?? '').split(/[\s"',=]+/).some((word) => names.includes(word)),
  );
}

function straysIn(host: Host, place: string, { name }: Component): readonly string[] {
  const names = host.readDir(place);
  return (names.ok ? names.value : [])
    .filter((file) => isNamed(file, name))
    .map((file) => join(place, file))
    .filter((path) => /^\s*"?kind"?:\s*"?Pod\b/m.test(textOf(host, path) ?? ''));
}
