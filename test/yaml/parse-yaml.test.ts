import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/yaml/json/to-json.ts';
import { locate } from '../../src/yaml/navigate.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import { parse, rootOf, textAt } from './helpers.ts';

const json = (text: string) => toJson(rootOf(parse(text)));
const message = (text: string) => parse(text).error?.message;

describe('scalars', () => {
  it('are YAML 1.1 as go-yaml has it: y and n are booleans, sexagesimals are not numbers', () => {
    expect(json('[y, N, on, yEs, 1:30, 2001-01-01]')).toBe('[true,false,true,"yEs","1:30","2001-01-01"]');
  });

  it('are whole numbers in every base, and floats where Go’s ParseInt gives up', () => {
    expect(json('[0644, 0o644, 0x1F, 0b101, 0b-1, 1_000, 08, 1e3, +.5]')).toBe(
      '[420,420,31,5,-1,1000,8,1000,0.5]',
    );
  });

  it('keep every digit up to 64 bits', () => {
    expect(json('[18446744073709551615, -9223372036854775808, 18446744073709551616, -0.0, 1e21]')).toBe(
      '[18446744073709551615,-9223372036854775808,18446744073709552000,-0,1e+21]',
    );
  });

  it('are what their tag says, or an error', () => {
    expect(json('[!!int "12", !!float 1, !!str 1, ! 1, !foo 1, !!binary aGk=]')).toBe(
      '[12,1,"1","1","1","hi"]',
    );
    expect(message('a: !!int foo')).toBe('cannot decode !!str `foo` as a !!int');
    expect(message('a: !!timestamp 2001-02-30')).toMatch('as a !!timestamp');
    expect(message('a: !!timestamp 2001-02-28')).toBeUndefined();
  });

  it('have no JSON for infinity, unless a later duplicate replaces it', () => {
    expect(message('a: -.inf')).toBe('json: unsupported value: -Inf');
    expect(json('a: .nan\na: 1')).toBe('{"a":1}');
  });
});

describe('mappings', () => {
  it('are sorted by the bytes of their keys', () => {
    expect(json('b: 1\na: 2\n\u{1f600}: 3\n\uff00: 4')).toBe('{"a":2,"b":1,"\uff00":4,"\u{1f600}":3}');
  });

  it('have keys that are strings in the end: numbers as Go prints a float of 32 bits', () => {
    expect(json('on: 1\n1e6: 2\n0x10: 3\n1.5: 4\n1e39: 5')).toBe(
      '{".inf":5,"1.5":4,"16":3,"1e+06":2,"true":1}',
    );
  });

  it('refuse a null, a map, a list and an integer beyond 63 bits as a key', () => {
    expect(message('~: 1')).toBe('unsupported map key of type: null');
    expect(message('? [a]\n: 1')).toBe('invalid map key: a list');
    expect(message('? {a: b}\n: 1')).toBe('invalid map key: a map');
    expect(message('18446744073709551615: 1')).toBe('unsupported map key of type: uint64');
  });

  it('merge in the order of the document: a later << overrides what was written before', () => {
    expect(json('m: &m {a: 1}\np: {a: 2, <<: *m}\nq: {<<: *m, a: 2}')).toBe(
      '{"m":{"a":1},"p":{"a":1},"q":{"a":2}}',
    );
    expect(json('<<: [{a: 1}, {a: 2, b: 2}]\n"<<": 3')).toBe('{"\\u003c\\u003c":3,"a":1,"b":2}');
    expect(message('<<: 1')).toBe('map merge requires map or sequence of maps as the value');
  });

  it('tell which keys are duplicate, with both places', () => {
    const document = parse('a: 1\nb: 2\na: &x\n  c: 3\n');
    expect(document.duplicates).toMatchObject([
      {
        key: 'a',
        first: { start: 0, end: 1 },
        second: { start: 10, end: 11 },
        value: { start: 13, end: 22 },
      },
    ]);
    expect(parse('x: &x {a: 1}\ny: {a: 2, <<: *x}').duplicates).toMatchObject([
      { key: 'a', merge: true, mergeWins: true, lost: { text: '2' }, kept: { text: '1' } },
    ]);
    const explicit = parse('x: &x {a: 1}\ny: {<<: *x, a: 2}').duplicates[0];
    expect(explicit?.merge).toBe(true);
    expect(explicit?.mergeWins).toBeUndefined();
  });

  // Divergence by choice: Go's maps have no order, so the kubelet takes one of the two by chance.
  it('take the last of keys that only JSON calls equal', () => {
    const document = parse('1: a\n"1": b\n');
    expect(toJson(rootOf(document))).toBe('{"1":"b"}');
    expect(document.duplicates).toMatchObject([{ key: '1', inAnyOrder: true }]);
  });
});

describe('documents', () => {
  it('after the first are never looked at', () => {
    const document = parse('a: 1\n---\n{{{\n');
    expect(toJson(rootOf(document))).toBe('{"a":1}');
    expect(textAt(document, document.ignored)).toBe('---\n{{{');
  });

  it('end where a line stands further left than the first', () => {
    const document = parse('  a: 1\nb: 2\n');
    expect(toJson(rootOf(document))).toBe('{"a":1}');
    expect(textAt(document, document.ignored)).toBe('b: 2');
  });

  it('leave nothing behind that says nothing', () => {
    expect(parse('a: 1\n---\n# end\n...\n\n').ignored).toBeUndefined();
    expect(parse('a: 1\n').ignored).toBeUndefined();
  });

  it('are null without content', () => {
    for (const text of ['', '# only a comment\n', '---\n---\nkind: Pod\n']) expect(json(text)).toBe('null');
  });

  it('may be UTF-16, and have a byte order mark', () => {
    expect(json('\ufeffa: 1')).toBe('{"a":1}');
    expect(json('\ufeff{a: 1}')).toBe('{"a":1}');
    const utf16 = Uint8Array.of(0xfe, 0xff, 0, 0x61, 0, 0x3a, 0, 0x20, 0xd8, 0x3d, 0xde, 0);
    expect(toJson(rootOf(parseDocument(utf16, 'f')))).toBe('{"a":"\u{1f600}"}');
  });

  it('may be spoilt only where go-yaml reads: in chunks of 512 bytes', () => {
    const tail = (gap: number) => `a: 1\n---\n${' '.repeat(gap)}\0`;
    expect(message(tail(100))).toBe('control characters are not allowed');
    expect(message(tail(600))).toBeUndefined();
  });

  it('end with an empty flow collection at their start, whatever follows', () => {
    expect(json('[]: a')).toBe('[]');
    expect(message('[a]: b')).toBe('invalid map key: a list');
  });
});

describe('what go-yaml refuses', () => {
  const wrong: readonly (readonly [text: string, message: string, place: string])[] = [
    ['a:\n  b: 1\n c: 2\n', 'did not find expected key', 'c: 2'],
    ['a: 1\nb 2\nc: 3\n', "could not find expected ':'", 'b 2'],
    ['a: 1\n b: 2\n', 'mapping values are not allowed in this context', ':'],
    ['a:\n\tb: 1\n', 'found character that cannot start any token', '\t'],
    ['- a\nb: 1\n', "did not find expected '-' indicator", 'b: 1'],
    ['a: "x\nb: 2\n', 'found unexpected end of stream', '"x'],
    ['a: "\\q"\n', 'found unknown escape character', '\\q'],
    ['a: "\\ud800"\n', 'found invalid Unicode character escape code', '\\ud800'],
    ['a: *b\n', "unknown anchor 'b' referenced", '*b'],
    ['a: &a [*a]\n', "anchor 'a' value contains itself", '*a'],
    ['a: &b.c 1\n', 'did not find expected alphabetic or numeric character', '&b.'],
    ['%YAML 1.2\n---\na: 1\n', 'found incompatible YAML document', '%YAML 1.2'],
    ['a: !x!y 1\n', 'found undefined tag handle', '!x!y'],
    ['a: \u0007\n', 'control characters are not allowed', '\u0007'],
  ];
  for (const [text, expected, place] of wrong) {
    it(`says where: ${JSON.stringify(text)}`, () => {
      const document = parse(text);
      expect(document.error?.message).toBe(expected);
      expect(textAt(document, document.error?.range)).toBe(place);
    });
  }

  it('is a key of more than 1,024 characters', () => {
    expect(message(`${'k'.repeat(1024)}: 1`)).toBeUndefined();
    expect(message(`${'k'.repeat(1025)}: 1`)).toBe('mapping values are not allowed in this context');
    expect(message(`a: 1\n${'k'.repeat(1025)}: 1`)).toBe("could not find expected ':'");
    expect(message(`${'\u{1f600}'.repeat(1024)}: 1`)).toBeUndefined();
  });
});

describe('nodes', () => {
  it('know where they are written, quotes and brackets included, anchors and tags not', () => {
    const document = parse('a: &x "q"\nb: !!str\n  - [1, 2]\nc: |\n  text\nd: *x\ne:\n');
    const root = rootOf(document);
    if (root.kind !== 'object') throw new Error(root.kind);
    const texts = root.members.map(({ keyRange, value }) => [
      textAt(document, keyRange),
      textAt(document, value.range),
    ]);
    expect(texts).toEqual([
      ['a', '"q"'],
      ['b', '- [1, 2]'],
      ['c', '|\n  text'],
      ['d', '"q"'],
      ['e', ''],
    ]);
    expect(textAt(document, root.members[3]!.value.alias)).toBe('*x');
    expect(locate(document, root.members[3]!.value)).toMatchObject({ line: 6, column: 4, endColumn: 6 });
    expect(locate(document, root.members[4]!.value)).toMatchObject({ line: 7, column: 3 });
  });

  it('say which alias merged them', () => {
    const document = parse('a: &x {a: 1}\nb: {<<: *x}\n');
    const root = rootOf(document);
    const b = root.kind === 'object' ? root.members[1]!.value : root;
    if (b.kind !== 'object') throw new Error(b.kind);
    expect(textAt(document, b.members[0]!.value.alias)).toBe('*x');
    expect(textAt(document, b.members[0]!.value.range)).toBe('1');
  });
});
