import { visitNumbers } from '../manifest/visit-numbers.ts';
import { defineCheck, type Finding, NOTHING } from './define-check.ts';

export default defineCheck({
  id: 'octal-number',
  scope: 'file',
  summary: 'a number with a leading zero that is no file mode: YAML reads it as octal',
  severity: 'warning',
  why: 'YAML as the kubelet reads it takes a number with a leading zero for octal: 0443 is 291. That is right for the mode of a file, and for nothing else in a pod.',
  bad: 'hostPort: 0443',
  good: 'hostPort: 443',
  fix: 'Write the number without leading zeros.',
  links: [
    'sigs.k8s.io/yaml goyaml.v2 resolve.go resolve: strconv.ParseInt with base 0',
    'pkg/apis/core/types.go',
  ],
  check: ({ document, pod, facts }) => {
    if (!pod || document.format === 'json') return NOTHING;
    // The text of an item is that of its whole list, which is not to be looked through for each of them.
    if (facts.source !== 'urlItem' && !hasLeadingZero(document.source.text)) return NOTHING;
    const found: Finding[] = [];
    visitNumbers(document.root, (node, key) => {
      if (key === 'mode' || key === 'defaultMode') return;
      const written = document.source.text.slice(node.range.start, node.range.end);
      const digits = /^\+?(-?)0+([0-7]+)$/.exec(written);
      const decimal = digits && `${digits[1]}${digits[2]}`;
      if (decimal === null || decimal === node.text) return;
      found.push({
        message: `${written} is octal in YAML, so "${key}" is ${node.text}`,
        location: document.source.locate(node.alias ?? node.range),
        help: `write ${decimal}, or ${node.text} if that is meant`,
      });
    });
    return found;
  },
});

/** In most files no number begins with a zero. */
function hasLeadingZero(text: string): boolean {
  return / 0[0-7]/.test(text);
}
