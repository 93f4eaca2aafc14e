import { expect, it } from 'vitest';
import { refusalOfValue } from '../../src/control-plane/flag-values.ts';
import { NEWEST_MINOR } from '../../src/versions/minor.ts';

it.each([
  ['1', true],
  ['1.', true],
  ['.5', true],
  ['1.5e-3', true],
  ['0x1p-2', true],
  ['0x1.8p1', true],
  ['0x.8p1', true],
  ['0xp1', false],
  ['.', false],
  ['1.2.3', false],
  ['', false],
])('of %j as a float64 it is %j that it is taken', (text, isTaken) => {
  expect(refusalOfValue('float64', text, NEWEST_MINOR) === null).toBe(isTaken);
});
