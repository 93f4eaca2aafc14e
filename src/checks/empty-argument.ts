import { locate, nodeAt } from '../manifest/locate.ts';
import { defineCheck, type Finding } from './define-check.ts';
import { visitWords } from './reading/visit-words.ts';

export default defineCheck({
  id: 'empty-argument',
  scope: 'file',
  summary: 'an item of command or args has nothing after its dash, and the program gets an empty word',
  severity: 'warning',
  why: 'A dash with nothing after it is an item of its own, null, and decodes to an empty text. Most programs refuse an argument without a text or take it for a file name.',
  bad: 'args:\n- --v=2\n-',
  good: 'args:\n- --v=2',
  fix: 'Remove the dash, or write "" if an empty argument is meant.',
  links: [
    'encoding/json decode.go literalStore: null leaves a string empty',
    'pkg/kubelet/container/helpers.go ExpandContainerCommandAndArgs',
  ],
  check: ({ document, spec }) => {
    const found: Finding[] = [];
    visitWords(spec, (words, field, path) => {
      for (let i = words.indexOf(''); i >= 0; i = words.indexOf('', i + 1)) {
        const at = path.child(field).index(i);
        if (nodeAt(document, at)?.kind !== 'null') continue;
        found.push({
          message:
            field === 'command' && i === 0
              ? "this item is empty, so the program has no name and the container can't start"
              : 'this item is empty, and the program gets an empty word in its place',
          location: locate(document, at),
          help: 'remove the dash, or write "" if an empty word is meant',
        });
      }
    });
    return found;
  },
});
