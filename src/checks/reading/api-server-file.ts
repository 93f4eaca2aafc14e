import { filesOnNode } from '../../control-plane/files-on-node.ts';
import { getMember, locate } from '../../yaml/navigate.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import type { Node } from '../../yaml/tree.ts';
import type { Finding, NodeSubject } from '../define-check.ts';
import { runningComponents } from './running-components.ts';

/** An object of a group of its own in a file that kube-apiserver reads when it starts. */
export interface ApiServerFile {
  /** The flag that names the file. */
  readonly flag: string;
  /** What people call it. */
  readonly name: string;
  readonly kind: string;
  readonly group: string;
  readonly version: string;
}

/** Why kube-apiserver refuses such a file. */
export interface FileProblem {
  readonly reason: string;
  readonly node: Node;
  readonly help: string;
}

const MAX_SIZE = 1024 * 1024;

/** Such files that end kube-apiserver: their version, or else what `problemIn` finds in them. */
export function refusedFiles(
  { host, files }: NodeSubject,
  expected: ApiServerFile,
  problemIn: (root: Node) => FileProblem | undefined,
): readonly Finding[] {
  const components = runningComponents(files).filter(({ name }) => name === 'kube-apiserver');
  return filesOnNode(components).flatMap(({ component, flag, place }) => {
    if (flag.name !== expected.flag) return [];
    const content = host.readFile(place.path, MAX_SIZE);
    if (!content.ok) return [];
    const document = parseDocument(content.value, place.path);
    const { root, error } = document;
    // Of another kind, another check says it.
    if (error || !root || memberText(root, 'kind') !== expected.kind) return [];
    const problem = versionProblem(root, expected) ?? problemIn(root);
    if (!problem) return [];
    return [
      {
        message: `kube-apiserver ends at once, and the kubelet restarts it for ever: in its ${expected.name}, ${problem.reason}`,
        location: locate(document, problem.node),
        help: problem.help,
        related: [
          {
            location: component.source.locate(flag.valueWord.range),
            message: `--${flag.name} names it here`,
          },
        ],
      },
    ];
  });
}

function versionProblem(root: Node, { group, version }: ApiServerFile): FileProblem | undefined {
  const text = memberText(root, 'apiVersion') ?? '';
  // Of another group, another check says it.
  if (text === `${group}/${version}` || (text !== '' && !text.startsWith(`${group}/`))) return undefined;
  return {
    reason: text === '' ? 'the apiVersion is missing' : `"${text}" is no apiVersion that it knows`,
    node: getMember(root, 'apiVersion') ?? root,
    help: `write "apiVersion: ${group}/${version}"`,
  };
}

/** A member that is a text. */
export function memberText(owner: Node, name: string): string | undefined {
  const node = getMember(owner, name);
  return node?.kind === 'string' ? node.value : undefined;
}
