import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { suggestField } from '../../../schema/suggest.ts';
import { flagsOf } from '../../../versions/flags.ts';
import { formatMinor, type Minor } from '../../../versions/minor.ts';
import type { Document } from '../../../yaml/tree.ts';
import { foldName, type StrictProblem } from './decode.ts';
import { baseName } from './go-scalars.ts';
import type { StructType } from './go-types.ts';
import { leavesOf } from './settings.ts';

/** How the file is decoded: as an object of its own, or as a patch that a drop-in of 1.29 or newer is. */
export type Reading = 'versioned' | 'patch';

/** A member that the kubelet drops. */
export function diagnoseMember(
  document: Document,
  { path, member, struct }: StrictProblem,
  minor: Minor,
  reading: Reading,
): Diagnostic {
  const { reason, help } = explain(struct, member.key, minor, reading);
  return {
    ruleId: 'kubelet-config-unknown-field',
    severity: 'warning',
    message: `the kubelet ignores "${path}": ${reason}`,
    ...(help && { help }),
    location: document.source.locate(member.keyRange),
  };
}

/** Of a kubeconfig (client-go tools/clientcmd/api/v1 Config). */
const KUBECONFIG_MEMBERS: ReadonlySet<string> = new Set(['clusters', 'contexts', 'current-context', 'users']);

interface Explanation {
  readonly reason: string;
  readonly help?: string;
}

function explain(struct: StructType, key: string, minor: Minor, reading: Reading): Explanation {
  const field = struct.fields.find(({ json }) => json === key);
  if (field?.since && field.since > minor) {
    const since = formatMinor(field.since);
    return {
      reason: `the field came with ${since}, and this kubelet is ${formatMinor(minor)}`,
      help: `remove it, or keep it for a kubelet of ${since} or newer`,
    };
  }
  // The internal object calls it otherwise (resolverConfig), so a merge never finds it.
  if (field && reading === 'patch') {
    return {
      reason: `kubelets from 1.29 to 1.31 do not find "${key}" in a drop-in`,
      help: 'set it in the --config file',
    };
  }
  const folded = struct.fields.find(({ json }) => foldName(json) === foldName(key));
  if (folded) {
    return { reason: 'upper and lower case matter here', help: `write "${folded.json}"` };
  }
  const reason = `${describe(struct)} has no such field`;
  if (baseName(struct.name) === 'KubeletConfiguration' && KUBECONFIG_MEMBERS.has(key)) {
    return { reason, help: 'that belongs in a kubeconfig, a file of its own that --kubeconfig names' };
  }
  const elsewhere = pathOf(key, minor);
  if (elsewhere === key)
    return { reason, help: `move it to the top of the file: "${key}" stands in no other field` };
  const member = memberOfFlag(key, minor) ?? elsewhere ?? suggestField(baseName(struct.name), key, minor);
  return { reason, ...(member && { help: `did you mean "${member}"?` }) };
}

/** The full path of the one member of that name, wherever it is. */
function pathOf(key: string, minor: Minor): string | undefined {
  const paths = new Set<string>();
  for (const leaf of leavesOf(minor).keys()) {
    const steps = leaf.split('.');
    const at = steps.indexOf(key);
    if (at >= 0) paths.add(steps.slice(0, at + 1).join('.'));
  }
  return paths.size === 1 ? [...paths][0] : undefined;
}

/** The member that a flag writes, when the key is the flag's name: `pod-manifest-path`, `podManifestPath`. */
function memberOfFlag(key: string, minor: Minor): string | undefined {
  const bare = (name: string) => name.replaceAll(/[-_]/g, '').toLowerCase();
  const wanted = bare(key);
  for (const { name, path } of flagsOf(minor).values()) {
    if (path && bare(name) === wanted) return path.join('.');
  }
  return undefined;
}

function describe(struct: StructType): string {
  const name = baseName(struct.name);
  return name === 'KubeletConfiguration' ? 'a KubeletConfiguration' : name;
}
