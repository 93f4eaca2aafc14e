import { describe, expect, it } from 'vitest';
import { readCSVRecord } from '../../../../src/node/kubelet/flags/csv.ts';

describe('readCSVRecord', () => {
  it.each([
    ['', []],
    ['a,b', ['a', 'b']],
    [' a , b ', [' a ', ' b ']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a""b"', ['a"b']],
    ['a,', ['a', '']],
    ['a\nb', ['a']],
    ['\n\na,b\r\nc', ['a', 'b']],
    ['"a\nb",c', ['a\nb', 'c']],
    ['a\r', ['a']],
  ])('reads %j as one record', (text, record) => {
    expect(readCSVRecord(text)).toEqual({ ok: true, value: record });
  });

  it.each([
    ['a"b', 'parse error on line 1, column 2: bare " in non-quoted-field'],
    ['é"b', 'parse error on line 1, column 3: bare " in non-quoted-field'],
    ['"a', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'],
    ['"a"b', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'],
    ['"a\nb', 'record on line 1; parse error on line 2, column 2: extraneous or missing " in quoted-field'],
    ['\n', 'EOF'],
  ])('refuses %j in the words of encoding/csv', (text, error) => {
    expect(readCSVRecord(text)).toEqual({ ok: false, error });
  });
});
