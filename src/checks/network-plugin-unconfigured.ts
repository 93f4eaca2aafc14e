import { compareBytes } from '../bytes/text.ts';
import type { Location } from '../diagnostics/location.ts';
import type { Host } from '../node/host/host.ts';
import { join } from '../node/host/path.ts';
import { defineCheck, NOTHING, type NodeSubject } from './define-check.ts';
import { asksContainerd, CONTAINERD_CONFIG, runtimeSocket } from './reading/containerd.ts';
import { startOnNode, textOf } from './reading/kubelet-on-node.ts';
import { tomlSettings, tomlString } from './reading/toml-settings.ts';

export default defineCheck({
  id: 'network-plugin-unconfigured',
  scope: 'node',
  area: 'runtime',
  summary: 'the container runtime has no network configuration that it can use',
  severity: 'warning',
  why: 'Containerd reads the first file by name in /etc/cni/net.d. While there is none, or that one is refused, the node is NotReady, "cni plugin not initialized", and only pods in the network of the host start: so the static pods of a control plane run, and DNS does not.',
  bad: 'a /etc/cni/net.d from which 10-flannel.conflist was removed',
  good: '/etc/cni/net.d/10-flannel.conflist, as the network plugin of the cluster writes it',
  fix: 'Install the network plugin of the cluster, or correct its file.',
  links: [
    'containernetworking/cni libcni/conf.go ConfFiles, ConfListFromBytes, ConfFromBytes',
    'containerd/go-cni opts.go loadFromConfDir',
    'cri-o/ocicni pkg/ocicni/ocicni.go loadNetworks',
    'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
  ],
  check: (subject) => {
    const runtime = runtimeOf(subject);
    const problem = runtime && problemIn(subject.host, runtime);
    if (!problem) return NOTHING;
    return [
      {
        message: `no pod starts but those in the network of the host, and the node is not ready: ${problem.reason}`,
        location: problem.location,
        help: problem.help,
      },
    ];
  },
});

interface Runtime {
  readonly name: string;
  readonly directory: string;
  /** It takes the first file for good or bad; CRI-O goes on to the next. */
  readonly takesFirst: boolean;
}

const DIRECTORY = '/etc/cni/net.d';

/** The runtime that the kubelet asks, with the directory where it looks; undefined where that is not known. */
function runtimeOf({ host, report }: NodeSubject): Runtime | undefined {
  const start = startOnNode(report);
  // One that belongs to no cluster may be meant to run pods of the host's network alone.
  if (!start || start.flags.kubeconfig === '') return undefined;
  if (asksContainerd(start)) {
    const text = textOf(host, CONTAINERD_CONFIG);
    if (text === undefined && host.stat(CONTAINERD_CONFIG).ok) return undefined;
    const settings = tomlSettings(text ?? '')?.filter(({ table }) =>
      /\bcni$/.test(table.replace(/["']/g, '')),
    );
    if (!settings || /^\s*imports\s*=.*["']/m.test(text ?? '')) return undefined;
    const value = (key: string) => settings.findLast((setting) => setting.key === key)?.value;
    return {
      name: 'containerd',
      directory: tomlString(value('conf_dir') ?? `"${DIRECTORY}"`),
      takesFirst: (value('max_conf_num') ?? '1') === '1',
    };
  }
  if (!runtimeSocket(start)?.endsWith('/crio.sock')) return undefined;
  const drop = host.readDir('/etc/crio/crio.conf.d');
  const files = [
    '/etc/crio/crio.conf',
    ...(drop.ok ? drop.value : []).map((name) => join('/etc/crio/crio.conf.d', name)),
  ];
  const isElsewhere = files.some((file) => /^\s*network_dir\s*=/m.test(textOf(host, file) ?? ''));
  return isElsewhere ? undefined : { name: 'CRI-O', directory: DIRECTORY, takesFirst: false };
}

interface Problem {
  readonly reason: string;
  readonly location: Location;
  readonly help: string;
}

function problemIn(host: Host, { name, directory, takesFirst }: Runtime): Problem | undefined {
  const names = host.readDir(directory);
  // Of a copy without it nobody knows.
  if (!names.ok && !(host.live && names.failure.reason === 'absent')) return undefined;
  const files = (names.ok ? names.value : [])
    .filter((file) => /\.(?:conf|conflist|json)$/.test(file))
    .map((file) => join(directory, file))
    .filter((path) => isNoDirectory(host, path))
    .sort(compareBytes);
  const [first] = files;
  if (first === undefined)
    return {
      reason: `${name} finds no network configuration in "${directory}"`,
      location: { file: directory },
      help: 'install the network plugin of the cluster, whose pod writes its file there, or put the file back',
    };
  const reason = takesFirst ? refusal(host, first) : undefined;
  if (reason === undefined) return undefined;
  return {
    reason: `${name} takes the network configuration "${first}", and ${reason}`,
    location: { file: first },
    help:
      files.length > 1
        ? 'correct it, or move it away: the next one by name then counts'
        : 'correct it, or have the network plugin of the cluster write it again',
  };
}

function isNoDirectory(host: Host, path: string): boolean {
  const look = host.lstat(path);
  return look.ok && look.value.type !== 'directory';
}

/** Why libcni does not take a file; undefined where it does, or that is not known. */
function refusal(host: Host, path: string): string | undefined {
  const text = textOf(host, path);
  if (text === undefined) return undefined;
  if (text.trim() === '') return 'it is empty';
  const content = parsed(text);
  if (content === undefined) return 'it is not JSON';
  if (content === null || typeof content !== 'object' || Array.isArray(content)) return 'it is no object';
  const { type, plugins } = content as { readonly type?: unknown; readonly plugins?: unknown };
  if (!path.endsWith('.conflist'))
    return type === undefined || type === ''
      ? `it has no "type"${plugins === undefined ? '' : ', for it is a list of plugins: its name has to end in ".conflist"'}`
      : undefined;
  return Array.isArray(plugins) && plugins.length === 0 ? 'it has no plugins' : undefined;
}

/** encoding/json takes what this does, as far as it is about whole texts. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
