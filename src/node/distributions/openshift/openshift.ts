import type { Host } from '../../host/host.ts';
import { baseName } from '../../host/path.ts';
import type { Launch, Link, Opened, Opener } from '../../launch/launch.ts';
import { lastValue } from '../../launch/options.ts';
import { nodePathOf, scriptAt } from '../../launch/programs.ts';
import { linkOf, opaque } from '../../launch/words.ts';
import { kubeletOf } from '../argument-words.ts';
import { readGoFlags } from '../go-flags.ts';
import { nodeFlags } from './node-config.ts';

/** `openshift start node --config=FILE`: OpenShift 3.x up to 3.9, with the kubelet in its own process. */
export const openshiftOpener: Opener = (launch, host) => {
  const [command, role] = launch.argv.slice(1).filter(({ value }) => !value.startsWith('-'));
  if (baseName(launch.exe) !== 'openshift' || command?.value !== 'start') return undefined;
  const isNode = role?.value === 'node';
  const link = linkOf(launch, isNode ? 'openshift start node' : 'openshift start');
  const config = lastValue(readGoFlags(launch.argv.slice(1), NO_BOOLEANS), isNode ? 'config' : 'node-config');
  const path = config ? nodePathOf(launch, config.value) : null;
  if (!config || path === null) return opaque(link, `which configuration "${link.by}" reads is not known`);
  return openConfig(launch, host, link, path);
};

/** None of its boolean flags stands before a word that is no flag. */
const NO_BOOLEANS: ReadonlySet<string> = new Set();

/** The launcher of 3.10 and 3.11: it has `openshift-node-config` turn the NodeConfig into flags of the hyperkube. */
export const openshiftNodeOpener: Opener = (launch, host) => {
  const script = scriptAt(host, launch);
  if (!script || !/\bopenshift-node-config\b/.test(script.text)) return undefined;
  const location = { file: script.path };
  const link = linkOf(launch, `the script ${script.path}`, { location });
  const named = new Set(script.text.match(/\/[\w./-]*node-config\.ya?ml\b/g) ?? []);
  const there = [...named].filter((path) => host.stat(path).ok);
  // The node's own configuration counts before the one it was bootstrapped with.
  const path = there.find((one) => !baseName(one).startsWith('bootstrap-')) ?? there[0];
  if (path === undefined)
    return opaque(link, `the node configuration that "${script.path}" reads is not here`);
  return openConfig(launch, host, link, path);
};

function openConfig(launch: Launch, host: Host, link: Link, path: string): Opened {
  const flags = nodeFlags(host, path);
  if (!flags.ok) return opaque(link, `the kubelet's flags are not known: ${flags.message}`, { file: path });
  const assumed = [
    'flags that the NodeConfig does not show, such as "--cgroup-driver=systemd", are those of OpenShift\'s own code (openshift/origin pkg/cmd/server/kubernetes/node/options/options.go, ComputeKubeletFlags)',
  ];
  return { link: { ...link, assumed }, next: kubeletOf(launch, flags.words), diagnostics: [] };
}
