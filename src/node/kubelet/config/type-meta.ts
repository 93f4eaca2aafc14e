import type { Document, Member, Node } from '../../../yaml/tree.ts';
import { goKind } from './go-scalars.ts';
import { yamlError } from './yaml-error.ts';

/** What a file says it is. */
export interface TypeMeta {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The members that say so, where they stand. */
export interface TypeMembers {
  readonly apiVersion?: Member;
  readonly kind?: Member;
}

export type InterpretedMeta =
  | { readonly ok: true; readonly meta: TypeMeta; readonly members: TypeMembers }
  | { readonly ok: false; readonly error: string; readonly node?: Node };

const FIND_KIND =
  'struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }';

/**
 * The serializer's first look at a file: YAML or JSON syntax, then SimpleMetaFactory.Interpret (apimachinery
 * pkg/runtime/serializer/json), which folds the case of `apiVersion` and `kind`.
 */
export function interpretMeta(document: Document): InterpretedMeta {
  const { root, error, format } = document;
  if (!root) {
    return { ok: false, error: format === 'json' ? parseError(error?.message ?? '') : yamlError(document) };
  }
  if (root.kind === 'null') return interpret({});
  if (root.kind !== 'object') {
    return {
      ok: false,
      error: parseError(`json: cannot unmarshal ${goKind(root)} into Go value of type ${FIND_KIND}`),
      node: root,
    };
  }
  let apiVersion: Member | undefined;
  let kind: Member | undefined;
  for (const member of root.members) {
    const name = member.key.toLowerCase();
    if (name !== 'apiversion' && name !== 'kind') continue;
    if (member.value.kind !== 'string' && member.value.kind !== 'null') {
      const field = name === 'kind' ? 'kind' : 'apiVersion';
      const into = `Go struct field .${field} of type string`;
      return {
        ok: false,
        error: parseError(`json: cannot unmarshal ${goKind(member.value)} into ${into}`),
        node: member.value,
      };
    }
    // A null leaves what an earlier spelling of the member has set.
    if (member.value.kind === 'null') continue;
    if (name === 'kind') kind = member;
    else apiVersion = member;
  }
  return interpret({ ...(apiVersion && { apiVersion }), ...(kind && { kind }) });
}

function interpret(members: TypeMembers): InterpretedMeta {
  const kind = textOf(members.kind);
  const groupVersion = parseGroupVersion(textOf(members.apiVersion));
  if (!groupVersion) {
    return {
      ok: false,
      error: `unexpected GroupVersion string: ${textOf(members.apiVersion)}`,
      ...(members.apiVersion && { node: members.apiVersion.value }),
    };
  }
  return { ok: true, meta: { ...groupVersion, kind }, members };
}

/** schema.ParseGroupVersion. */
function parseGroupVersion(text: string): { readonly group: string; readonly version: string } | undefined {
  if (text === '' || text === '/') return { group: '', version: '' };
  const [first = '', second, ...more] = text.split('/');
  if (more.length > 0) return undefined;
  return second === undefined ? { group: '', version: first } : { group: first, version: second };
}

/** GroupVersion.String. */
export function groupVersionOf({ group, version }: TypeMeta): string {
  return group === '' ? version : `${group}/${version}`;
}

/** GroupVersionKind.String. */
export function describeMeta(meta: TypeMeta): string {
  return `${meta.group}/${meta.version}, Kind=${meta.kind}`;
}

function textOf(member: Member | undefined): string {
  return member?.value.kind === 'string' ? member.value.value : '';
}

function parseError(message: string): string {
  return `couldn't get version/kind; json parse error: ${message}`;
}
