import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Range } from '../../src/diagnostics/location.ts';
import { toJson } from '../../src/yaml/json/to-json.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import { toPlain } from '../../src/yaml/to-plain.ts';
import type { Document, Node } from '../../src/yaml/tree.ts';
import { parse } from './helpers.ts';

const MANY = 10_000;

/** Texts made of what has a meaning in YAML. */
const yamlish = fc
  .array(
    fc.constantFrom(
      ...['- ', ': ', '? ', '\n', '\n  ', '  ', '[', ']', '{', '}', ', ', 'a', 'b', '1', '~', "'", '"', '#'],
      ...[
        '&a ',
        '*a',
        '!t ',
        '|',
        '>',
        '---\n',
        '...\n',
        '\t',
        '%',
        '<<: ',
        '\\',
        '\u2028',
        '\ufeff',
        '\0',
        '{"',
      ],
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 200 }).map((text) => new TextEncoder().encode(text)),
  yamlish.map((text) => new TextEncoder().encode(text)),
);

describe('whatever the bytes', () => {
  it('there is a root or an error, and every range lies in the text and in its parent’s', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const document = parseDocument(input, 'f');
        expect(document.root === null).toBe(document.error !== null);
        for (const range of rangesOf(document))
          expectWithin(range, { start: 0, end: document.source.text.length });
        if (document.root) expectNested(document.root);
      }),
      { numRuns: 3000 },
    );
  });

  it('what was read can be written as JSON and read again', () => {
    fc.assert(
      fc.property(bytes, (input) => {
        const { root } = parseDocument(input, 'f');
        if (root?.kind !== 'object' || root.members.length === 0) return;
        const again = parse(toJson(root));
        expect(again.format).toBe('json');
        expect(toPlain(again.root!)).toEqual(toPlain(root));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('depth', () => {
  const nestings: Readonly<Record<string, (levels: number) => string>> = {
    'flow lists': (levels) => '['.repeat(levels) + ']'.repeat(levels),
    'flow maps': (levels) => ` \n${'[{a: '.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`,
    'block lists': (levels) => '- '.repeat(levels),
    'explicit keys': (levels) => `${'? - '.repeat(levels / 2)}`,
    'block maps': (levels) => Array.from({ length: levels / 20 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    json: (levels) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`,
  };
  for (const [name, nest] of Object.entries(nestings)) {
    it(`of ${MANY} levels is no more than a number: ${name}`, () => {
      const { root, error } = parse(nest(MANY));
      if (name === 'explicit keys') expect(error?.message).toMatch(/^invalid map key/);
      else {
        expect(error).toBeNull();
        expect(toJson(root!).length).toBeGreaterThan(MANY / 20);
        toPlain(root!);
      }
    });
  }

  it('has go-yaml’s limit, and that of Go’s JSON', () => {
    expect(parse('['.repeat(MANY + 1)).error?.message).toBe('exceeded max depth of 10000');
    expect(parse('- '.repeat(MANY + 1)).error?.message).toBe('exceeded max depth of 10000');
    expect(parse(`{"a":${'['.repeat(MANY)}`).error?.message).toBe("invalid character '[' exceeded max depth");
    const both = `${'- '.repeat(MANY - 1)}[[[a]]]`;
    expect(parse(both).error?.message).toBe('exceeded max depth');
  });
});

describe('aliases', () => {
  it('may be many', () => {
    expect(parse(`x: &x 1\n${'- a'.replace('- ', '')}: [${'*x, '.repeat(1000)}]`).error).toBeNull();
  });

  it('may not multiply', () => {
    const bomb = Array.from({ length: 60 }, (_, i) => `b${i}: &b${i} [${`*b${i - 1}, `.repeat(9)}]`);
    bomb[0] = 'b0: &b0 [1, 1, 1]';
    expect(parse(bomb.join('\n')).error?.message).toBe('document contains excessive aliasing');
  });

  it('have go-yaml’s ratio of 99 %', () => {
    // One list of n items, n - 1 aliases to it: the share of what aliases decode grows with n.
    const text = (n: number) => `- &x [${'1, '.repeat(n)}]\n${'- *x\n'.repeat(n)}`;
    expect(parse(text(90)).error).toBeNull();
    expect(parse(text(250)).error?.message).toBe('document contains excessive aliasing');
  });
});

describe('size', () => {
  const size = 2 ** 20;
  const texts: Readonly<Record<string, string>> = {
    'one line': 'x'.repeat(size),
    'blank lines': '\n'.repeat(size),
    'one open bracket each': '['.repeat(size),
    'one comment': `#${'x'.repeat(size)}`,
    'an open quote': `"${'a\n'.repeat(size / 2)}`,
    'aliases of nothing': 'a: *x\n'.repeat(size / 6),
    'equal keys': 'a: 1\n'.repeat(size / 5),
    digits: `a: ${'1'.repeat(size)}`,
    'control characters': '\0'.repeat(size),
    'an open JSON string': `{"${'a'.repeat(size)}`,
  };
  for (const [name, text] of Object.entries(texts)) {
    it(`of a mebibyte is read in a moment: ${name}`, { timeout: 5000 }, () => {
      parse(text);
    });
  }
});

function rangesOf({ error, ignored, duplicates }: Document): Range[] {
  const ranges = duplicates.flatMap(({ first, second, value }) => [first, second, value]);
  if (error?.range) ranges.push(error.range);
  if (ignored) ranges.push(ignored);
  return ranges;
}

function expectWithin(inner: Range, outer: Range): void {
  expect(inner.start).toBeGreaterThanOrEqual(outer.start);
  expect(inner.end).toBeGreaterThanOrEqual(inner.start);
  expect(inner.end).toBeLessThanOrEqual(outer.end);
}

/** Children within their parents, items one after the other; what an alias brought stands elsewhere. */
function expectNested(node: Node): void {
  if (node.kind === 'array') {
    let end = node.range.start;
    for (const item of node.items) {
      const place = item.alias ?? item.range;
      expectWithin(place, { start: end, end: node.range.end });
      end = place.end;
      expectNested(item);
    }
  } else if (node.kind === 'object') {
    for (const { keyRange, value } of node.members) {
      if (!value.alias) expectWithin(keyRange, { start: node.range.start, end: value.range.start });
      expectWithin(value.alias ?? value.range, node.range);
      expectNested(value);
    }
  }
}
