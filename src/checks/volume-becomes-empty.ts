import { locate } from '../manifest/locate.ts';
import { shorten } from '../manifest/shown.ts';
import { findStruct, lifetimeOf } from '../schema/types.ts';
import { FieldPath } from '../validation/field-path.ts';
import { formatMinor } from '../versions/minor.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Node } from '../yaml/tree.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

const VOLUMES = FieldPath.of('spec').child('volumes');

export default defineCheck({
  id: 'volume-becomes-empty',
  scope: 'file',
  summary: 'a volume says no type that the kubelet knows, and becomes an empty directory',
  severity: 'warning',
  why: 'A volume without a type is an emptyDir. A type that is misspelt, or whose fields are not indented below it, leaves none: the pod starts with an empty directory in the place of the files of the node, and what it writes is gone with it.',
  bad: 'volumes:\n- name: pki\n  hostPath:\n  path: /etc/kubernetes/pki',
  good: 'volumes:\n- name: pki\n  hostPath:\n    path: /etc/kubernetes/pki',
  fix: 'Indent the fields of the volume below its type, and write the type as the Pod knows it.',
  links: [
    'pkg/apis/core/v1/defaults.go SetDefaults_Volume',
    'https://kubernetes.io/docs/concepts/storage/volumes/',
  ],
  check: ({ document, spec, pod }) => {
    if (!pod || !spec.volumes?.some(({ emptyDir }) => emptyDir)) return NOTHING;
    const written = getMember(document.root, 'spec', 'volumes');
    if (written?.kind !== 'array') return NOTHING;
    const found: Finding[] = [];
    written.items.forEach((item, i) => {
      const { name = '', emptyDir } = spec.volumes?.[i] ?? {};
      const instead = emptyDir ? insteadOfType(item) : undefined;
      if (instead === undefined) return;
      found.push({
        message: `the volume "${shorten(name)}" says no type that the kubelet knows, so it is an empty directory that is gone with the pod`,
        location: locate(document, VOLUMES.index(i)),
        help: instead,
      });
    });
    return found;
  },
});

/** What stands in the place of a type; undefined where emptyDir does, or nothing but a name. */
function insteadOfType(item: Node): string | undefined {
  if (item.kind !== 'object' || item.members.some(({ key }) => key === 'emptyDir')) return undefined;
  const others = item.members.filter(({ key }) => key !== 'name');
  if (others.length === 0) return undefined;
  const empty = others.find(({ value }) => value.kind === 'null');
  if (empty)
    return `"${shorten(empty.key)}" has nothing below it: indent its fields two spaces more than itself`;
  const { key } = others[0]!;
  const since = lifetimeOf(findStruct('Volume')!, key)?.since;
  return since === undefined
    ? `"${shorten(key)}" is no type of a volume: a directory of the node is {hostPath: {path: ...}}`
    : `kubelets know "${key}" since ${formatMinor(since)}`;
}
