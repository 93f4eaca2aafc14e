import type { Volume } from '../manifest/pod/types.ts';
import { visitNumbers } from '../manifest/visit-numbers.ts';
import { fixOf, replace } from '../yaml/edits.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

/** Modes that people give to files; the larger ones are no modes in decimal, and the kubelet refuses them. */
const MODES: ReadonlySet<string> = new Set(['400', '440', '444', '500']);

export default defineCheck({
  id: 'decimal-file-mode',
  scope: 'file',
  summary: 'the mode of a file is written like an octal number and read as a decimal one',
  severity: 'warning',
  why: 'Without a leading zero YAML reads a mode as decimal, and JSON always does: 400 is the mode 0620, which lets the group write.',
  bad: 'defaultMode: 400',
  good: 'defaultMode: 0400',
  fix: 'Write the mode with a leading zero; in JSON, its decimal value.',
  links: [
    'staging/src/k8s.io/api/core/v1/types.go KeyToPath.Mode',
    'pkg/apis/core/validation/validation.go ValidateVolumes fileModeErrorMsg',
  ],
  check: ({ document, pod, spec }) => {
    if (!pod || !spec.volumes?.some(hasModes)) return NOTHING;
    const found: Finding[] = [];
    visitNumbers(document.root, (node, key) => {
      if ((key !== 'mode' && key !== 'defaultMode') || !MODES.has(node.text)) return;
      if (document.source.text.slice(node.range.start, node.range.end) !== node.text) return;
      const meant = document.format === 'json' ? `${Number.parseInt(node.text, 8)}` : `0${node.text}`;
      found.push({
        message: `${node.text} is decimal: "${key}" is the mode 0${Number(node.text).toString(8)}, and not 0${node.text}`,
        location: document.source.locate(node.alias ?? node.range),
        help: `write ${meant}`,
        ...fixOf(replace(document.source, node.range, `write ${meant}`, meant)),
      });
    });
    return found;
  },
});

function hasModes({ projected, downwardAPI, secret, configMap }: Volume): boolean {
  return (projected ?? downwardAPI ?? secret ?? configMap) !== undefined;
}
