import { shorten } from '../manifest/shown.ts';
import { fixOf, quote } from '../yaml/edits.ts';
import { getMember } from '../yaml/navigate.ts';
import type { Document, Member } from '../yaml/tree.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

/** The mappings of a pod whose keys are the user's own. */
const MAPS = [
  ['metadata', 'labels'],
  ['metadata', 'annotations'],
  ['spec', 'nodeSelector'],
] as const;

export default defineCheck({
  id: 'yaml-key-is-no-text',
  scope: 'file',
  summary: 'a key of labels, annotations or nodeSelector that YAML reads as a number or as true or false',
  severity: 'warning',
  why: 'YAML reads keys as it reads values: y, yes and on are true, 1.10 is 1.1 and 0755 is 493. The kubelet makes a text of the result, so the key has another name than the one that is written.',
  bad: 'labels:\n  on: call',
  good: 'labels:\n  "on": call',
  fix: 'Put the key in quotes.',
  links: ['sigs.k8s.io/yaml yaml.go convertToJSONableObject', 'sigs.k8s.io/yaml goyaml.v2 resolve.go'],
  check: ({ document, pod }) => {
    if (!pod || document.format === 'json') return NOTHING;
    const found: Finding[] = [];
    for (const path of MAPS) {
      const map = getMember(document.root, ...path);
      if (map?.kind !== 'object') continue;
      for (const member of map.members) {
        const finding = ofKey(document, member, path[1]);
        if (finding) found.push(finding);
      }
    }
    return found;
  },
});

function ofKey({ source }: Document, { key, keyRange }: Member, map: string): Finding | undefined {
  const { start, end } = keyRange;
  if (end - start === key.length && source.text.startsWith(key, start)) return undefined;
  const written = source.text.slice(start, end);
  if (!/^[\w.+-]+$/.test(written)) return undefined;
  return {
    message: `the key ${shorten(written)} is no text in YAML: in "${map}" it is called "${shorten(key)}"`,
    location: source.locate(keyRange),
    help: `put it in quotes: "${shorten(written)}"`,
    ...fixOf(quote(source, keyRange)),
  };
}
