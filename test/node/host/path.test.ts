import { describe, expect, test } from 'vitest';
import { absolute, clean, join, trimTrailingSlashes } from '../../../src/node/host/path.ts';

describe("paths as Go's path/filepath has them", () => {
  test.each([
    ['', '.'],
    ['/', '/'],
    ['/..', '/'],
    ['/../a', '/a'],
    ['a/..', '.'],
    ['../a/..', '..'],
    ['a/../../b', '../b'],
    ['//a//./b/', '/a/b'],
  ])('"%s" cleaned is "%s"', (path, cleaned) => {
    expect(clean(path)).toBe(cleaned);
  });

  test('empty parts do not count', () => {
    expect(join('', 'a', '', '../b')).toBe('b');
    expect(join('', '')).toBe('');
    expect(join('/a', '/b')).toBe('/a/b');
  });

  test('a relative path is one of the directory in which the process works', () => {
    expect(absolute('manifests/', '/etc/kubernetes')).toBe('/etc/kubernetes/manifests');
    expect(absolute('/etc/./x', '/somewhere')).toBe('/etc/x');
  });

  test('nothing is left of slashes', () => {
    expect(trimTrailingSlashes('///')).toBe('');
    expect(trimTrailingSlashes('/a//')).toBe('/a');
  });

  test('a million components take linear time', () => {
    expect(clean('/a/..'.repeat(1_000_000))).toBe('/');
    expect(clean('../'.repeat(100_000))).toHaveLength(299_999);
  });
});
