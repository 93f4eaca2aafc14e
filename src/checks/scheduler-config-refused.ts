import { isRecorded, lastUse } from '../control-plane/command-line.ts';
import { type ConfiguredScheduler, readSchedulerConfig } from '../control-plane/scheduler-config.ts';
import type { Range } from '../diagnostics/location.ts';
import type { Minor } from '../versions/minor.ts';
import { getMember, locate } from '../yaml/navigate.ts';
import type { Node } from '../yaml/tree.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { runningComponents } from './reading/running-components.ts';

export default defineCheck({
  id: 'scheduler-config-refused',
  scope: 'node',
  area: 'control-plane',
  summary: 'kube-scheduler refuses the configuration file that its --config names',
  severity: 'warning',
  why: 'The scheduler reads its configuration strictly: an unknown field, a key that stands twice, another kind or a version that is gone ends it at once, and so does a missing clientConnection.kubeconfig, for a static pod has no service account. The kubelet restarts it for ever.',
  bad: 'apiVersion: kubescheduler.config.k8s.io/v1beta2',
  good: 'apiVersion: kubescheduler.config.k8s.io/v1, with clientConnection.kubeconfig',
  fix: 'Write a KubeSchedulerConfiguration of kubescheduler.config.k8s.io/v1.',
  links: [
    'cmd/kube-scheduler/app/options/configfile.go LoadConfigFromFile',
    'pkg/scheduler/apis/config/scheme/scheme.go Codecs',
    'https://kubernetes.io/docs/reference/config-api/kube-scheduler-config.v1/',
  ],
  check: ({ host, files }) => {
    const schedulers = runningComponents(files).filter(({ name }) => name === 'kube-scheduler');
    if (schedulers.length === 0) return NOTHING;
    return schedulers.flatMap((scheduler) => {
      const read = readSchedulerConfig(host, scheduler);
      return read && isRecorded(read.line.minor) ? refusals(read, read.line.minor) : [];
    });
  },
});

const V1 = 'kubescheduler.config.k8s.io/v1';
const KIND = 'KubeSchedulerConfiguration';

function refusals(read: ConfiguredScheduler, minor: Minor): Finding[] {
  const { document, scheduler } = read;
  const { root, error, duplicates } = document;
  const refused = (detail: string, place: Node | Range | undefined, help: string): Finding => ({
    message: `kube-scheduler ends at once, and the kubelet restarts it for ever: ${detail}`,
    location: place ? locate(document, place) : { file: document.source.file },
    help,
    related: [
      { location: scheduler.source.locate(scheduler.program!.range), message: 'the scheduler that reads it' },
    ],
  });
  if (error || !root)
    return [refused(`this is no YAML: ${error?.message}`, error?.range, 'correct the syntax')];
  const [kind, version] = [getMember(root, 'kind'), getMember(root, 'apiVersion')];
  if (kind?.kind !== 'string' || kind.value !== KIND) {
    return [refused(`the kind is not "${KIND}"`, kind ?? root, `write "kind: ${KIND}"`)];
  }
  const known =
    version?.kind === 'string' && (version.value === V1 || (minor < 29 && version.value === `${V1}beta3`));
  if (!known) {
    const written =
      version?.kind === 'string'
        ? `"${version.value}" is no apiVersion that it knows`
        : 'the apiVersion is missing';
    return [refused(written, version ?? root, `write "apiVersion: ${V1}"`)];
  }
  const unknown = version.value === V1 ? unknownFields(root) : [];
  return [
    ...unknown.map(({ path, range }) =>
      refused(`unknown field "${path}"`, range, 'remove it, or correct its name'),
    ),
    ...duplicates.map(({ key, second }) =>
      refused(`the key "${key}" is already set`, second, 'keep one of the two'),
    ),
    ...repeatedNames(root).map(({ name, node }) =>
      refused(`two profiles have the schedulerName "${name}"`, node, 'give each profile its own'),
    ),
    ...missingKubeconfig(read, refused),
  ];
}

/** Of kube-scheduler config/v1 types.go and component-base config/v1alpha1 types.go. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  '': [
    'apiVersion',
    'kind',
    'parallelism',
    'leaderElection',
    'clientConnection',
    'enableProfiling',
    'enableContentionProfiling',
    'percentageOfNodesToScore',
    'podInitialBackoffSeconds',
    'podMaxBackoffSeconds',
    'profiles',
    'extenders',
    'delayCacheUntilActive',
  ],
  leaderElection: [
    'leaderElect',
    'leaseDuration',
    'renewDeadline',
    'retryPeriod',
    'resourceLock',
    'resourceName',
    'resourceNamespace',
  ],
  clientConnection: ['kubeconfig', 'acceptContentTypes', 'contentType', 'qps', 'burst'],
};

const PROFILE_FIELDS = ['schedulerName', 'percentageOfNodesToScore', 'plugins', 'pluginConfig'];

function unknownFields(root: Node): { path: string; range: Range }[] {
  const of = (node: Node | undefined, path: string, fields: readonly string[]) =>
    node?.kind === 'object'
      ? node.members
          .filter(({ key }) => !fields.includes(key))
          .map(({ key, keyRange }) => ({ path: path === '' ? key : `${path}.${key}`, range: keyRange }))
      : [];
  const own = Object.entries(FIELDS).flatMap(([path, fields]) =>
    of(path === '' ? root : getMember(root, path), path, fields),
  );
  const profiles = getMember(root, 'profiles');
  const items = profiles?.kind === 'array' ? profiles.items : [];
  return [...own, ...items.flatMap((item, i) => of(item, `profiles[${i}]`, PROFILE_FIELDS))];
}

function repeatedNames(root: Node): { name: string; node: Node }[] {
  const profiles = getMember(root, 'profiles');
  const seen = new Set<string>();
  return (profiles?.kind === 'array' ? profiles.items : []).flatMap((profile) => {
    const node = getMember(profile, 'schedulerName');
    const name = node?.kind === 'string' && node.value !== '' ? node.value : 'default-scheduler';
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ name, node: node ?? profile }];
  });
}

/** Where in-cluster configuration looks for its token (client-go rest/config.go InClusterConfig). */
const TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount';

function missingKubeconfig(
  { document, line, scheduler }: ConfiguredScheduler,
  refused: (detail: string, place: Node | undefined, help: string) => Finding,
): Finding[] {
  const kubeconfig = getMember(document.root, 'clientConnection', 'kubeconfig');
  const isSet =
    kubeconfig !== undefined &&
    kubeconfig.kind !== 'null' &&
    !(kubeconfig.kind === 'string' && kubeconfig.value === '');
  const hasToken = scheduler.mounts.some(({ mountPath }) =>
    TOKEN.startsWith(mountPath.text.replace(/\/+$/, '')),
  );
  if (isSet || hasToken || (lastUse(line, 'master')?.value ?? '') !== '') return [];
  const flag = lastUse(line, 'kubeconfig');
  const beside = flag ? ', and "--kubeconfig" has no effect beside "--config"' : '';
  return [
    refused(
      `it has no "clientConnection.kubeconfig"${beside}, and a static pod has no service account to use instead`,
      getMember(document.root, 'clientConnection') ?? getMember(document.root, 'kind'),
      `add "clientConnection: {kubeconfig: ${flag?.value ?? '/etc/kubernetes/scheduler.conf'}}"`,
    ),
  ];
}
