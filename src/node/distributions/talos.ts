import { compareBytes, decode, encode } from '../../bytes/text.ts';
import { findMember, getMember, locate } from '../../yaml/navigate.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import type { Document, Node } from '../../yaml/tree.ts';
import type { Host } from '../host/host.ts';
import type { Launch, Opened } from '../launch/launch.ts';
import { opaque } from '../launch/words.ts';
import type { Word } from '../systemd/service-start.ts';
import { assumedWord, fileWord } from './argument-words.ts';
import { scalarText } from './scalar-text.ts';
import { urlUnknown } from './url-unknown.ts';

/** What Talos keeps (siderolabs/talos pkg/machinery/constants/constants.go). */
const MACHINE_CONFIG = '/system/state/config.yaml';
const KUBELET_CONFIG = '/etc/kubernetes/kubelet.yaml';
const MANIFESTS = '/etc/kubernetes/manifests';

const SPEC = 'siderolabs/talos internal/app/machined/pkg/controllers/k8s/kubelet_spec.go';

/**
 * The kubelet of a Talos node, which has no systemd: its init writes a KubeletConfiguration out of the machine
 * configuration and runs the kubelet in a container. Undefined where nothing says that this is Talos.
 */
export function openTalos(host: Host): Opened | undefined {
  const machine = readMachineConfig(host);
  if (!machine && !isTalos(host)) return undefined;
  const hasConfig = host.stat(KUBELET_CONFIG).ok;
  const link = { by: 'machined of Talos', location: { file: machine ? MACHINE_CONFIG : KUBELET_CONFIG } };
  if (!machine && !hasConfig) {
    return opaque(
      { by: link.by },
      `neither "${KUBELET_CONFIG}" nor the machine configuration "${MACHINE_CONFIG}" of Talos is here`,
    );
  }
  const kubelet = getMember(machine?.root, 'machine', 'kubelet');
  const extra = machine ? extraArguments(machine, kubelet) : new Map<string, Word>();
  const name = extra.get('hostname-override') ?? hostName(machine);
  const flags = new Map<string, Word>([
    ['bootstrap-kubeconfig', assumedWord('/etc/kubernetes/bootstrap-kubeconfig')],
    ['cert-dir', assumedWord('/var/lib/kubelet/pki')],
    ['kubeconfig', assumedWord('/etc/kubernetes/kubeconfig-kubelet')],
    ...(hasConfig
      ? [['config', fileWord(KUBELET_CONFIG, { file: KUBELET_CONFIG })] as const]
      : manifestsDirectory(kubelet)),
    ...(name ? [['hostname-override', name] as const] : []),
    ...extra,
  ]);
  const next: Launch = {
    exe: 'kubelet',
    argv: [assumedWord('kubelet'), ...wordsOf(flags)],
    cwd: '/',
    environment: new Map(),
    unknownFlags: ['node-ip', ...(name ? [] : ['hostname-override'])],
    nodePath: nodePaths(kubelet),
  };
  const assumed = [
    `Talos makes the kubelet's flags by itself (${SPEC}, Run)`,
    ...(hasConfig
      ? []
      : [
          `Talos writes "${KUBELET_CONFIG}" when it starts: with the static pod path "${MANIFESTS}" unless disableManifestsDirectory is set, and with a URL on a port of 127.0.0.1 that is another at each start (${SPEC}, NewKubeletConfiguration; static_pod_server.go, createServer)`,
        ]),
  ];
  return {
    link: { ...link, assumed },
    next,
    diagnostics: hasConfig ? [] : [urlUnknown('Talos', link.location)],
  };
}

function isTalos(host: Host): boolean {
  const file = host.readFile('/etc/os-release');
  return file.ok && /^ID="?talos"?$/m.test(decode(file.value));
}

/** What is read of the machine configuration, and how many of its documents: bounds of ours. */
const MAX_MACHINE_CONFIG = 4 * 1024 * 1024;
const MAX_DOCUMENTS = 64;

/** The v1alpha1 document among those of the machine configuration. */
function readMachineConfig(host: Host): Document | undefined {
  const file = host.readFile(MACHINE_CONFIG, MAX_MACHINE_CONFIG);
  if (!file.ok) return undefined;
  const text = decode(file.value);
  let lines = 0;
  for (const [i, part] of text.split(/^---(?=\s|$)/m).entries()) {
    if (i === MAX_DOCUMENTS) return undefined;
    // Empty lines in place of what stands before, so that places keep their line.
    const document = parseDocument(encode('\n'.repeat(lines) + part), MACHINE_CONFIG);
    if (findMember(document.root, 'machine') && findMember(document.root, 'version')) return document;
    lines += part.split('\n').length - 1;
  }
  return undefined;
}

/** machine.kubelet.extraArgs; Talos refuses those that it needs itself (KubeletSpecController.Run, MergeDenied). */
function extraArguments(machine: Document, kubelet: Node | undefined): ReadonlyMap<string, Word> {
  const given = findMember(kubelet, 'extraArgs')?.value;
  const members = given?.kind === 'object' ? given.members : [];
  return new Map(
    members
      .filter(({ key }) => !DENIED.has(key))
      .map(({ key, value }) => [key, fileWord(scalarText(value), locate(machine, value))]),
  );
}

const DENIED: ReadonlySet<string> = new Set([
  'bootstrap-kubeconfig',
  'kubeconfig',
  'container-runtime',
  'container-runtime-endpoint',
  'config',
  'cert-dir',
]);

/** The static pod path that NewKubeletConfiguration sets, in place of the file that would show it. */
function manifestsDirectory(kubelet: Node | undefined): readonly (readonly [string, Word])[] {
  const disabled = findMember(kubelet, 'disableManifestsDirectory')?.value;
  const isDisabled = disabled?.kind === 'boolean' && disabled.value;
  return isDisabled ? [] : [['pod-manifest-path', assumedWord(MANIFESTS)]];
}

/** The node's name where the machine configuration fixes it. */
function hostName(machine: Document | undefined): Word | undefined {
  const fqdn = getMember(machine?.root, 'machine', 'kubelet', 'registerWithFQDN');
  const node = getMember(machine?.root, 'machine', 'network', 'hostname');
  if (!machine || node?.kind !== 'string' || node.value === '') return undefined;
  if (fqdn?.kind === 'boolean' && fqdn.value) return undefined;
  // The first label, the rest is the domain; cleaned as nodename.FromHostname does it.
  const label = node.value.split('.')[0]!.toLowerCase().replaceAll('_', '-');
  return fileWord(label.replace(/[^a-z0-9-]/g, ''), locate(machine, node));
}

/** What the kubelet's container has of the node (internal/app/machined/pkg/system/services/kubelet.go, Runner). */
const MOUNTS: readonly (readonly [destination: string, source: string])[] = [
  ...['/dev', '/sys', '/etc/kubernetes', '/etc/cni', '/usr/libexec/kubernetes', '/var/lib/containerd'],
  ...['/var/lib/kubelet', '/var/log/containers', '/var/log/pods', '/etc/machine-id', '/etc/os-release'],
].map((path) => [path, path] as const);

function nodePaths(kubelet: Node | undefined): (path: string) => string | null {
  const extra = findMember(kubelet, 'extraMounts')?.value;
  const items = extra?.kind === 'array' ? extra.items : [];
  const mounts = [
    ...MOUNTS,
    ['/var/run', '/run'] as const,
    ...items.map((item) => {
      const [destination, source] = [
        findMember(item, 'destination')?.value,
        findMember(item, 'source')?.value,
      ];
      return [destination ? scalarText(destination) : '', source ? scalarText(source) : ''] as const;
    }),
  ].filter(([destination, source]) => destination.startsWith('/') && source.startsWith('/'));
  return (path) => {
    const inside = mounts.filter(([destination]) => `${path}/`.startsWith(`${destination}/`));
    const nearest = inside.sort(([a], [b]) => b.length - a.length)[0];
    return nearest ? nearest[1] + path.slice(nearest[0].length) : null;
  };
}

function wordsOf(flags: ReadonlyMap<string, Word>): readonly Word[] {
  return [...flags]
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([flag, word]) => ({ ...word, value: `--${flag}=${word.value}` }));
}
