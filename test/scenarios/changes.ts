import type { FileSpec } from '../../src/node/host/memory-host.ts';
import type { NodeFiles } from './base-nodes.ts';
import type { Change } from './scenario.ts';

export const MANIFESTS = '/etc/kubernetes/manifests';
export const CONFIG = '/var/lib/kubelet/config.yaml';
export const FLAGS = '/var/lib/kubelet/kubeadm-flags.env';
export const UNIT = '/usr/lib/systemd/system/kubelet.service';
export const DROP_IN = `${UNIT}.d/10-kubeadm.conf`;
export const KUBECONFIG = '/etc/kubernetes/kubelet.conf';
export const CONTAINERD = '/etc/containerd/config.toml';
export const PKI = '/etc/kubernetes/pki';
export const CLIENT_PEM = '/var/lib/kubelet/pki/kubelet-client-current.pem';

/** The path of a manifest of the control plane. */
export const at = (name: string): string => `${MANIFESTS}/${name}.yaml`;

export function textOf(node: NodeFiles, path: string): string {
  const spec = node[path];
  if (spec && typeof spec === 'object' && 'text' in spec) return spec.text;
  if (typeof spec !== 'string') throw new Error(`${path} is no text`);
  return spec;
}

export function replaced(text: string, from: string | RegExp, to: string): string {
  const after = text.replace(from, () => to);
  if (after === text) throw new Error(`nothing to replace: ${from}`);
  return after;
}

/** Replaces a text in a file, where it stands first, or wherever a global pattern matches. */
export const edit =
  (path: string, from: string | RegExp, to: string): Change =>
  (node) => ({ [path]: replaced(textOf(node, path), from, to) });

export const put =
  (path: string, content: FileSpec | ((node: NodeFiles) => FileSpec)): Change =>
  (node) => ({ [path]: typeof content === 'function' ? content(node) : content });

export const append =
  (path: string, text: string): Change =>
  (node) => ({ [path]: `${textOf(node, path)}${text}` });

export const remove =
  (...paths: readonly string[]): Change =>
  (node) =>
    Object.fromEntries(
      paths.map((path) => {
        if (!(path in node)) throw new Error(`there is no ${path}`);
        return [path, null];
      }),
    );

/** Everything below a directory, and the directory. */
export const removeTree =
  (directory: string): Change =>
  (node) =>
    Object.fromEntries(
      Object.keys(node)
        .filter((path) => path === directory || path.startsWith(`${directory}/`))
        .map((path) => [path, null]),
    );

export const move =
  (from: string, to: string): Change =>
  (node) => ({ [from]: null, [to]: node[from] ?? null });

export const all =
  (...changes: readonly Change[]): Change =>
  (node) => {
    const changed: Record<string, FileSpec | null> = {};
    for (const change of changes) Object.assign(changed, change({ ...node, ...changed } as NodeFiles));
    return changed;
  };

/** A flag for the kubelet where kubeadm puts them. */
export const kubeletFlag = (flag: string): Change =>
  edit(FLAGS, 'KUBELET_KUBEADM_ARGS="', `KUBELET_KUBEADM_ARGS="${flag}`);

/** A flag of one of the control plane's programs, written anew. */
export const flag = (name: string, from: string, to: string): Change =>
  edit(at(name), `- --${from}`, `- --${to}`);

export const addFlag = (name: string, added: string): Change =>
  edit(at(name), `    - ${name}\n`, `    - ${name}\n    - --${added}\n`);

/** A volume from the node, of the program's one container. */
export const mount = (name: string, volume: string, hostPath: string, mountPath: string, type = ''): Change =>
  all(
    edit(
      at(name),
      '    volumeMounts:\n',
      `    volumeMounts:\n    - {name: ${volume}, mountPath: ${mountPath}, readOnly: true}\n`,
    ),
    edit(
      at(name),
      '\n  volumes:\n',
      `\n  volumes:\n  - {name: ${volume}, hostPath: {path: ${hostPath}, type: "${type}"}}\n`,
    ),
  );

export const CONTAINER = 'containers:\n- name: web\n  image: nginx:1.29';
export const WEB = `${MANIFESTS}/web.yaml`;

export const pod = (spec: string, metadata = 'name: web'): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  ${metadata.replaceAll('\n', '\n  ')}\nspec:\n  ${spec.replaceAll('\n', '\n  ')}\n`;

/** A static pod of the user's own. */
export const web = (spec = CONTAINER, metadata?: string): Change => put(WEB, pod(spec, metadata));
