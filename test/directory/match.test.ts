import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BAD_PATTERN, hasMeta, match } from '../../src/directory/match.ts';

describe("patterns as Go's filepath.Match reads them", () => {
  test.each([
    ['[^.]*', 'web.yaml', true],
    ['[^.]*', '.web.yaml', false],
    ['[^.]*', '', false],
    ['[^.]*', 'caf\udce9', true],
    ['*', 'a/b', false],
    ['a?b', 'aéb', true],
    ['a?b', 'a/b', false],
    ['[!a]', '!', true],
    ['[!a]', 'b', false],
    ['[a-c]x', 'bx', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['[\\]]', ']', true],
    ['{a,b}', 'a', false],
    ['{a,b}', '{a,b}', true],
    ['[é-ü]', 'í', true],
    ['a*b*c', 'axxbxxbxxc', true],
    // A star steps over bytes: it may leave the second one of "é".
    ['*\udca9', 'é', true],
  ])('%j and %j: %s', (pattern, name, expected) => {
    expect(match(pattern, name)).toBe(expected);
  });

  test.each(['[', '[]', '[]a]', '[^', '[a-', '[-a]', 'a\\', '[\udcff]'])('%j is malformed', (pattern) => {
    expect(match(pattern, 'a')).toBe(BAD_PATTERN);
  });

  test('a malformed pattern is only noticed where matching gets to it', () => {
    expect(match('M*[', 'N')).toBe(false);
    expect(match('M*[', 'M')).toBe(BAD_PATTERN);
  });

  test('a pattern without meta characters matches itself only, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, name) => {
        const outcome = match(pattern, name);
        if (!hasMeta(pattern)) expect(outcome).toBe(pattern === name);
      }),
    );
  });
});
