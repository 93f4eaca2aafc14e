import { describe, expect, it } from 'vitest';
import { toJson } from '../../src/yaml/json/to-json.ts';
import { parseDocument } from '../../src/yaml/parse-document.ts';
import { toPlain } from '../../src/yaml/to-plain.ts';
import { parse, rootOf, textAt } from './helpers.ts';

describe('a text that begins with {', () => {
  it('is JSON, whatever blank precedes it, unless that is a byte order mark', () => {
    expect(parse(' \n\t{"a": 1}').format).toBe('json');
    expect(parse('\u2003{"a": 1}').format).toBe('json');
    expect(parse('\ufeff{"a": 1}').format).toBe('yaml');
    expect(parse('---\n{a: 1}').format).toBe('yaml');
  });

  it('keeps the order of its members, duplicates included, and the text of its numbers', () => {
    const document = parse('{"b": 1.0, "a": 1e3, "b": -0}');
    expect(toJson(rootOf(document))).toBe('{"b":1.0,"a":1e3,"b":-0}');
    expect(document.duplicates).toMatchObject([
      {
        key: 'b',
        first: { start: 1, end: 4 },
        second: { start: 21, end: 24 },
        value: { start: 26, end: 28 },
      },
    ]);
  });

  it('reads strings as Go does: half a surrogate pair and bytes that are not UTF-8 become U+FFFD', () => {
    expect(toPlain(rootOf(parse('{"a":"\\ud83d\\ude00\\ud800x\\/\\u0041"}')))).toEqual({
      a: '\u{1f600}\ufffdx/A',
    });
    const bytes = Uint8Array.of(...new TextEncoder().encode('{"a":"'), 0xe2, 0x82, 0x22, 0x7d);
    expect(toPlain(rootOf(parseDocument(bytes, 'f')))).toEqual({ a: '\ufffd\ufffd' });
  });

  const wrong: readonly (readonly [text: string, message: string, place: string])[] = [
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string", '}'],
    ['{a: 1}', "invalid character 'a' looking for beginning of object key string", 'a'],
    ['{"a" 1}', "invalid character '1' after object key", '1'],
    ['{"a":01}', "invalid character '1' after object key:value pair", '1'],
    ['{"a":[1 2]}', "invalid character '2' after array element", '2'],
    ['{"a":1}\n---\n', "invalid character '-' after top-level value", '-'],
    ['{"a":"\t"}', "invalid character '\\t' in string literal", '\t'],
    ['{"a":"\\x"}', "invalid character 'x' in string escape code", 'x'],
    ['{"a":"\\u00g0"}', "invalid character 'g' in \\u hexadecimal character escape", 'g'],
    ['{"a":1.}', "invalid character '}' after decimal point in numeric literal", '}'],
    ['{"a":1e}', "invalid character '}' in exponent of numeric literal", '}'],
    ['{"a":-}', "invalid character '}' in numeric literal", '}'],
    ['{"a":nul}', "invalid character '}' in literal null (expecting 'l')", '}'],
    ['{"a":\u00e9}', "invalid character 'Ã' looking for beginning of value", '\u00e9'],
    ["{'a':1}", "invalid character '\\'' looking for beginning of object key string", "'"],
    ['{"a":', 'unexpected end of JSON input', ''],
    ['{"a', 'unexpected end of JSON input', ''],
  ];
  for (const [text, message, place] of wrong) {
    it(`is refused in Go’s words: ${JSON.stringify(text)}`, () => {
      const document = parse(text);
      expect(document.error?.message).toBe(message);
      expect(textAt(document, document.error?.range)).toBe(place);
    });
  }
});
