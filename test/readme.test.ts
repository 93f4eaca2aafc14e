import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
// @ts-expect-error a plain script
import { withRealOutput } from '../scripts/readme.mjs';

it('shows in the README what the commands really print', () => {
  const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  expect(text).toBe(withRealOutput(text));
});
