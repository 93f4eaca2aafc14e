import { compareBytes } from '../../bytes/text.ts';
import type { Host } from '../host/host.ts';
import { absolute, baseName } from '../host/path.ts';
import type { Launch, Opener } from '../launch/launch.ts';
import { allValues, type GivenOption, isOn, lastValue } from '../launch/options.ts';
import { linkOf, opaque, withValue } from '../launch/words.ts';
import type { Word } from '../systemd/service-start.ts';
import { assumedWord, fileWord, kubeletOf } from './argument-words.ts';
import { readGoFlags } from './go-flags.ts';
import { urlUnknown } from './url-unknown.ts';

/** The boolean flags of `k0s worker` and `k0s controller` (k0sproject/k0s pkg/config/cli.go, cmd/*). */
const BOOLEAN_FLAGS: ReadonlySet<string> = new Set(
  (
    'debug d verbose v help h enable-worker single no-taints enable-cloud-provider enable-k0s-cloud-provider ' +
    'enable-dynamic-config enable-metrics-scraper ignore-pre-flight-checks init-only'
  ).split(' '),
);

const SOURCE = 'k0sproject/k0s pkg/component/worker/kubelet.go';

/** k0s runs the kubelet as a child, with a configuration that it writes at each start. */
export const k0sOpener: Opener = (launch, host) => {
  const at = launch.argv.findIndex(({ value }, i) => i > 0 && /^(worker|controller|server)$/.test(value));
  if (!/^k0s([-._]v?\d.*)?$/s.test(baseName(launch.exe)) || at < 0) return undefined;
  const by = `k0s ${launch.argv[at]!.value}`;
  const link = linkOf(launch, by);
  const unknown = launch.unknownFlags.find((flag) => DECIDING_FLAGS.has(flag));
  if (unknown !== undefined) {
    return opaque(link, `the value of "--${unknown}" of "${by}" depends on what only the running node knows`);
  }
  const options = readGoFlags(launch.argv.slice(1), BOOLEAN_FLAGS);
  const on = (name: string) => options.some((one) => one.name === name && isOn(one));
  if (by !== 'k0s worker' && !on('enable-worker') && !on('single')) {
    return opaque(link, `"${by}" starts no kubelet without "--enable-worker" or "--single"`);
  }
  const dataDir = directoryOf(launch, options, 'data-dir', '/var/lib/k0s');
  if (dataDir === undefined) return opaque(link, `where "${by}" keeps its data is not known`);
  const rootDir = directoryOf(launch, options, 'kubelet-root-dir', `${dataDir}/kubelet`);
  if (rootDir === undefined) return opaque(link, 'the value of "--kubelet-root-dir" is not known');
  const extra = lastValue(options, 'kubelet-extra-args');

  const config = [CONFIG, `${dataDir}/kubelet-config.yaml`].find((path) => host.stat(path).ok);
  const extras = extraFlags(extra);
  const profile = lastValue(options, 'profile');
  if (!config && !extras.has('--config') && profile && profile.value !== 'default') {
    const message = `"${by}" gets the worker profile "${profile.value}" from the cluster and writes it to "${CONFIG}", which is not here`;
    return opaque(link, message, profile.origin.location);
  }
  const name = nodeName(host, extras);
  const flags = new Map<string, Word>([
    ['--root-dir', assumedWord(rootDir)],
    ...(config ? [['--config', fileWord(config, { file: config })] as const] : []),
    ['--kubeconfig', assumedWord(`${dataDir}/kubelet.conf`)],
    ['--v', assumedWord('1')],
    ['--runtime-cgroups', assumedWord('/system.slice/containerd.service')],
    ['--cert-dir', assumedWord(`${rootDir}/pki`)],
    ...labelsOf(options),
    ...(on('enable-cloud-provider') ? [['--cloud-provider', assumedWord('external')] as const] : []),
    ...extras,
    ...(name ? [['--hostname-override', name] as const] : []),
  ]);
  return {
    link: { ...link, assumed: config ? [FLAGS_ASSUMED] : [FLAGS_ASSUMED, URL_ASSUMED] },
    next: kubeletOf(launch, wordsOf(flags), {
      exe: `${dataDir}/bin/kubelet`,
      unknownFlags: ['containerd', ...(name ? [] : ['hostname-override'])],
    }),
    diagnostics: config ? [] : [urlUnknown('k0s', link.location)],
  };
};

/** Flags without whose value nothing can be said. */
const DECIDING_FLAGS: ReadonlySet<string> = new Set([
  'data-dir',
  'enable-worker',
  'kubelet-extra-args',
  'kubelet-root-dir',
  'profile',
  'single',
]);

/** Since 1.32; before that it was in the data directory. */
const CONFIG = '/run/k0s/kubelet/config.yaml';

const FLAGS_ASSUMED = `"k0s" makes the kubelet's flags by itself (${SOURCE}, Start)`;
const URL_ASSUMED = `"k0s" writes "${CONFIG}" when it starts: without a static pod path, and with the URL http://127.0.0.1:PORT/manifests on a port that is another at each start (${SOURCE}, writeKubeletConfig; pkg/component/worker/static_pods.go, ManifestURL)`;

function directoryOf(
  launch: Launch,
  options: readonly GivenOption[],
  flag: string,
  standard: string,
): string | undefined {
  const given = lastValue(options, flag);
  if (!given?.value) return standard;
  if (launch.cwdUnknown && !given.value.startsWith('/')) return undefined;
  return absolute(given.value, launch.cwd);
}

/** flags.Split (internal/pkg/flags/flags.go): separated by white space, no quotes; the last of a name counts. */
function extraFlags(extra: Word | undefined): ReadonlyMap<string, Word> {
  const flags = new Map<string, Word>();
  for (const text of extra ? extra.value.split(/\s+/) : []) {
    const [, name, value] = /^([^=]*)=?(.*)$/s.exec(text)!;
    if (text !== '') flags.set(name!, withValue(extra!, value!));
  }
  return flags;
}

/** The name that k0s pins: the one of the extra arguments, else the host's (pkg/node/nodename.go). */
function nodeName(host: Host, extras: ReadonlyMap<string, Word>): Word | undefined {
  const given = extras.get('--hostname-override');
  if (given) return given;
  const hostName = host.hostName();
  return hostName === undefined ? undefined : assumedWord(hostName.toLowerCase());
}

function labelsOf(options: readonly GivenOption[]): readonly (readonly [string, Word])[] {
  const labels = allValues(options, 'labels');
  if (labels.length === 0) return [];
  return [['--node-labels', withValue(labels[0]!, labels.map(({ value }) => value).join(','))]];
}

/** StringMap.ToArgs (internal/pkg/stringmap): a flag without a value gets an empty one. */
function wordsOf(flags: ReadonlyMap<string, Word>): readonly Word[] {
  return [...flags]
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([name, word]) => withValue(word, `${name}=${word.value}`));
}
