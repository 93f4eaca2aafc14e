import { type FileOnNode, filesOnNode } from '../control-plane/files-on-node.ts';
import type { Host } from '../node/host/host.ts';
import { getMember } from '../yaml/navigate.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import type { Document } from '../yaml/tree.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';
import { runningComponents } from './reading/running-components.ts';

/** What a flag's file must hold. */
interface Kind {
  readonly kind: string;
  /** Of its apiVersion; null where a file that names none is taken. */
  readonly group: string | null;
  /** A list that may not be empty. */
  readonly list?: string;
  /** An older kind that is taken as well: `EncryptionConfig v1`. */
  readonly older?: string;
  /** Members of which one makes a file without a kind a good one. */
  readonly unversioned?: readonly string[];
}

const KUBECONFIG: Kind = { kind: 'Config', group: null };
const apiServer = (kind: string): Kind => ({ kind, group: 'apiserver.config.k8s.io' });

const KINDS: Readonly<Record<string, Kind>> = {
  'audit-policy-file': { kind: 'Policy', group: 'audit.k8s.io', list: 'rules' },
  // pkg/apis/apiserver/v1alpha1/register.go; pkg/admission/config.go: "one of the two legacy plugin configs".
  'admission-control-config-file': {
    ...apiServer('AdmissionConfiguration'),
    older: 'AdmissionConfiguration apiserver.k8s.io/v1alpha1',
    unversioned: ['imagePolicy', 'podNodeSelectorPluginConfig'],
  },
  'authentication-config': apiServer('AuthenticationConfiguration'),
  'authorization-config': apiServer('AuthorizationConfiguration'),
  // pkg/apis/apiserver/v1/register.go: "also register into the v1 group as EncryptionConfig".
  'encryption-provider-config': { ...apiServer('EncryptionConfiguration'), older: 'EncryptionConfig v1' },
  'tracing-config-file': apiServer('TracingConfiguration'),
  'audit-webhook-config-file': KUBECONFIG,
  'authentication-kubeconfig': KUBECONFIG,
  'authentication-token-webhook-config-file': KUBECONFIG,
  'authorization-kubeconfig': KUBECONFIG,
  'authorization-webhook-config-file': KUBECONFIG,
  kubeconfig: KUBECONFIG,
};

const MAX_SIZE = 1024 * 1024;

export default defineCheck({
  id: 'flag-file-wrong-kind',
  scope: 'node',
  area: 'control-plane',
  summary: 'a file that a flag of the control plane names is not what the flag is for',
  severity: 'warning',
  why: 'The program reads the file when it starts. Where that is no YAML, or an object of another kind, it ends: "no kind is registered", "error converting YAML to JSON".',
  bad: '--audit-policy-file=/etc/kubernetes/audit/policy.yaml, with kind: AuditPolicy in it',
  good: '--audit-policy-file=/etc/kubernetes/audit/policy.yaml, with kind: Policy of audit.k8s.io/v1 in it',
  fix: 'Correct the file, or name the one that was meant.',
  links: [
    'staging/src/k8s.io/apiserver/pkg/audit/policy/reader.go LoadPolicyFromBytes',
    'staging/src/k8s.io/apiserver/pkg/server/options/encryptionconfig/config.go loadConfig',
    'staging/src/k8s.io/apiserver/pkg/admission/config.go ReadAdmissionConfiguration',
    'staging/src/k8s.io/client-go/tools/clientcmd/loader.go LoadFromFile',
  ],
  check: ({ host, files }) => {
    const components = runningComponents(files);
    if (components.length === 0) return NOTHING;
    const seen = new Set<string>();
    return filesOnNode(components).flatMap((file) => {
      const kind = Object.hasOwn(KINDS, file.flag.name) ? KINDS[file.flag.name] : undefined;
      if (!kind || seen.has(`${kind.kind} ${file.place.path}`)) return NOTHING;
      seen.add(`${kind.kind} ${file.place.path}`);
      return wrongKind(host, file, kind) ?? NOTHING;
    });
  },
});

function wrongKind(host: Host, file: FileOnNode, wanted: Kind): Finding | undefined {
  const { component, flag, place } = file;
  const content = host.readFile(place.path, MAX_SIZE);
  if (!content.ok) return undefined;
  const document = parseDocument(content.value, place.path);
  const problem = problemIn(document, wanted);
  return (
    problem && {
      ...problem,
      message: `${component.name} can't read "${place.path}" of --${flag.name}: ${problem.message}`,
      related: [
        { location: component.source.locate(flag.valueWord.range), message: `--${flag.name} names it here` },
      ],
    }
  );
}

function problemIn(document: Document, wanted: Kind): Finding | undefined {
  const { root, error, source } = document;
  if (error) {
    return {
      message: error.message,
      location: error.range ? source.locate(error.range) : { file: source.file },
      help: 'correct the file',
    };
  }
  if (wanted.unversioned?.some((name) => getMember(root, name))) return undefined;
  const [kind, version] = [getMember(root, 'kind'), getMember(root, 'apiVersion')];
  const written = kind?.kind === 'string' ? kind : undefined;
  if (!written || written.value === '') {
    return wanted.group === null
      ? undefined
      : { message: 'it names no kind', location: { file: source.file }, help: shouldBe(wanted) };
  }
  if (version?.kind === 'string' && `${written.value} ${version.value}` === wanted.older) return undefined;
  if (written.value !== wanted.kind) {
    return {
      message: `its kind is "${written.value}", not "${wanted.kind}"`,
      location: source.locate(written.range),
      help: shouldBe(wanted),
    };
  }
  const group = version?.kind === 'string' ? version.value.split('/')[0]! : '';
  if (wanted.group !== null && version?.kind === 'string' && group !== wanted.group) {
    return {
      message: `its apiVersion is "${version.value}", not of "${wanted.group}"`,
      location: source.locate(version.range),
      help: shouldBe(wanted),
    };
  }
  return wanted.list === undefined ? undefined : emptyList(document, wanted.list);
}

function emptyList({ root, source }: Document, name: string): Finding | undefined {
  const list = getMember(root, name);
  if (list && list.kind !== 'null' && !(list.kind === 'array' && list.items.length === 0)) return undefined;
  return {
    message: `its "${name}" is empty`,
    location: list ? source.locate(list.range) : { file: source.file },
    help: `write at least one of its ${name}`,
  };
}

function shouldBe({ kind, group }: Kind): string {
  return group === null
    ? `it should be a kubeconfig, of kind: ${kind}`
    : `it should be of kind: ${kind}, apiVersion: ${group}/…`;
}
