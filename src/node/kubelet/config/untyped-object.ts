import type { Minor } from '../../../versions/minor.ts';
import type { Document, Node, ObjectNode } from '../../../yaml/tree.ts';
import { textOf } from './config-file.ts';
import { MAX_STRICT_PROBLEMS } from './decode.ts';
import { describeMeta, type InterpretedMeta, interpretMeta, type TypeMeta } from './type-meta.ts';
import { CONFIG_GROUP, yamlDuplicates } from './versioned-object.ts';

/** A drop-in as the kubelets from 1.29 on read it: an object without a type. */
export interface UntypedObject {
  /** Why the kubelet does not take it, in its words; null when it does. */
  readonly error: string | null;
  readonly meta: InterpretedMeta;
  /** The object; null when there is none. Told with an error too. */
  readonly root: ObjectNode | null;
}

/**
 * DecodeKubeletConfigurationIntoJSON (pkg/kubelet/kubeletconfig/util/codec/codec.go): strict about duplicates,
 * and what it then makes of kind and apiVersion.
 */
export function decodeUntyped(document: Document, minor: Minor): UntypedObject {
  const meta = interpretMeta(document);
  const root = document.root?.kind === 'object' ? document.root : null;
  return { error: meta.ok ? refuse(document, root, minor) : `error: ${meta.error}`, meta, root };
}

function refuse(document: Document, root: ObjectNode | null, minor: Minor): string | null {
  // The unstructured object knows its members by their exact names only.
  const kind = stringMember(root, 'kind');
  if (kind === '') return `error: Object 'Kind' is missing in '${textOf(document)}'`;
  const duplicates = strictErrors(document);
  if (duplicates !== '') return `error: strict decoding error: ${duplicates}`;
  if (minor < 32) return null;
  const [group = '', version = ''] = splitVersion(stringMember(root, 'apiVersion'));
  const meta: TypeMeta = { group, version, kind };
  const right = group === CONFIG_GROUP && version === 'v1beta1' && kind === 'KubeletConfiguration';
  return right ? null : `unknown apiVersion/kind: ${describeMeta(meta)}`;
}

function splitVersion(apiVersion: string): [string, string] {
  if (apiVersion === '' || apiVersion === '/') return ['', ''];
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
}

function stringMember(root: ObjectNode | null, name: string): string {
  const value = root?.members.findLast(({ key }) => key === name)?.value;
  return value?.kind === 'string' ? value.value : '';
}

function strictErrors(document: Document): string {
  if (document.duplicates.length === 0) return '';
  if (document.format === 'yaml') return yamlDuplicates(document);
  return duplicatePaths(document.root).join(', ');
}

/** What is still to look at: a value, and the member that holds it with the keys beside it met so far. */
interface Pending {
  readonly node: Node;
  readonly path: string;
  readonly member?: { readonly key: string; readonly met: Set<string> };
}

/** `duplicate field "a.b"`, each once, in the order in which they are met. */
function duplicatePaths(root: Node | null): string[] {
  const found = new Set<string>();
  // The next one last.
  const pending: Pending[] = root ? [{ node: root, path: '' }] : [];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node, path, member } = next;
    if (member?.met.has(member.key)) found.add(`duplicate field "${path}"`);
    member?.met.add(member.key);
    if (node.kind === 'array') {
      const items = node.items.map((item, i) => ({ node: item, path: `${path}[${i}]` }));
      for (const item of items.reverse()) pending.push(item);
    } else if (node.kind === 'object') {
      const met = new Set<string>();
      const members = node.members.map(({ key, value }) => ({
        node: value,
        path: path === '' ? key : `${path}.${key}`,
        member: { key, met },
      }));
      for (const one of members.reverse()) pending.push(one);
    }
  }
  return [...found].slice(0, MAX_STRICT_PROBLEMS);
}
