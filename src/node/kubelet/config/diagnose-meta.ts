import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { formatMinor, type Minor } from '../../../versions/minor.ts';
import { type ConfigFile, locateNode } from './config-file.ts';
import type { InterpretedMeta } from './type-meta.ts';
import { CONFIG_GROUP } from './versioned-object.ts';

/** What the kubelet demands: a type that it knows, exactly v1beta1 KubeletConfiguration, or just some kind. */
export type Demand = 'versioned' | 'exact' | 'kind';

const HEADER = `begin the file with "apiVersion: ${CONFIG_GROUP}/v1beta1" and "kind: KubeletConfiguration"`;

/** Syntax, apiVersion and kind of a configuration file. */
export function diagnoseMeta(
  file: ConfigFile,
  interpreted: InterpretedMeta,
  demand: Demand,
  minor: Minor,
): Diagnostic[] {
  const { document } = file;
  if (document.source.text === '') return [empty(file)];
  if (!document.root) return [diagnoseSyntax(file)];
  if (!interpreted.ok) {
    const location = interpreted.node ? locateNode(document, interpreted.node) : { file: file.path };
    return [refusal(location, 'it is not an object with a kind and an apiVersion', interpreted.error)];
  }
  const { meta, members } = interpreted;
  const detail = `${meta.group}/${meta.version}, Kind=${meta.kind}`;
  if (meta.kind === '' || (demand !== 'versioned' && members.kind?.key !== 'kind')) {
    const member = members.kind;
    if (!member) return [refusal({ file: file.path }, 'it does not say its kind', detail)];
    const location = document.source.locate(member.keyRange);
    return [refusal(location, `"${member.key}" is not taken for "kind"`, detail)];
  }
  if (demand === 'kind')
    return meta.kind === 'KubeletConfiguration' ? [] : [strangeKind(file, interpreted, minor)];
  const kindAt = members.kind ? locateNode(document, members.kind.value) : { file: file.path };
  if (meta.kind !== 'KubeletConfiguration') {
    return [refusal(kindAt, `it is a ${describeKind(meta.kind)}, not a KubeletConfiguration`, detail)];
  }
  const folded =
    members.apiVersion && members.apiVersion.key !== 'apiVersion' ? members.apiVersion : undefined;
  if (demand === 'exact' && folded) {
    const location = document.source.locate(folded.keyRange);
    return [refusal(location, `"${folded.key}" is not taken for "apiVersion"`, detail)];
  }
  const known = demand === 'versioned' ? ['v1beta1', '__internal'] : ['v1beta1'];
  if (meta.group === CONFIG_GROUP && known.includes(meta.version)) return [];
  const at = members.apiVersion ? locateNode(document, members.apiVersion.value) : { file: file.path };
  const written = members.apiVersion?.value.kind === 'string' ? members.apiVersion.value.value : '';
  const reason = written === '' ? 'it does not say its apiVersion' : `it knows no apiVersion "${written}"`;
  return [refusal(at, reason, detail)];
}

function refusal(location: Diagnostic['location'], reason: string, detail: string): Diagnostic {
  return {
    ruleId: 'kubelet-config-kind',
    severity: 'error',
    message: `the kubelet does not start with this file: ${reason}`,
    help: HEADER,
    ...(location && { location }),
    kubelet: { type: 'load', field: '', detail, index: 0 },
  };
}

function empty({ path }: ConfigFile): Diagnostic {
  return {
    ruleId: 'kubelet-config-empty',
    severity: 'error',
    message: 'the kubelet does not start with an empty configuration file',
    help: HEADER,
    location: { file: path },
  };
}

function diagnoseSyntax({ path, document }: ConfigFile): Diagnostic {
  const { error, format, source } = document;
  return {
    ruleId: 'kubelet-config-syntax',
    severity: 'error',
    message: `the kubelet does not start: this file is not ${format === 'json' ? 'JSON' : 'YAML'}: ${error?.message}`,
    help:
      format === 'json'
        ? 'correct the text: what begins with "{" must be JSON, without comments or trailing commas'
        : 'correct the text here, or above',
    location: error?.range ? source.locate(error.range) : { file: path },
  };
}

/** The kubelets from 1.29 to 1.31 take every kind for a drop-in. */
function strangeKind({ path, document }: ConfigFile, meta: InterpretedMeta, minor: Minor): Diagnostic {
  const kind = meta.ok ? meta.members.kind?.value : undefined;
  return {
    ruleId: 'kubelet-config-kind',
    severity: 'warning',
    message: `the kubelet of ${formatMinor(minor)} reads this drop-in whatever its kind, but from 1.32 on it does not start with it`,
    help: HEADER,
    location: kind ? locateNode(document, kind) : { file: path },
  };
}

/** Files that are often taken for a kubelet's configuration. */
function describeKind(kind: string): string {
  switch (kind) {
    case 'Config':
      return 'kubeconfig ("Config")';
    case 'ClusterConfiguration':
    case 'InitConfiguration':
    case 'JoinConfiguration':
      return `kubeadm file ("${kind}")`;
    default:
      return `"${kind}"`;
  }
}
