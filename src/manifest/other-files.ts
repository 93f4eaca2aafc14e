import { getMember } from '../yaml/navigate.ts';
import type { Document, Node } from '../yaml/tree.ts';

/** A file that was not meant for the kubelet. */
export interface OtherFile {
  /** As in "this is a shell script". */
  readonly what: string;
  readonly help: string;
}

const KEEP_ELSEWHERE = 'keep it elsewhere: the kubelet tries to read every file in this directory';

/** What a text that is no manifest is, where its name, its first words or its members tell. */
export function recogniseOther(document: Document): OtherFile | undefined {
  const { file, text } = document.source;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return byText(text) ?? byName(name) ?? (document.root ? byMembers(document.root, name) : undefined);
}

function byName(name: string): OtherFile | undefined {
  // vim creates 4913, or the next free of 5036, 5159 …, to see whether it may, and who would own it (vim's bufwrite.c).
  if (name === '4913')
    return { what: 'the file with which vim tries whether it may create one', help: 'remove it' };
  if (/\.(md|markdown|rst|adoc)$|^(readme|license|notes?)(\.txt)?$/i.test(name)) {
    return { what: 'a text for people', help: KEEP_ELSEWHERE };
  }
  if (/^(desktop\.ini|thumbs\.db)$/i.test(name)) return OF_WINDOWS;
  if (/\.(sh|bash|py|pl|rb)$/i.test(name)) return { what: 'a script', help: KEEP_ELSEWHERE };
  if (/\.(conf|cfg|cnf|ini|env|toml|properties)$/i.test(name)) {
    return { what: 'a configuration of another program', help: KEEP_ELSEWHERE };
  }
  return /^kustomization(\.ya?ml)?$/i.test(name) ? KUSTOMIZATION : undefined;
}

const OF_WINDOWS: OtherFile = { what: 'a file that Windows leaves beside others', help: 'remove it' };

const KUSTOMIZATION: OtherFile = {
  what: 'a kustomization',
  help: 'build it with "kubectl kustomize" and put each Pod of the result in a file of its own',
};

function byText(text: string): OtherFile | undefined {
  const head = text.slice(0, 4096);
  const interpreter = /^#![ \t]*(\S+)/.exec(head)?.[1];
  if (interpreter !== undefined) return { what: `a script for ${interpreter}`, help: KEEP_ELSEWHERE };
  if (/^(?:sudo )?(?:cat|tee)\b[^\n]*<<-?[ \t]*['"]?\w+/m.test(head)) {
    return {
      what: 'a shell script or a note of commands',
      help: 'run it elsewhere, and keep only the manifest that it writes here',
    };
  }
  const pem = /^\s*-----BEGIN ([A-Z0-9 ]{1,40})-----/.exec(head)?.[1];
  if (pem !== undefined) return { what: `a PEM file (${pem})`, help: KEEP_ELSEWHERE };
  if (/^\s*\{[^\n]{0,200}"abac\.authorization\.kubernetes\.io/.test(head)) {
    return {
      what: 'a policy of ABAC',
      help: 'keep it elsewhere, mount it into the pod of kube-apiserver and give it with "--authorization-policy-file"',
    };
  }
  const section = /^(?:[^\S\n]*(?:[#;][^\n]*)?\n)*\[([A-Za-z][\w.-]*)\][ \t]*\r?\n/.exec(head)?.[1];
  // web.yaml:Zone.Identifier tells that web.yaml was downloaded.
  if (section === 'ZoneTransfer') return OF_WINDOWS;
  return section === undefined
    ? undefined
    : { what: `a file with sections, such as [${section}]`, help: KEEP_ELSEWHERE };
}

/** Documents without a kind. */
function byMembers(root: Node, name: string): OtherFile | undefined {
  if (root.kind === 'array') return byFirstItem(root.items[0]);
  if (root.kind !== 'object') return undefined;
  const has = (key: string) => getMember(root, key) !== undefined;
  if (has('clusters') && has('contexts')) {
    return { what: 'a kubeconfig', help: 'keep it elsewhere, and give it with "--kubeconfig"' };
  }
  if (has('services') && getMember(root, 'services')?.kind === 'object') {
    return { what: 'a Compose file', help: 'write a Pod for each of its services' };
  }
  if (/^Chart\.ya?ml$/.test(name) || /^values.*\.ya?ml$/.test(name)) {
    return {
      what: 'a file of a Helm chart',
      help: 'render the chart with "helm template", and put its Pods here',
    };
  }
  const resources = getMember(root, 'resources') ?? getMember(root, 'bases');
  return resources?.kind === 'array' && !has('metadata') ? KUSTOMIZATION : undefined;
}

function byFirstItem(item: Node | undefined): OtherFile | undefined {
  if (getMember(item, 'hosts') && (getMember(item, 'tasks') ?? getMember(item, 'roles'))) {
    return { what: 'an Ansible playbook', help: 'run it with "ansible-playbook", and keep it elsewhere' };
  }
  return undefined;
}
