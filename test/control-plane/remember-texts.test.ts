import { describe, expect, it } from 'vitest';
import { rememberTexts } from '../../src/control-plane/remember-texts.ts';

describe('a function that remembers its answers', () => {
  it('reads the same text once', () => {
    const read: string[] = [];
    const lengthOf = rememberTexts((text) => {
      read.push(text);
      return text.length;
    });
    expect(['ab', 'abc', 'ab'].map(lengthOf)).toEqual([2, 3, 2]);
    expect(read).toEqual(['ab', 'abc']);
  });

  it('answers the same of any number of texts, and of long ones', () => {
    const same = rememberTexts((text) => text);
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 2000; i++) expect(same(`${i}`)).toBe(`${i}`);
      expect(same('x'.repeat(5000))).toHaveLength(5000);
    }
  });
});
