import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../src/diagnostics/location.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { readSimple } from '../../src/yaml/read-simple.ts';

/** The full reader's document, but for its source. */
function readFully(text: string) {
  const { source: _, ...document } = parseYaml(new TextEncoder().encode(text), new SourceText('f', text));
  return document;
}

/** What the full reader must say of a text that is simple. */
function expectAlike(text: string): void {
  const root = readSimple(text);
  if (root) expect(readFully(text)).toEqual({ format: 'yaml', root, error: null, duplicates: [] });
}

const POD = `# static pod
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    "example.org/é": 'quoted: text'   # said twice
  creationTimestamp:
spec:
  hostNetwork: true
  containers:
    - name: web
      command:
      - serve
      - --listen=10.0.0.4:80
      - -1
      image: registry.example/web:1
      env: []
      resources:
        limits: {}
        requests:
          cpu: 0.5

          memory: 64Mi
status: {}
`;

describe('a text that is simple', () => {
  it.each([
    ['as manifests are written', POD.replace('# static pod\n---\n', '')],
    ['with a document marker', '---\na: 1\n'],
    ['with comments and blank lines', '# one\n\na: 1 # two\n\n  # three\nb:\n# four\n  - x\n'],
    ['without a line break at its end', 'a:\n- b: c'],
    ['with keys out of order', 'b: 1\na: 2\n'],
    ['with values that are missing', 'a:\nb:\n  c:\n'],
  ])('is read as the full reader does: %s', (_, text) => {
    expect(readSimple(text)).toBeDefined();
    expectAlike(text);
  });
});

describe('everything else is left to the full reader', () => {
  it.each([
    ['a scalar alone', 'a'],
    ['nothing', '\n# a\n'],
    ['a scalar that goes on in the next line', 'a: b\n  c\n'],
    ['a scalar in the line after its key', 'a:\n  b\n'],
    ['a literal', 'a: |\n  b\n'],
    ['an anchor', 'a: &b c\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a merge key', 'a:\n  <<: {}\n'],
    ['a key that is no text', '1: a\n'],
    ['a key twice', 'a: 1\nb: 2\na: 3\n'],
    ['a list in one line', 'a: [b]\n'],
    ['a list in a list', '- - a\n'],
    ['an empty entry', 'a:\n-\n- b\n'],
    ['an escape', 'a: "\\n"\n'],
    ['a doubled quote', "a: 'b''c'\n"],
    ['a comment without a blank before it', 'a: "b"#c\n'],
    ['a value with a colon', 'a: b: c\n'],
    ['an infinite number', 'a: .inf\n'],
    ['a tab', 'a:\tb\n'],
    ['a carriage return', 'a: b\r\n'],
    ['another document', 'a: b\n---\nc: d\n'],
    ['a wrong indentation', 'a:\n    b: 1\n  c: 2\n'],
    ['a control character in a comment', 'a: b # \x01\n'],
    ['a next line', 'a: b # \x85\n'],
    ['a key of more than 1024 characters', `${'k'.repeat(1100)}: a\n`],
    ['deep nesting', Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
  ])('%s', (_, text) => {
    expect(readSimple(text)).toBeUndefined();
  });
});

describe('whatever the text', () => {
  const pieces = ['- ', '-', ': ', ':', '\n', '\n  ', '\n    ', '  ', ' ', '#', ' # ', '"', "'", '{}', '[]'];
  const words = [
    'a',
    'b',
    'c d',
    '1',
    '0x1F',
    '1.5',
    '~',
    'yes',
    '<<',
    '---',
    '...',
    '|',
    '&a ',
    '*a',
    '!t ',
    'é',
  ];
  const anything = fc.array(fc.constantFrom(...pieces, ...words, '\u2028', '\ufeff', '\\'), {
    maxLength: 30,
  });

  const line = fc
    .tuple(
      fc.constantFrom(0, 0, 2, 2, 4, 1),
      fc.constantFrom('- ', '', '', '-', '- - '),
      fc.constantFrom('a: ', 'b: ', 'c:', '"d": ', 'e : ', ''),
      fc.constantFrom(
        ...words,
        '',
        '',
        '--f=1',
        '10.0.0.1',
        '-1',
        "'s t'",
        '"q"',
        'x # c',
        '"x"#c',
        '{}',
        '[] ',
      ),
    )
    .map(([indent, dash, key, value]) => `${' '.repeat(indent)}${dash}${key}${value}`);

  const texts = fc.oneof(
    anything.map((parts) => parts.join('')),
    fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n')),
    fc
      .tuple(fc.nat(POD.length), fc.nat(6), anything)
      .map(([at, length, parts]) => POD.slice(0, at) + parts.slice(0, 2).join('') + POD.slice(at + length)),
  );

  it('what is taken for simple, the full reader reads alike', () => {
    fc.assert(fc.property(texts, expectAlike), { numRuns: 3000 });
  });
});
