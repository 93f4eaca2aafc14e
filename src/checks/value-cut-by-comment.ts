import { nodeAt } from '../manifest/locate.ts';
import { visitContainers } from '../manifest/pod/containers-of.ts';
import type { EnvVar } from '../manifest/pod/types.ts';
import { shorten } from '../manifest/shown.ts';
import { FieldPath } from '../validation/field-path.ts';
import type { Document } from '../yaml/tree.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'value-cut-by-comment',
  scope: 'file',
  summary: 'the value of an environment variable ends at a "#" that YAML takes for a comment',
  severity: 'warning',
  why: 'A "#" after white space begins a comment, and what follows is not part of the value. Passwords and colours that hold one lose their end, or all of it, and the container starts with the rest.',
  bad: 'env:\n- name: DB_PASSWORD\n  value: swordfish #42',
  good: 'env:\n- name: DB_PASSWORD\n  value: "swordfish #42"',
  fix: 'Put the value in quotes; if a comment is meant, write a space after the "#".',
  links: [
    'https://yaml.org/spec/1.1/#id863390',
    'sigs.k8s.io/yaml goyaml.v2 scannerc.go yaml_parser_scan_plain_scalar',
  ],
  check: ({ document, spec, pod }) => {
    if (!pod || document.format === 'json') return NOTHING;
    const found: Finding[] = [];
    visitContainers(spec, FieldPath.of('spec'), ({ env }, path) => {
      for (let i = 0; env && i < env.length; i++) {
        if (!mayBeCut(env[i]!)) continue;
        const finding = ofVariable(document, path.child('env').index(i).child('value'), env[i]!);
        if (finding) found.push(finding);
      }
    });
    return found;
  },
});

/** Of other variables a comment after the value is what it seems. */
const SECRET = /PASS|PWD|SECRET|TOKEN|KEY|CREDENTIAL/i;

function mayBeCut({ name = '', value = '', valueFrom }: EnvVar): boolean {
  return !valueFrom && (value === '' || SECRET.test(name));
}

function ofVariable(
  document: Document,
  path: FieldPath,
  { name = '', value = '' }: EnvVar,
): Finding | undefined {
  const { source } = document;
  const node = nodeAt(document, path);
  if (!node || (node.kind !== 'null' && source.text[node.range.start] !== value[0])) return undefined;
  const rest = source.text.slice(node.range.end, node.range.end + LONGEST);
  // One word that clings to its "#": whoever writes a comment begins with a space or has more to say.
  const comment = /^:?[ \t]+(#[^\s#]+)[ \t]*(?:\r|\n|$)/.exec(rest)?.[1];
  if (comment === undefined) return undefined;
  return {
    message: `the value of "${shorten(name)}" ${value === '' ? 'is empty' : 'ends here'}: "${shorten(comment)}" begins a comment`,
    location: source.locate(node.range),
    help: `put it in quotes if it belongs to the value: "${shorten(value === '' ? comment : `${value} ${comment}`)}"`,
  };
}

const LONGEST = 200;
