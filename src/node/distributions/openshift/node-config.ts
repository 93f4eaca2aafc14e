import { compareBytes } from '../../../bytes/text.ts';
import { findMember, getMember, locate } from '../../../yaml/navigate.ts';
import { parseDocument } from '../../../yaml/parse-document.ts';
import type { Document, Node } from '../../../yaml/tree.ts';
import type { Host } from '../../host/host.ts';
import { absolute, parentOf } from '../../host/path.ts';
import type { Word } from '../../systemd/service-start.ts';
import { fileWord } from '../argument-words.ts';
import { scalarText } from '../scalar-text.ts';

/** The kubelet's flags out of a NodeConfig, or why there are none. */
export type NodeFlags =
  | { readonly ok: true; readonly words: readonly Word[] }
  | { readonly ok: false; readonly message: string };

/**
 * What `openshift start node` of 3.x and `openshift-node-config` make of a NodeConfig (openshift/origin
 * pkg/cmd/server/kubernetes/node/options/options.go, ComputeKubeletFlags): kubeletArguments become flags, what they
 * do not set comes from other members. Flags that are the same on every node are left out.
 */
export function nodeFlags(host: Host, path: string): NodeFlags {
  const file = host.readFile(path);
  if (!file.ok) return { ok: false, message: `"${path}" can't be read: ${file.failure.message}` };
  const document = parseDocument(file.value, path);
  const { root, error } = document;
  if (error) return { ok: false, message: `"${path}" is no YAML: ${error.message}` };
  const kind = getMember(root, 'kind');
  if (!root || kind?.kind !== 'string' || kind.value !== 'NodeConfig') {
    return { ok: false, message: `"${path}" is no NodeConfig` };
  }
  const directory = parentOf(path);
  const flags = new Map(argumentFlags(document, directory));
  for (const [flag, members, isPath] of OTHER_MEMBERS) {
    const node = getMember(root, ...members);
    if (flags.has(flag) || node?.kind !== 'string' || node.value === '') continue;
    flags.set(flag, [wordOf(document, node, flag, isPath ? absolute(node.value, directory) : node.value)]);
  }
  const sorted = [...flags].sort(([a], [b]) => compareBytes(a, b));
  return { ok: true, words: sorted.flatMap(([, words]) => words) };
}

/** Members that set a flag unless kubeletArguments does; whether the value is a path (GetNodeFileReferences). */
const OTHER_MEMBERS: readonly (readonly [flag: string, members: readonly string[], isPath: boolean])[] = [
  ['pod-manifest-path', ['podManifestConfig', 'path'], true],
  ['kubeconfig', ['masterKubeConfig'], true],
  ['root-dir', ['volumeDirectory'], true],
  ['node-ip', ['nodeIP'], false],
  ['hostname-override', ['nodeName'], false],
  ['cluster-domain', ['dnsDomain'], false],
  ['client-ca-file', ['servingInfo', 'clientCA'], true],
];

/** kubeletArguments: a map of lists; a flag whose name ends in -file or -dir is a path. */
function argumentFlags(document: Document, directory: string): [string, readonly Word[]][] {
  const given = findMember(document.root, 'kubeletArguments')?.value;
  if (given?.kind !== 'object') return [];
  return given.members.map(({ key, value }) => {
    const items = value.kind === 'array' ? value.items : [];
    const words = items.map((node) => {
      const text = scalarText(node);
      const isPath = /-(file|dir)$/.test(key) && text !== '';
      return wordOf(document, node, key, isPath ? absolute(text, directory) : text);
    });
    return [key, words];
  });
}

function wordOf(document: Document, node: Node, flag: string, value: string): Word {
  return fileWord(`--${flag}=${value}`, locate(document, node));
}
