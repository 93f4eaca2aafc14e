import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/yaml/json/to-json.ts';
import { findMember, getMember } from '../../src/yaml/navigate.ts';
import { printYaml } from '../../src/yaml/print-yaml.ts';
import { toPlain } from '../../src/yaml/to-plain.ts';
import { parse, rootOf } from './helpers.ts';

describe('toJson', () => {
  it('escapes as Go does, also for HTML and JavaScript', () => {
    expect(toJson(rootOf(parse('"<&>\\0\\t\\"\\\\ \\x7f\\L"')))).toBe(
      '"\\u003c\\u0026\\u003e\\u0000\\t\\"\\\\ \x7f\\u2028"',
    );
  });
});

describe('toPlain', () => {
  it('keeps whole numbers that JavaScript has no number for as bigints, unless told not to', () => {
    const root = rootOf(parse('[9007199254740991, 9007199254740993, 1.5, 1e30]'));
    expect(toPlain(root)).toEqual([9007199254740991, 9007199254740993n, 1.5, 1e30]);
    expect(toPlain(root, 'lossy')).toEqual([9007199254740991, 9007199254740992, 1.5, 1e30]);
  });

  it('takes __proto__ for a key like any other', () => {
    const plain = toPlain(rootOf(parse('__proto__: {a: 1}'))) as object;
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype);
    expect(Object.keys(plain)).toEqual(['__proto__']);
  });

  it('takes the last of equal keys', () => {
    expect(toPlain(rootOf(parse('{"a":1,"a":2}')))).toEqual({ a: 2 });
  });
});

describe('getMember', () => {
  const root = rootOf(parse('spec:\n  containers:\n  - name: a\n'));

  it('follows keys and places', () => {
    expect(getMember(root, 'spec', 'containers', 0, 'name')).toMatchObject({ kind: 'string', value: 'a' });
    expect(getMember(root)).toBe(root);
  });

  it('is undefined where there is nothing', () => {
    expect(getMember(root, 'spec', 'volumes', 0)).toBeUndefined();
    expect(getMember(root, 'spec', 0)).toBeUndefined();
    expect(getMember(null, 'spec')).toBeUndefined();
    expect(findMember(root, 'kind')).toBeUndefined();
  });
});

describe('printYaml', () => {
  it('has the style of sigs.k8s.io/yaml', () => {
    expect(printYaml({ b: [1, { d: null, c: 'x' }], a: { x: [], y: {} }, int: 18446744073709551615n })).toBe(
      'a:\n  x: []\n  "y": {}\nb:\n- 1\n- c: x\n  d: null\nint: 18446744073709551615\n',
    );
  });

  it('quotes what the kubelet would not read as a string', () => {
    expect(printYaml(['on', 'y', '0o17', '1_000', '.5_0', '<<', '~', 'yEs'])).toBe(
      '- "on"\n- "y"\n- "0o17"\n- "1_000"\n- ".5_0"\n- "<<"\n- "~"\n- yEs\n',
    );
  });

  it('is read back as the same value', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[-a-z0-9:#[\]{},?! "'\n\t|>&*%@`~.<_\u0085\u2028\ufeff]{0,8}$/),
    );
    const value = fc.dictionary(
      text,
      fc.oneof(text, fc.array(text), fc.jsonValue({ stringUnit: 'binary', depthSize: 'small' })),
    );
    fc.assert(
      fc.property(value, (value) => {
        const wanted = JSON.parse(JSON.stringify(value));
        const document = parse(`---\n${printYaml(value)}`);
        expect(document.error).toBeNull();
        // By way of JSON, which knows no negative zero.
        expect(JSON.parse(JSON.stringify(toPlain(rootOf(document), 'lossy')))).toEqual(wanted);
      }),
      { numRuns: 2000 },
    );
  });
});
