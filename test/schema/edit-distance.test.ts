import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editDistance } from '../../src/schema/suggest.ts';

const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });

it.each([
  ['', '', 0],
  ['abc', '', 3],
  ['kube-scheduler', 'kube-schedulerr', 1],
  ['form', 'from', 1],
  ['ca', 'abc', 3],
])('from %j to %j it is %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

it('is the same with a limit up to it, and above it beyond', () => {
  fc.assert(
    fc.property(words, words, fc.nat(12), (a, b, most) => {
      const [distance, limited] = [editDistance(a, b), editDistance(a, b, most)];
      if (distance <= most) expect(limited).toBe(distance);
      else expect(limited).toBeGreaterThan(most);
    }),
    { numRuns: 5000 },
  );
});
