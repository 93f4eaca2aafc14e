import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Minor } from '../../../versions/minor.ts';
import type { Host } from '../../host/host.ts';
import { baseName } from '../../host/path.ts';
import type { Launch, Opened, Opener } from '../../launch/launch.ts';
import { allValues, type GivenOption, isOn, lastValue } from '../../launch/options.ts';
import { linkOf, mayBeSet, notKnown, opaque, withValue } from '../../launch/words.ts';
import type { Word } from '../../systemd/service-start.ts';
import { assumedWord, fileWord, kubeletOf } from '../argument-words.ts';
import { readGoFlags } from '../go-flags.ts';
import { dropInFiles, staticPodPathIn } from '../static-pod-setting.ts';
import { configuredFlags } from './configuration-file.ts';
import { diagnoseCopies } from './diagnose-copies.ts';
import { type Generation, generationOf, type KubeletFiles, kubeletFiles } from './generation.ts';
import { extractConfigArguments, mergeArguments } from './kubelet-arguments.ts';
import { BOOLEAN_FLAGS, dataDirectory, nodeNameWord } from './settings.ts';

/** One `k3s server`, `k3s agent`, `rke2 server` or `rke2 agent`. */
interface Start {
  readonly host: Host;
  readonly launch: Launch;
  readonly program: 'k3s' | 'rke2';
  readonly options: readonly GivenOption[];
  readonly files: KubeletFiles;
  readonly generation: Generation;
  /** The kubelet's minor, which is k3s' own, where the caller knows it. */
  readonly version: Minor | undefined;
}

/** Flags by name, and what was taken for granted with them. */
interface Made {
  readonly defaults: ReadonlyMap<string, Word>;
  readonly assumed: readonly string[];
}

/** k3s runs the kubelet in its own process, rke2 as a child; both make its flags alike. */
export const k3sOpener: Opener = (launch, host, { version }) => {
  const program = /^(k3s|rke2)$/.exec(baseName(launch.exe))?.[1] as 'k3s' | 'rke2' | undefined;
  const at = launch.argv.findIndex(({ value }, i) => i > 0 && (value === 'server' || value === 'agent'));
  if (program === undefined || at < 0) return undefined;
  const by = `${program} ${launch.argv[at]!.value}`;
  const link = linkOf(launch, by);
  const unknown = launch.unknownFlags.find((flag) => DECIDING_FLAGS.has(flag));
  if (unknown !== undefined) {
    return opaque(link, `the value of "--${unknown}" of "${by}" depends on what only the running node knows`);
  }
  if (mayBeSet(launch, /^(K3S_|RKE2_|HOME$)/)) {
    return opaque(link, `"${by}" takes settings from its environment, and which are set is not known`);
  }
  const configured = configuredFlags(host, launch, program);
  if (!configured.ok) return { link, next: null, diagnostics: [configured.diagnostic] };
  const options = readGoFlags([...configured.words, ...launch.argv.slice(at + 1)], BOOLEAN_FLAGS);

  const disabled = options.findLast(({ name }) => name === 'disable-agent');
  if (disabled && isOn(disabled) && by.endsWith('server')) {
    const message = `"${by}" runs with "--disable-agent", so it starts no kubelet`;
    return opaque(link, message, disabled.value?.origin.location);
  }
  const dataDir = dataDirectory(launch, options, program);
  if (dataDir === undefined) return opaque(link, `where "${by}" keeps its data is not known`);
  const files = kubeletFiles(dataDir, program);
  const start = { host, launch, program, options, files, generation: generationOf(host, files), version };
  const opened = open(start, link);
  return { ...opened, diagnostics: [...configured.diagnostics, ...opened.diagnostics] };
};

function open(start: Start, link: Opened['link']): Opened {
  const { host, launch, program, options, files, generation } = start;
  const extra = allValues(options, 'kubelet-arg');
  const extracted = extractConfigArguments(extra);
  const own =
    generation === 'drop-ins' ? { known: true } : ownDefault(start, extracted.config, extracted.configDir);
  if ('unknown' in own) return { link, next: null, diagnostics: [own.unknown] };

  const name = nodeNameWord(host, launch, options, program);
  const made = defaultsOf(start, name, 'path' in own ? own.path : undefined);
  const args = generation === 'drop-ins' ? extracted.rest : extra;
  const words = [...rke2Words(program), ...mergeArguments(made.defaults, args).filter(passes(program))];
  const path = lastValue(options, 'kubelet-path');
  return {
    link: { ...link, assumed: [...made.assumed, ...rke2Assumed(program)] },
    next: kubeletOf(launch, words, {
      ...(path && { exe: path.value }),
      // Of these only the running node knows whether they are there, and with which value.
      unknownFlags: [
        'cloud-provider',
        'containerd',
        'node-ip',
        'runtime-cgroups',
        ...(name ? [] : ['hostname-override']),
      ],
    }),
    diagnostics: generation === 'drop-ins' ? diagnoseCopies(host, program, files, extracted) : [],
  };
}

/** Flags without whose value nothing can be said. */
const DECIDING_FLAGS: ReadonlySet<string> = new Set([
  'config',
  'c',
  'data-dir',
  'd',
  'disable-agent',
  'kubelet-arg',
  'rootless',
]);

/** Whether the path that k3s sets by itself is the one that counts, where its own file does not show it. */
type OwnDefault = { readonly path: Word } | { readonly known: true } | { readonly unknown: Diagnostic };

function ownDefault(start: Start, config: Word | undefined, configDir: Word | undefined): OwnDefault {
  const { host, program, files, generation, version } = start;
  const path = assumedWord(files.podManifests);
  // A flag of that name has the last word, whoever gave it.
  const given = allValues(start.options, 'kubelet-arg').some(({ value }) => PATH_ARGUMENT.test(value));
  const isFlag = generation === 'flags' || (version !== undefined && version < FIRST_WITH_DROP_INS);
  if (isFlag || given) return { path };
  if (configDir) {
    return { unknown: notKnown(undecided(program, 'config-dir', configDir), configDir.origin.location) };
  }
  if (config) {
    const set = staticPodPathIn(host, config.value);
    if (version !== undefined && set !== undefined && set !== null) return { known: true };
    // Since 1.32 the file beats the default, before that the default is a flag and beats the file.
    if (set === null || (set !== undefined && set !== files.podManifests)) {
      return { unknown: notKnown(undecided(program, 'config', config), config.origin.location) };
    }
    return { path };
  }
  const dropIns = dropInFiles(host, files.dropIns);
  // Somebody's own drop-ins lie there already: they come behind the default.
  const beaten = dropIns === null || dropIns.some((file) => staticPodPathIn(host, file) !== undefined);
  return beaten ? { known: true } : { path };
}

/** The minor of k3s that hands its settings over in a file ({@link Generation}). */
const FIRST_WITH_DROP_INS: Minor = 32;

const PATH_ARGUMENT = /^(?:--)?pod-manifest-path=/;

function undecided(program: string, flag: string, { value }: Word): string {
  return `"${value}", given by "kubelet-arg ${flag}=", may or may not replace the path that "${program}" sets: since 1.32 it does, before it doesn't, and which version runs here is not known`;
}

/** The flags that k3s sets unless a kubelet-arg replaces them. */
function defaultsOf(
  { host, program, options, files, generation }: Start,
  name: Word | undefined,
  path: Word | undefined,
): Made {
  const labels = allValues(options, 'node-label');
  const common: readonly [string, Word | undefined][] = [
    ['hostname-override', name],
    ['kubeconfig', assumedWord(`${files.agent}/kubelet.kubeconfig`)],
    ['node-labels', labels[0] && withValue(labels[0], labels.map(({ value }) => value).join(','))],
    ['read-only-port', assumedWord('0')],
  ];
  const dropIns = generation !== 'flags' && host.stat(files.dropIns).ok;
  const defaults = new Map<string, Word>();
  const add = (flag: string, word: Word | undefined) => word && defaults.set(flag, word);
  for (const [flag, word] of common) add(flag, word);
  if (generation === 'flags') {
    for (const [flag, value] of flagsBefore132(files)) add(flag, assumedWord(value));
  }
  const seen = generation === 'drop-ins';
  if (dropIns) {
    add('config-dir', seen ? fileWord(files.dropIns, { file: files.defaults }) : assumedWord(files.dropIns));
  }
  add('pod-manifest-path', path);
  const source = 'k3s-io/k3s pkg/daemons/agent/agent_linux.go, kubeletArgsAndConfig';
  const assumed = [
    `"${program}" passes "--kubeconfig", "--read-only-port=0" and the node's name by itself (${source})`,
    ...(path
      ? [
          `"${program}" makes "${path.value}" the static pod path: since 1.32 in "${files.defaults}", which it writes at each start, before that with "--pod-manifest-path" (k3s-io/k3s pkg/agent/config/config.go, get, and pkg/daemons/agent/agent.go, defaultKubeletConfig)`,
        ]
      : []),
  ];
  return { defaults, assumed };
}

/** kubeletArgs before 1.32 (k3s-io/k3s pkg/daemons/agent/agent_linux.go), what is the same on every node. */
function flagsBefore132({ agent }: KubeletFiles): readonly [string, string][] {
  return [
    ['anonymous-auth', 'false'],
    ['authentication-token-webhook', 'true'],
    ['authorization-mode', 'Webhook'],
    ['client-ca-file', `${agent}/client-ca.crt`],
    ['eviction-hard', 'imagefs.available<5%,nodefs.available<5%'],
    ['eviction-minimum-reclaim', 'imagefs.available=10%,nodefs.available=10%'],
    ['fail-swap-on', 'false'],
    ['healthz-bind-address', '127.0.0.1'],
    ['serialize-image-pulls', 'false'],
    ['tls-cert-file', `${agent}/serving-kubelet.crt`],
    ['tls-private-key-file', `${agent}/serving-kubelet.key`],
  ];
}

/** What rke2 puts before all flags (rancher/rke2 pkg/executor/staticpod/staticpod.go, Kubelet). */
function rke2Words(program: string): readonly Word[] {
  if (program !== 'rke2') return [];
  return [
    '--volume-plugin-dir=/var/lib/kubelet/volumeplugins',
    '--file-check-frequency=5s',
    '--sync-frequency=30s',
  ].map(assumedWord);
}

function rke2Assumed(program: string): readonly string[] {
  if (program !== 'rke2') return [];
  return [
    '"rke2" passes "--volume-plugin-dir", "--file-check-frequency" and "--sync-frequency" by itself (rancher/rke2 pkg/executor/staticpod/staticpod.go, Kubelet)',
  ];
}

/** rke2 keeps klog's old flags for itself (rancher/rke2 pkg/logging/logging.go, ExtractFromArgs). */
function passes(program: string): (word: Word) => boolean {
  return ({ value }) => {
    const name = value.replace(/^--/, '').split('=')[0]!.replaceAll('_', '-');
    return program !== 'rke2' || !KLOG_FLAGS.has(name);
  };
}

const KLOG_FLAGS: ReadonlySet<string> = new Set([
  'add-dir-header',
  'alsologtostderr',
  'legacy-stderr-threshold-behavior',
  'log-backtrace-at',
  'log-dir',
  'log-file',
  'log-file-max-size',
  'logtostderr',
  'one-output',
  'skip-headers',
  'skip-log-headers',
  'stderrthreshold',
]);
