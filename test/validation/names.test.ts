import { describe, expect, it } from 'vitest';
import {
  isDecimalInteger,
  isDNS1123Label,
  isDNS1123Subdomain,
  isEnvVarName,
  isLabelValue,
  isPathSegmentName,
  isQualifiedName,
  isRelaxedEnvVarName,
  isValidPortName,
} from '../../src/validation/names.ts';

describe('isQualifiedName', () => {
  it.each(['a', 'A_b.c-d', 'example.com/name', '0'])('takes %s', (name) => {
    expect(isQualifiedName(name, 37)).toEqual([]);
  });

  it('words its messages anew since 1.35', () => {
    expect(isQualifiedName('a/b/c', 34)[0]).toMatch(/^a qualified name must consist of/);
    expect(isQualifiedName('a/b/c', 35)[0]).toMatch(/^a valid label key must consist of/);
    expect(isQualifiedName('x'.repeat(64), 34)).toEqual(['name part must be no more than 63 characters']);
    expect(isQualifiedName('x'.repeat(64), 35)).toEqual(['name part must be no more than 63 bytes']);
  });

  it('counts bytes', () => {
    expect(isLabelValue('é'.repeat(32), 37)[0]).toBe('must be no more than 63 bytes');
  });

  it('says what both parts lack', () => {
    expect(isQualifiedName('/', 37)).toEqual([
      'prefix part must be non-empty',
      'name part must be non-empty',
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ]);
  });
});

describe('the other names', () => {
  it('tell dots in a label from other faults', () => {
    expect(isDNS1123Label('a.b')).toEqual(['must not contain dots']);
    expect(isDNS1123Label('A')[0]).toContain('a lowercase RFC 1123 label');
  });

  it('are checked in time that grows with the name', () => {
    const long = `${'a-'.repeat(2e6)}!`;
    const started = performance.now();
    for (const check of [isDNS1123Subdomain, isDNS1123Label, isEnvVarName])
      expect(check(long)).not.toEqual([]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('follow upstream in their corners', () => {
    expect(isEnvVarName('..a')).toEqual(["must not start with '..'"]);
    expect(isRelaxedEnvVarName('')).toEqual(['environment variable name must be non-empty']);
    expect(isRelaxedEnvVarName('a=b')).toHaveLength(1);
    expect(isValidPortName('-1-')).toEqual([
      'must contain at least one letter (a-z)',
      'must not begin or end with a hyphen',
    ]);
    expect(isDecimalInteger('-0')).toHaveLength(1);
    expect(isPathSegmentName('a/b%')).toEqual(["may not contain '/'", "may not contain '%'"]);
  });
});
